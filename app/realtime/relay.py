"""The relay: one thread that numbers what waits in the outbox and tells it, never inside anybody's request.

Any process that pushes or does the work in the background has one. A number is given in a transaction that only one of
them is in at a time; from then on each process that holds sockets reads it from the database and tells its own. So what
is committed is told even if a relay dies on the way, and a process that dies takes its sockets along: their pages ask
for what they missed.
"""

import logging
import threading
from time import monotonic, sleep

from flask import Flask

from app.db import is_passing, transaction
from app.errors import Busy
from app.outbox.commands import forget_entries, number_entries
from app.outbox.queries import anything_waits, newest_number, told_after
from app.realtime.bell import Bell
from app.realtime.teller import Say, Teller

LOOK_SECONDS = 0.25
"""So often it looks by itself, for what another process committed and no bell told of."""
BREATH_SECONDS = 0.1
"""Between two runs that found something: each is a transaction, and scans go first."""
REST_SECONDS = 1.0
"""After a run that the database refused."""
TIDY_SECONDS = 3600
AT_ONCE = 200
log = logging.getLogger(__name__)


class Relay:
    """Only a server starts it; in the shell and in tests nothing is told by itself."""

    def __init__(self, app: Flask, bell: Bell, say: Say | None) -> None:
        self._app = app
        self._bell = bell
        self._say = say
        self._teller: Teller | None = None
        self._tidied = monotonic()

    def start(self) -> None:
        """Tell from now on; the thread ends with the process. Sockets come later: they ask for what was before."""
        self.open()
        threading.Thread(target=self._run, name="relay", daemon=True).start()

    def open(self) -> None:
        """Tell the sockets, if this process has any, what is numbered from now on."""
        if self._say:
            with self._app.app_context():
                self._teller = Teller(self._say, newest_number())

    def publish(self, at: float) -> bool:
        """Number what waits, and tell what may be told by then; whether there was anything to number."""
        with self._app.app_context():
            found = self._number()
            if self._teller:
                self._teller.hear(told_after(self._teller.read))
        if self._teller:
            self._teller.tell(at)
        return found

    def _number(self) -> bool:
        """Whether anything was: what comes in meanwhile is for the next run, but for a full measure of what waits."""
        found = False
        while anything_waits():
            with transaction():
                count = number_entries(AT_ONCE)
            found = found or count > 0
            if count < AT_ONCE:
                break
        return found

    def _run(self) -> None:
        while True:
            self._bell.wait(self._patience())
            try:
                if self.publish(monotonic()):
                    sleep(BREATH_SECONDS)
                self._tidy()
            except Exception as problem:
                if not isinstance(problem, Busy) and not is_passing(problem):
                    log.exception("the relay stumbled; it goes on with the next change")
                sleep(REST_SECONDS)

    def _patience(self) -> float:
        return min(LOOK_SECONDS, self._teller.patience(monotonic())) if self._teller else LOOK_SECONDS

    def _tidy(self) -> None:
        if monotonic() - self._tidied < TIDY_SECONDS:
            return
        self._tidied = monotonic()
        with self._app.app_context(), transaction():
            forget_entries(AT_ONCE)
