"""A part: one program that is started, watched, stopped; and for tests killed, frozen and thawed."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

_starter = ThreadPoolExecutor(1)
"""A part ends with the thread that started it: this one lives as long as we do."""

READY_SECONDS = 180
STOP_SECONDS = 15


class NotStarted(SystemExit):
    """The program ends with this sentence."""


@dataclass
class Part:
    """`is_ready` says whether it answers; `stopped_by` is the signal on which it ends in good order."""

    name: str
    command: Sequence[str | Path]
    log: Path
    is_ready: Callable[[], bool]
    environ: Mapping[str, str] = field(default_factory=dict)
    stopped_by: signal.Signals = signal.SIGTERM
    folder: Path | None = None
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it and wait until it answers. It ends with the process that starts it, however that ends."""
        self.process = _starter.submit(self._begin).result()
        self.wait_until_ready()

    def _begin(self) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", *map(str, self.command)],
                env={**os.environ, **self.environ},
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us: we stop them in order
            )

    def wait_until_ready(self) -> None:
        end = time.monotonic() + READY_SECONDS
        while not self.is_ready():
            if not self.runs or time.monotonic() > end:
                raise NotStarted(f"{self.name} did not start. What it said stands in {self.log}")
            time.sleep(0.05)

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    def ask_to_stop(self) -> None:
        """So that several end at the same time."""
        if self.process and self.runs:
            self.thaw()
            self.process.send_signal(self.stopped_by)

    def stop(self) -> None:
        """In good order, or by force when that takes too long."""
        if self.process is None:
            return
        self.ask_to_stop()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process = None

    def kill(self) -> None:
        """At once, with all that it started."""
        assert self.process
        if self.runs:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def freeze(self) -> None:
        """It does not answer any more, and does not hang up either."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        if self.process and self.runs:
            os.killpg(self.process.pid, signal.SIGCONT)
