"""A bound on the whole of a talk over the network: time-outs of a socket bound each silence only."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Timer


@contextmanager
def within(seconds: float, line: Callable[[], socket.socket | None]) -> Iterator[None]:
    """After so many seconds the line, as it is then, is cut: whoever listens to it hears that."""

    def cut() -> None:
        now = line()
        if now is not None:
            with suppress(OSError):
                now.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
