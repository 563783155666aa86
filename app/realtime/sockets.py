"""Sockets: same origin, signed in, in the rooms that the worker's rights give; of what they say no more than how the
device is does anything."""

from collections.abc import Callable
from typing import Protocol

from flask import current_app, request
from flask_socketio import ConnectionRefusedError as NotWelcome
from flask_socketio import SocketIO, join_room

from app.clock import now
from app.db import PROBLEMS, is_passing
from app.floor.hearing import Hearing, Who
from app.floor.keeping import hearing_of
from app.floor.reports import report_said
from app.outbox.topics import Listener as Watcher
from app.outbox.topics import topics_of


class Listener(Watcher, Protocol):
    """A worker signed in on a device."""

    @property
    def device_id(self) -> int: ...


class Sockets:
    """Who may listen to what, and until when. `who` tells who the handshake's cookies stand for."""

    def __init__(self, socketio: SocketIO, who: Callable[[], Listener | None]) -> None:
        self._socketio = socketio
        self._who = who
        socketio.on_event("connect", self.connect)
        socketio.on_event("device", self.device)
        socketio.on_event("disconnect", self.disconnect)

    def connect(self, _auth: object = None) -> None:
        """Rooms are derived here and never asked for."""
        signed_in = self._signed_in()
        if signed_in is None:
            raise NotWelcome("nobody is signed in")
        for topic in topics_of(signed_in):
            join_room(topic)
        who = Who(signed_in.device_id, signed_in.warehouse_id, signed_in.worker_id)
        _hearing().came(_link(), who, now())

    def _signed_in(self) -> Listener | None:
        """While the book is busy nobody is let in: refused, a device comes again sooner than if it got no answer."""
        try:
            return self._who()
        except PROBLEMS as problem:
            if not is_passing(problem):
                raise
            raise NotWelcome("the book is busy") from None

    def device(self, said: object = None) -> None:
        """How many operations wait on the device, and how its battery is."""
        _hearing().said(_link(), report_said(said), now())

    def disconnect(self, _reason: object = None) -> None:
        _hearing().left(_link(), now())

    def say(self, topic: str, name: str, up_to: int) -> None:
        """Pass a nudge on to whoever is in the topic's room; whose rights changed connects anew, if they may."""
        if name == "rights-changed":
            self._close(topic)
        else:
            self._socketio.emit(name, {"sequence": up_to}, to=topic)

    def _close(self, room: str) -> None:
        server = self._socketio.server
        for sid, _ in list(server.manager.get_participants("/", room)):
            server.disconnect(sid)


def _hearing() -> Hearing:
    return hearing_of(current_app)


def _link() -> str:
    """The socket's own id."""
    link: str = request.sid  # type: ignore[attr-defined]
    return link
