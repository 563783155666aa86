"""What happened: handled inside the transaction that did it, published after its commit."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Flask, current_app

E = TypeVar("E", bound="Event")


class Event:
    """A fact in the past tense; subclasses are frozen dataclasses that carry ids, never rows."""


@dataclass
class Registry:
    handlers: dict[type[Event], list[Callable[[Any], None]]] = field(default_factory=lambda: defaultdict(list))
    subscribers: list[Callable[[list[Event]], None]] = field(default_factory=list)


_recorded: ContextVar[list[Event] | None] = ContextVar("recorded", default=None)


def init_events(app: Flask) -> None:
    app.extensions["events"] = Registry()


def handle(app: Flask, event: type[E], handler: Callable[[E], None]) -> None:
    """Call `handler` inside the transaction that records `event`: what it writes belongs to the same change."""
    _registry(app).handlers[event].append(handler)


def subscribe(app: Flask, subscriber: Callable[[list[Event]], None]) -> None:
    """Call `subscriber` with what a transaction recorded, after its commit."""
    _registry(app).subscribers.append(subscriber)


def record(event: Event) -> None:
    """Note a fact of the transaction under way."""
    recorded = _recorded.get()
    if recorded is None:
        raise RuntimeError("an event outside a transaction")
    recorded.append(event)
    for handler in _registry(current_app).handlers[type(event)]:
        handler(event)


@contextmanager
def collecting() -> Iterator[list[Event]]:
    """The facts recorded inside; a nested one (a savepoint) adds its own to the outer one only when it succeeds."""
    outer = _recorded.get()
    recorded: list[Event] = []
    token = _recorded.set(recorded)
    try:
        yield recorded
    finally:
        _recorded.reset(token)
    if outer is not None:
        outer.extend(recorded)


def publish(recorded: list[Event]) -> None:
    """Tell the subscribers; called once the commit has returned."""
    if recorded:
        for subscriber in _registry(current_app).subscribers:
            subscriber(recorded)


def _registry(app: Flask) -> Registry:
    registry: Registry = app.extensions["events"]
    return registry
