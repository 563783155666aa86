"""The server as `make run` starts it: gunicorn, one process, on a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BIN = Path(sys.executable).parent
LONGEST = 60.0


class Serving:
    """Started, killed and started again on the same port."""

    def __init__(self, environ: dict[str, str]) -> None:
        self.port = _free_port()
        self._environ = {**os.environ, **environ, "PORT": str(self.port)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until it listens. Raises SystemExit."""
        self._process = subprocess.Popen([BIN / "gunicorn", "wsgi:app"], env=self._environ, start_new_session=True)
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise SystemExit("The server did not start.")
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("The server did not answer in a minute.")

    def kill(self) -> None:
        """All its processes, at once, as by a power cut."""
        assert self._process
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """In good order, or by force when that takes too long."""
        assert self._process
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()

    def processes(self) -> list[int]:
        """Of gunicorn and what it started."""
        assert self._process
        group = self._process.pid
        return [int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit() and _group(one) == group]


@contextmanager
def serving(environ: dict[str, str]) -> Iterator[int]:
    """Its port; it is stopped at the end, whatever happens."""
    server = Serving(environ)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


def _group(process: Path) -> int:
    try:
        return os.getpgid(int(process.name))
    except ProcessLookupError:
        return 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
