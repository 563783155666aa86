"""A template that a route renders has what it needs, whether or not a page is around it."""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment
from jinja2.nodes import Call, Const, Extends, FromImport, Include, Macro, Name, Template

TEMPLATES = Path("app/templates")
RENDERED = re.compile(r'"([\w/]+\.html)"')
PARSE = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"]).parse


def test_each_rendered_template_has_the_macros_that_it_calls() -> None:
    """A fragment that leans on what its page imports breaks when it is an answer of its own."""
    macros = {macro.name for path in TEMPLATES.rglob("*.html") for macro in _tree(path).find_all(Macro)}
    named = {name for path in Path("app").rglob("*.py") for name in RENDERED.findall(path.read_text(encoding="utf-8"))}
    rendered = {name for name in named if (TEMPLATES / name).exists()}

    missing = {name: sorted(_called(name) & macros) for name in rendered}

    assert len(rendered) > 100
    assert {name: names for name, names in missing.items() if names} == {}


@cache
def _tree(path: Path) -> Template:
    return PARSE(path.read_text(encoding="utf-8"))


def _called(name: str) -> set[str]:
    """What it and its parts call, and neither they, nor it, nor what it extends has."""
    tree = _tree(TEMPLATES / name)
    calls = {call.node.name for call in tree.find_all(Call) if isinstance(call.node, Name)}
    return calls.union(*map(_called, _named(tree, Include) | _named(tree, Extends))) - _had(name)


def _had(name: str) -> set[str]:
    tree = _tree(TEMPLATES / name)
    imported = [one for each in tree.find_all(FromImport) for one in each.names]
    own = {one.name for one in tree.find_all(Macro)} | {one[1] if isinstance(one, tuple) else one for one in imported}
    return own.union(*map(_had, _named(tree, Extends)))


def _named(tree: Template, kind: type[Extends | Include]) -> set[str]:
    asked = [getattr(one, "template", None) for one in tree.find_all(kind)]
    return {one.value for one in asked if isinstance(one, Const)}
