"""Work in the background of the web process: one thread, one job after the other.

A job says nothing of its own that is not in the database, and goes on where it was cut off when it is asked again: so
nothing is kept here, and a process that ends loses nothing. In the shell and in tests nothing is started, and whoever
asks for the work does it at once.
"""

import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any

from flask import Flask, current_app

from app.jobs.aside import Aside, Computation, Stop, Tell, compute_here

Job = Callable[[], None]

log = logging.getLogger(__name__)


class Jobs:
    def __init__(self, app: Flask) -> None:
        self._app = app
        self._queue: SimpleQueue[Job] = SimpleQueue()
        self._thread: Thread | None = None
        self._aside = Aside()

    def start(self) -> None:
        """Begin to work; the thread ends with the process."""
        self._thread = Thread(target=self._work, name="jobs", daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        if self._thread:
            self._queue.put(job)

    def compute(self, what: Computation, given: Any, seconds: float, enough: Stop, heard: Tell) -> Any:
        if self._thread:
            return self._aside.compute(what, given, seconds, enough, heard)
        return compute_here(what, given, seconds)

    def others_wait(self) -> bool:
        return not self._queue.empty() or self._aside.is_wanted

    def warm(self) -> None:
        if self._thread:
            self._aside.warm()

    def end(self) -> None:
        """End the process that computes, if there is one."""
        self._aside.end()

    def _work(self) -> None:
        while True:
            job = self._queue.get()
            try:
                with self._app.app_context():
                    job()
            except Exception:
                log.exception("a job did not end well; it goes on when it is asked again")


def init_jobs(app: Flask) -> None:
    app.extensions["jobs"] = Jobs(app)


def start_jobs(app: Flask, first: Job) -> None:
    """Work in the background from now on, beginning with what an earlier process left."""
    jobs: Jobs = app.extensions["jobs"]
    jobs.start()
    jobs.put(first)


def enqueue(job: Job) -> None:
    """Have `job` done in the background of this process, if it works there."""
    jobs: Jobs = current_app.extensions["jobs"]
    jobs.put(job)


def warm() -> None:
    """Begin the process that computes, where it is not there yet: its start takes longer than many a computation."""
    jobs: Jobs = current_app.extensions["jobs"]
    jobs.warm()


def compute(what: Computation, given: Any, seconds: float, enough: Stop, heard: Tell) -> Any:
    """What a module's function makes of `given` when it may take `seconds`; see aside.py.

    In a server it is computed in a process of its own: now and then `heard` gets how far it is, and `enough` is asked
    whether it shall come to an end. In the shell and in tests it is computed here, and nobody is asked. Raises
    ComputingBroke. Not inside a transaction.
    """
    jobs: Jobs = current_app.extensions["jobs"]
    return jobs.compute(what, given, seconds, enough, heard)


def others_wait() -> bool:
    """Whether another job waits, or somebody to have something computed: for what can end early with what it has."""
    jobs: Jobs = current_app.extensions["jobs"]
    return jobs.others_wait()
