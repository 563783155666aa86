"""A serial plug of this computer, as the scale at it wants to be spoken to."""

import fcntl
import os
import termios
from collections.abc import Iterator
from contextlib import contextmanager

from app.packing.scales.address import Plug

BITS = {"7": termios.CS7, "8": termios.CS8}
PARITY = {"N": 0, "E": termios.PARENB, "O": termios.PARENB | termios.PARODD}
STOPS = {"1": 0, "2": termios.CSTOPB}


@contextmanager
def plugged(plug: Plug) -> Iterator[int]:
    """Its descriptor, for one reader alone: two would each hear half a line. Raises OSError.

    What the scale said before is forgotten: it is of the load before.
    """
    descriptor = os.open(plug.path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _set(descriptor, plug)
        yield descriptor
    finally:
        os.close(descriptor)


def _set(descriptor: int, plug: Plug) -> None:
    """Raw: no sign means anything to the line."""
    control = BITS[plug.mode[0]] | PARITY[plug.mode[1]] | STOPS[plug.mode[2]] | termios.CREAD | termios.CLOCAL
    speed = getattr(termios, f"B{plug.baud}")
    try:
        signs = termios.tcgetattr(descriptor)[6]
        termios.tcsetattr(descriptor, termios.TCSANOW, [0, 0, control, 0, speed, speed, signs])
        termios.tcflush(descriptor, termios.TCIFLUSH)
    except termios.error as problem:
        raise OSError(*problem.args) from problem
