"""What a code stands for: each capability registers how it knows its own codes, and all of them are asked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Flask, current_app
from flask_babel import lazy_gettext

from app.errors import DomainError
from app.scanning.grammar import Code, read


class UnknownCode(DomainError):
    code = "unknown_code"
    status = 422
    message = lazy_gettext("Nobody knows code %(scanned)s. Scan the label again, or ask your lead.")


class Ambiguous(DomainError):
    """The code stands for several things: a person chooses, nobody guesses."""

    code = "ambiguous"
    message = lazy_gettext("Code %(scanned)s stands for %(names)s. Choose what you mean.")


@dataclass(frozen=True)
class Meaning:
    """A `kind` (bin, tote, staging, item, badge, …), the row's id, and the name that a worker reads."""

    kind: str
    id: int
    name: str
    quantity: int = 1


Resolver = Callable[[int, Code], Iterable[Meaning]]
"""From a warehouse's id and a code to all that it stands for among the capability's own: a carton is found by its
SSCC, a waybill by its text."""

LONGEST_SHOWN = 40


def register_resolver(app: Flask, resolver: Resolver) -> None:
    app.extensions.setdefault("resolvers", []).append(resolver)


def meanings_of(warehouse_id: int, text: str) -> list[Meaning]:
    """All that the code stands for in the warehouse, each once. Raises NoCode or UnknownCode."""
    code = read(text)
    resolvers: list[Resolver] = current_app.extensions.get("resolvers", [])
    found = {(one.kind, one.id): one for resolver in resolvers for one in resolver(warehouse_id, code)}
    if not found:
        raise UnknownCode(scanned=shown(code.text))
    return list(found.values())


def meaning_of(warehouse_id: int, text: str) -> Meaning:
    """The one thing that the code stands for. Raises NoCode, UnknownCode or Ambiguous."""
    found = meanings_of(warehouse_id, text)
    if len(found) > 1:
        raise Ambiguous(scanned=shown(text), names=" / ".join(one.name for one in found))
    return found[0]


def named(warehouse_id: int, text: str) -> str:
    """What a refusal calls the code: the name of each thing that it stands for. Raises NoCode or UnknownCode."""
    return " / ".join(one.name for one in meanings_of(warehouse_id, text))


def shown(text: str) -> str:
    """As much of a code as a person reads."""
    return text.replace("\x1d", " ").strip()[:LONGEST_SHOWN]
