"""How many of the process's threads are taken: a socket keeps one, and a page that finds none waits."""

import logging
import sys
from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CROWDED, CALM = 0.8, 0.7
"""Of the threads: from here on whoever looks after the server is told, and once more only after it was calm."""
log = logging.getLogger(__name__)


class Threads:
    """Outermost around the program, so that it counts sockets, too."""

    def __init__(self, program: "WSGIApplication", of: int | None) -> None:
        self.of = of
        self.taken = 0
        self._program = program
        self._lock = Lock()
        self._told = False

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        self._take()
        try:
            answer = self._program(environ, start_response)
        except BaseException:  # a socket that ends is told by one
            self._leave()
            raise
        return ClosingIterator(answer, [self._leave])

    @property
    def is_crowded(self) -> bool:
        """Whether hardly any is left; a process without threads (gevent) never is."""
        return self._takes(CROWDED)

    def _takes(self, share: float) -> bool:
        return self.of is not None and self.taken >= share * self.of

    def _take(self) -> None:
        with self._lock:
            self.taken += 1
            news = self.is_crowded and not self._told
            self._told = self._told or news
        if news:
            log.warning(
                "%d of %d threads are taken; the device after the last waits. Raise THREADS.", self.taken, self.of
            )

    def _leave(self) -> None:
        with self._lock:
            self.taken -= 1
            self._told = self._told and self._takes(CALM)


def init_threads(app: Flask) -> None:
    """After all that wraps the program, sockets included."""
    of = None if "gevent.monkey" in sys.modules else app.config["THREADS"]
    app.wsgi_app = app.extensions["threads"] = Threads(app.wsgi_app, of)  # type: ignore[method-assign]


def threads_of(app: Flask) -> Threads:
    threads: Threads = app.extensions["threads"]
    return threads
