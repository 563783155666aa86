"""The large shape, as `make run-scaled` starts it, on an empty database of its own."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.scaled.floor import Scaled, running

FIRST_PORT = 8700
THREADS = 700
"""Of the push process: each of 500 sockets keeps one."""


@dataclass(frozen=True)
class Large:
    """`room` is for what the measurement keeps; `environ` for its own look into the database."""

    scaled: Scaled
    room: Path
    environ: dict[str, str]


@contextmanager
def large_shape() -> Iterator[Large]:
    os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))  # each of its processes has the same
    with TemporaryDirectory() as folder:
        room = Path(folder)
        room.chmod(0o755)  # PostgreSQL runs as a user of its own
        with running(room / "scaled", FIRST_PORT, demo=False, threads=THREADS) as scaled:
            yield Large(scaled, room, {**scaled.environ, "SECRET_KEY": os.environ["SECRET_KEY"]})
