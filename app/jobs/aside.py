"""Computing aside: a process of its own for what takes seconds of pure thinking, so that no scan waits for it.

The process is spawned (a fork would take the locks of the server's threads with it), kept warm, and gives way to the
scans. It touches no database: what goes in and what comes out is pickled. It ends with the process that began it,
however that ends.
"""

import logging
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Any

Stop = Callable[[], bool]
Tell = Callable[[Any], None]
Computation = Callable[[Any, Stop, Tell], Any]
"""Of what is given, whether to come to an end, and whom to tell how far it is."""

HEAR_SECONDS = 0.5
"""So often it is asked whether what there is shall be enough."""
TELL_SECONDS = 0.25
"""At most so often something is told; what comes sooner is left out."""
LOOK_SECONDS = 0.02
NICE = 5

log = logging.getLogger(__name__)


class ComputingBroke(RuntimeError):
    """The process ended before its answer, or the computation raised; the message says how."""


class Aside:
    """One spawned process, begun when it is first needed; one computation after the other."""

    def __init__(self) -> None:
        self._one_at_a_time = Lock()
        self._counting = Lock()
        self._callers = 0
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def compute(self, what: Computation, given: Any, seconds: float, enough: Stop, heard: Tell) -> Any:
        """The answer of a module's function, `what(given, stop, tell)`; `stop` is true after `seconds` or if `enough`.

        `heard` gets what it tells, here. A process that was ended is begun anew once. Raises ComputingBroke.
        """
        with self._in_turn():
            try:
                return self._ask(what, given, seconds, enough, heard)
            except (EOFError, OSError):
                log.warning("the process that computes was ended; it is begun anew")
                self.end()
            try:
                return self._ask(what, given, seconds, enough, heard)
            except (EOFError, OSError) as problem:
                self.end()
                raise ComputingBroke("the process was ended twice") from problem

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits until the computation under way is over."""
        return self._callers > 1

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        with self._counting:
            self._callers += 1
        try:
            with self._one_at_a_time:
                yield
        finally:
            with self._counting:
                self._callers -= 1

    def warm(self) -> None:
        """Begin the process if it is not there; it gets ready by itself."""
        with self._one_at_a_time:
            if self._pipe is None:
                self._begin()

    def end(self) -> None:
        """Close the pipe: the process ends by itself, and is ended if it does not."""
        if self._pipe:
            self._pipe.close()
        if self._process:
            self._process.join(1)
            self._process.kill()
        self._pipe = self._process = None

    def _ask(self, what: Computation, given: Any, seconds: float, enough: Stop, heard: Tell) -> Any:
        pipe = self._pipe or self._begin()
        pipe.send((what, given, seconds))
        try:
            kind, said = _wait(pipe, enough, heard)
        except BaseException:
            self.end()  # it may be in the middle of something that nobody waits for any more
            raise
        if kind == "broke":
            raise ComputingBroke(said)
        return said

    def _begin(self) -> Connection:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), name="aside", daemon=True)
        self._process.start()
        theirs.close()  # so that the end of the process is the end of the pipe
        return self._pipe


def compute_here(what: Computation, given: Any, seconds: float) -> Any:
    """The same without a process, and without anybody who hears how far it is."""
    return what(given, _Until(seconds, lambda: False), lambda said: None)


def _wait(pipe: Connection, enough: Stop, heard: Tell) -> tuple[str, Any]:
    asked = False
    while True:
        while not pipe.poll(HEAR_SECONDS):
            asked = asked or _say_enough(pipe, enough)
        kind, said = pipe.recv()
        if kind != "told":
            return kind, said
        heard(said)
        asked = asked or _say_enough(pipe, enough)


def _say_enough(pipe: Connection, enough: Stop) -> bool:
    if not enough():
        return False
    pipe.send("enough")
    return True


def _work(pipe: Connection) -> None:
    """The life of the process: it ends where the pipe does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, whose end ends this process
    os.nice(NICE)
    with suppress(EOFError, OSError):
        while True:
            asked = pipe.recv()
            if asked == "enough":
                continue  # of an answer that was on its way already
            what, given, seconds = asked
            try:
                answer = "done", what(given, _Until(seconds, lambda: _is_enough(pipe)), _seldom(_teller(pipe)))
            except (EOFError, OSError):
                raise
            except Exception as problem:
                answer = "broke", f"{type(problem).__name__}: {problem}"
                log.exception("a computation broke")
            pipe.send(answer)


def _is_enough(pipe: Connection) -> bool:
    return pipe.poll() and pipe.recv() == "enough"


def _teller(pipe: Connection) -> Tell:
    return lambda said: pipe.send(("told", said))


def _seldom(tell: Tell) -> Tell:
    last = -TELL_SECONDS

    def now_and_then(said: Any) -> None:
        nonlocal last
        at = time.monotonic()
        if at - last >= TELL_SECONDS:
            last = at
            tell(said)

    return now_and_then


class _Until:
    """True from the moment that the time is over or it is said to be enough; cheap enough to be asked at each step."""

    def __init__(self, seconds: float, enough: Stop) -> None:
        self._end = time.monotonic() + seconds
        self._enough = enough
        self._next_look = 0.0
        self._over = False

    def __call__(self) -> bool:
        at = time.monotonic()
        if self._over or at < self._next_look:
            return self._over
        self._next_look = at + LOOK_SECONDS
        self._over = at >= self._end or self._enough()
        return self._over
