"""The relay: one thread that numbers what waits in the outbox and tells it, never inside anybody's request.

It runs at most twice a second, and says the same thing to the same topic once a run: a nudge means "ask again".
"""

import logging
import threading
from time import sleep

from flask import Flask
from flask_socketio import SocketIO

from app.db import transaction
from app.errors import Busy
from app.events import Event
from app.outbox.commands import number_entries

PAUSE_SECONDS = 0.5
AT_ONCE = 200
log = logging.getLogger(__name__)


class Relay:
    """Woken by a commit. Only a server starts it; in the shell and in tests nothing is told by itself."""

    def __init__(self, app: Flask, socketio: SocketIO) -> None:
        self._app = app
        self._socketio = socketio
        self._wanted = threading.Event()

    def start(self) -> None:
        """Tell from now on, beginning with what an earlier process left; the thread ends with the process."""
        self._wanted.set()
        threading.Thread(target=self._run, name="relay", daemon=True).start()

    def wake(self, _events: list[Event]) -> None:
        self._wanted.set()

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            try:
                self.publish()
            except Busy:
                self._wanted.set()
            except Exception:
                log.exception("the relay stumbled; it goes on with the next change")
            sleep(PAUSE_SECONDS)

    def publish(self) -> None:
        """Number what waits and tell it. A nudge that is lost is made good when its page asks again."""
        with self._app.app_context():
            while True:
                with transaction():
                    told = {(entry.topic, entry.name): entry.sequence for entry in number_entries(AT_ONCE)}
                for (topic, name), sequence in told.items():
                    self._socketio.emit(name, {"sequence": sequence}, to=topic)
                if not told:
                    return
