"""Work in the background of the web process: one thread, one job after the other.

A job says nothing of its own that is not in the database, and goes on where it was cut off when it is asked again: so
nothing is kept here, and a process that ends loses nothing. In the shell and in tests nothing is started, and whoever
asks for the work does it at once.
"""

import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

from flask import Flask, current_app

Job = Callable[[], None]

log = logging.getLogger(__name__)


class Jobs:
    def __init__(self, app: Flask) -> None:
        self._app = app
        self._queue: SimpleQueue[Job] = SimpleQueue()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin to work; the thread ends with the process."""
        self._thread = Thread(target=self._work, name="jobs", daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        if self._thread:
            self._queue.put(job)

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
