"""Work in the background: two threads of a process that has the part `jobs`, each one job after the other.

One thread does what the house does alone. The other does what waits for somebody outside, a carrier, a mail server, a
webhook: whoever does not answer there keeps back no wave.

A job says nothing of its own that is not in the database, and goes on where it was cut off when it is asked again: so
nothing is kept here, and a process that ends loses nothing. What there is to do is looked for in the database now and
then, for another process may have asked for it, or ended before it was done. In the shell and in tests nothing is
started, and whoever asks for the work does it at once.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from queue import SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from flask import Flask, current_app

from app.db import is_passing
from app.jobs.aside import Aside, Computation, Stop, Tell, compute_here

Job = Callable[[], None]
Look = Callable[[], Mapping[str, Job]]
"""What is to be done, by the name under which it is done once at a time."""

LOOK_SECONDS = 1.0
REST_SECONDS = 5.0
"""What was worked at and is still to do waits so long until it is worked at again, unless somebody asks for it."""

log = logging.getLogger(__name__)


class Jobs:
    def __init__(self, app: Flask) -> None:
        self._app = app
        self._queue: SimpleQueue[tuple[str, Job]] = SimpleQueue()
        self._outside: SimpleQueue[tuple[str, Job]] = SimpleQueue()
        self._lock = Lock()
        self._known: set[str] = set()
        self._rests: dict[str, float] = {}
        self._serves = self._works = False
        self._over = Event()
        self._aside = Aside()

    def serve(self) -> None:
        """In a server what only computes has a process of its own."""
        self._serves = True

    def start(self, looks: Sequence[Look], outside: Sequence[Look] = ()) -> None:
        """Begin to work, and to look for work; the threads end with the process."""
        self._serves = self._works = True
        Thread(target=self._work, args=(self._queue,), name="jobs", daemon=True).start()
        Thread(target=self._work, args=(self._outside,), name="jobs-outside", daemon=True).start()
        Thread(target=self._watch, args=(looks, outside), name="jobs-look", daemon=True).start()

    def put(self, name: str, job: Job, outside: bool = False) -> None:
        """Do it when its turn comes; what waits or is worked at already is not put there twice."""
        with self._lock:
            if self._works and name not in self._known:
                self._known.add(name)
                (self._outside if outside else self._queue).put((name, job))

    def compute(self, what: Computation, given: Any, seconds: float, enough: Stop, heard: Tell) -> Any:
        if self._serves:
            return self._aside.compute(what, given, seconds, enough, heard)
        return compute_here(what, given, seconds)

    def others_wait(self) -> bool:
        return not self._queue.empty() or self._aside.is_wanted

    def warm(self) -> None:
        if self._serves:
            self._aside.warm()

    def end(self) -> None:
        """Begin nothing more, and end the process that computes, if there is one."""
        self._over.set()
        for queue in (self._queue, self._outside):
            queue.put(("the end", lambda: None))
        self._aside.end()

    def look(self, looks: Sequence[Look], outside: bool = False) -> None:
        """Put there what is to do and does not rest."""
        found = {name: job for look in looks for name, job in look().items()}
        at = monotonic()
        with self._lock:
            self._rests = {name: until for name, until in self._rests.items() if until > at}
            resting = set(self._rests)
        for name, job in found.items():
            if name not in resting:
                self.put(name, job, outside)

    def _watch(self, looks: Sequence[Look], outside: Sequence[Look]) -> None:
        while not self._over.is_set():
            try:
                with self._app.app_context():
                    self.look(looks)
                    self.look(outside, outside=True)
            except Exception as problem:
                if not is_passing(problem):
                    log.exception("nobody could look for work; it is tried again")
            self._over.wait(LOOK_SECONDS)

    def _work(self, queue: "SimpleQueue[tuple[str, Job]]") -> None:
        while not self._over.is_set():
            name, job = queue.get()
            try:
                with self._app.app_context():
                    job()
            except Exception:
                log.exception("%s did not end well; it is tried again", name)
            with self._lock:
                self._rests[name] = monotonic() + REST_SECONDS
                self._known.discard(name)


def init_jobs(app: Flask) -> None:
    app.extensions["jobs"] = Jobs(app)


def start_jobs(app: Flask, looks: Sequence[Look], outside: Sequence[Look] = ()) -> None:
    """Work in the background from now on, beginning with what an earlier process left."""
    _jobs(app).start(looks, outside)


def serve_asides(app: Flask) -> None:
    """Compute aside in this process, whether it works in the background or not."""
    _jobs(app).serve()


def enqueue(name: str, job: Job, outside: bool = False) -> None:
    """Have `job` done in the background at once, if this process works there; another one finds it by looking.

    `outside`: it waits for somebody outside the house, and keeps back only what does so, too.
    """
    _jobs(current_app).put(name, job, outside)


def warm() -> None:
    """Begin the process that computes, where it is not there yet: its start takes longer than many a computation."""
    _jobs(current_app).warm()


def compute(what: Computation, given: Any, seconds: float, enough: Stop, heard: Tell) -> Any:
    """What a module's function makes of `given` when it may take `seconds`; see aside.py.

    In a server it is computed in a process of its own: now and then `heard` gets how far it is, and `enough` is asked
    whether it shall come to an end. In the shell and in tests it is computed here, and nobody is asked. Raises
    ComputingBroke. Not inside a transaction.
    """
    return _jobs(current_app).compute(what, given, seconds, enough, heard)


def others_wait() -> bool:
    """Whether another job waits, or somebody to have something computed: for what can end early with what it has."""
    return _jobs(current_app).others_wait()


def _jobs(app: Flask) -> Jobs:
    jobs: Jobs = app.extensions["jobs"]
    return jobs
