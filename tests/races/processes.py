"""Four processes, each with the application on the same database, that begin their work in the same moment."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from typing import Any, TypeVar

from flask import Flask

from app import create_app
from app.config import from_environment
from app.errors import DomainError

T = TypeVar("T")
PROCESSES = 4
PATIENCE = 60.0

_app: Flask | None = None
_start: Barrier | None = None


@dataclass(frozen=True)
class Processes:
    """Runs one call in each process; a call that raises fails the test."""

    pool: ProcessPoolExecutor

    def at_once(self, work: Callable[..., T], calls: Sequence[tuple[Any, ...]]) -> list[T]:
        """What each call returned, in the order of `calls`; there are as many calls as processes."""
        assert len(calls) == PROCESSES
        futures = [self.pool.submit(_run, work, call) for call in calls]
        return [future.result(timeout=PATIENCE) for future in futures]


def processes_on(environ: dict[str, str]) -> ProcessPoolExecutor:
    """Processes of their own, not copies of this one: they share nothing but the database."""
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(
        PROCESSES, mp_context=spawn, initializer=_begin, initargs=(environ, spawn.Barrier(PROCESSES))
    )


def _begin(environ: dict[str, str], start: Barrier) -> None:
    global _app, _start
    _app, _start = create_app(from_environment(environ)), start


def _run(work: Callable[..., T], call: tuple[Any, ...]) -> T:
    """Wait for the others: so each process takes one call, and all begin together."""
    assert _app
    assert _start
    with _app.app_context():
        _start.wait(PATIENCE)
        try:
            return work(*call)
        except DomainError as refused:  # its words only: what cannot be pickled would end the pool and hide the reason
            raise AssertionError(f"refused as {refused.code}: {refused}") from None
