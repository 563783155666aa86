"""A server that answers, and every twentieth time has written nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

perform: Any = import_module("app.operations.perform")
transaction = perform.transaction
turn = count(1)


@contextmanager
def forgetful(until: float | None = None) -> Iterator[Session]:
    with transaction(until) as session:
        yield session
        if next(turn) % 20 == 0:
            session.rollback()


perform.transaction = forgetful
