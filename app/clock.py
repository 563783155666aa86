"""The server's time, which a demo may set back."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_earlier: ContextVar[timedelta] = ContextVar("earlier", default=timedelta(0))


def now() -> datetime:
    """The server's time."""
    return datetime.now(UTC) - _earlier.get()


@contextmanager
def earlier(ago: timedelta) -> Iterator[None]:
    """What is done inside was done so long ago: a demo has a past, made by the same commands as its present."""
    before = _earlier.set(ago)
    try:
        yield
    finally:
        _earlier.reset(before)
