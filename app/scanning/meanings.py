"""What a code stands for: each capability registers how it knows its own codes."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app
from flask_babel import lazy_gettext

from app.errors import DomainError
from app.scanning.codes import clean


class UnknownCode(DomainError):
    code = "unknown_code"
    status = 422
    message = lazy_gettext("Nobody knows code %(scanned)s. Scan the label again, or ask your lead.")


@dataclass(frozen=True)
class Meaning:
    """A `kind` (bin, tote, staging, item, …), the row's id, and the name that a worker reads."""

    kind: str
    id: int
    name: str
    quantity: int = 1


Resolver = Callable[[int, str], Meaning | None]
"""From a warehouse's id and a clean code to its meaning."""


def register_resolver(app: Flask, resolver: Resolver) -> None:
    app.extensions.setdefault("resolvers", []).append(resolver)


def meaning_of(warehouse_id: int, text: str) -> Meaning:
    """What the code stands for in the warehouse. Raises NoCode or UnknownCode."""
    code = clean(text)
    resolvers: list[Resolver] = current_app.extensions.get("resolvers", [])
    for resolver in resolvers:
        meaning = resolver(warehouse_id, code)
        if meaning is not None:
            return meaning
    raise UnknownCode(scanned=code[:40])
