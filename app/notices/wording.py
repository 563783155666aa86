"""The words of a notice: the shop's own or the usual ones, filled with an order's facts and nothing else.

A text may name facts, choose and repeat; it can call nothing, set nothing and reach into nothing: what it is made of is
looked through before anything of it runs.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext
from jinja2 import TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from sqlalchemy import select

from app.db import db
from app.errors import DomainError
from app.languages import LANGUAGES, READ_NEXT_BEST
from app.notices.models import NoticeText

FOLDER = Path(__file__).parent / "texts"
LONGEST_SUBJECT, LONGEST_BODY = 200, 4000
LONGEST_SAID = 20_000
MOST_LOOPS = 3
FACTS = frozenset(
    {
        "shop",
        "contact",
        "name",
        "order",
        "lines",
        "parcels",
        "number",
        "store",
        "reasons",
        "link",
        "carrier",
        "return",
        "answer",
        "amount",
        "deductions",
    }
)
"""What a text may name."""
FILTERS = ("upper", "lower", "title", "trim", "default", "length", "first", "last")
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.If,
    nodes.For,
    nodes.Filter,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)


class TextUnclear(DomainError):
    code = "notice_text_unclear"
    status = 422
    message = lazy_gettext("Line %(number)s of the text is unclear near: %(near)s. Nothing was changed.")


class TextTooLong(DomainError):
    code = "notice_text_too_long"
    status = 422
    message = lazy_gettext("A subject has 1 to %(subject)s characters, a text 1 to %(body)s. Nothing was changed.")


@dataclass(frozen=True)
class Text:
    subject: str
    body: str


def _sandbox() -> ImmutableSandboxedEnvironment:
    sandbox = ImmutableSandboxedEnvironment(autoescape=False)
    sandbox.globals.clear()
    sandbox.filters = {name: sandbox.filters[name] for name in FILTERS}
    sandbox.tests.clear()
    return sandbox


SANDBOX = _sandbox()


def usual_text(step: str, language: str) -> Text:
    """The words that came with the program."""
    return _usual(language)[step]


def text_of(warehouse_id: int, step: str, language: str) -> Text:
    """The shop's own words in that language, else the usual ones in it."""
    mine = (NoticeText.warehouse_id == warehouse_id, NoticeText.step == step, NoticeText.language == language)
    own = db.session.scalars(select(NoticeText).where(*mine)).first()
    return Text(own.subject, own.body) if own else usual_text(step, language)


def said(text: Text, facts: Mapping[str, Any]) -> Text:
    """The text filled with the facts. Raises TextUnclear."""
    subject = " ".join(_fill(text.subject, facts).split())[:LONGEST_SUBJECT]
    lines = [line.rstrip() for line in _fill(text.body, facts).strip().splitlines()]
    return Text(subject, "\n".join(_without_gaps(lines)) + "\n")


def check_text(text: Text) -> None:
    """Raises TextUnclear or TextTooLong for what could not be filled one day."""
    if not (0 < len(text.subject) <= LONGEST_SUBJECT and 0 < len(text.body) <= LONGEST_BODY):
        raise TextTooLong(subject=LONGEST_SUBJECT, body=LONGEST_BODY)
    for part in (text.subject, text.body):
        _checked(part)


def _fill(source: str, facts: Mapping[str, Any]) -> str:
    _checked(source)
    try:
        return SANDBOX.from_string(source).render({name: facts.get(name, "") for name in FACTS})[:LONGEST_SAID]
    except (TemplateError, TypeError, ValueError) as problem:
        raise TextUnclear(number=getattr(problem, "lineno", None) or 1, near=str(problem)[:80]) from None


def _checked(source: str) -> None:
    try:
        tree = SANDBOX.parse(source)
        for found in tree.find_all(nodes.Node):
            _check_node(found)
        _check_loops(list(tree.find_all(nodes.For)))
        names = list(tree.find_all(nodes.Name))
        own = {name.name for name in names if name.ctx == "store"}
        for name in names:
            if name.name not in FACTS | own | {"loop"}:
                raise TextUnclear(number=name.lineno, near=name.name)
    except TemplateSyntaxError as problem:
        raise TextUnclear(number=problem.lineno, near=(problem.message or "")[:80]) from None
    except RecursionError:
        raise TextUnclear(number=1, near=source[:20]) from None


def _check_node(found: nodes.Node) -> None:
    is_strange = not isinstance(found, ALLOWED)
    if isinstance(found, nodes.Filter):
        is_strange = found.name not in FILTERS or bool(found.kwargs) or len(found.args) > 1
    if isinstance(found, nodes.Getattr):
        is_strange = found.attr.startswith("_") or not isinstance(found.node, nodes.Name)
    if is_strange:
        raise TextUnclear(number=found.lineno or 1, near=type(found).__name__.lower())


def _check_loops(loops: list[nodes.For]) -> None:
    """A few, none inside another: what a text becomes grows no faster than the order."""
    for loop in loops:
        if len(loops) > MOST_LOOPS or loop.recursive or any(True for _ in _inside(loop)):
            raise TextUnclear(number=loop.lineno, near="for")


def _inside(loop: nodes.For) -> Iterable[nodes.For]:
    """Loops inside the loop."""
    for part in loop.body:
        if isinstance(part, nodes.For):
            yield part
        yield from part.find_all(nodes.For)


def _without_gaps(lines: list[str]) -> Iterable[str]:
    """One empty line at most: a line whose condition did not hold leaves no hole."""
    before = "."
    for line in lines:
        if line or before:
            yield line
        before = line


@cache
def _usual(language: str) -> Mapping[str, Text]:
    known = next(one for one in (language, *READ_NEXT_BEST.get(language, ()), "en") if one in LANGUAGES)
    given = tomllib.loads((FOLDER / f"{known}.toml").read_text(encoding="utf-8"))
    return {step: Text(words["subject"], words["body"].strip()) for step, words in given.items()}
