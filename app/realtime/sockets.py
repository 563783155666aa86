"""Sockets: same origin, signed in, in the rooms that the worker's rights give; they only listen."""

from collections.abc import Callable, Collection
from typing import Protocol

from flask_socketio import ConnectionRefusedError as NotWelcome
from flask_socketio import SocketIO, join_room

from app.events import Event
from app.realtime.nudges import leads, pickers, session, worker
from app.workers.events import SessionsEnded


class Listener(Protocol):
    """A worker signed in on a device."""

    @property
    def worker_id(self) -> int: ...
    @property
    def session_id(self) -> int: ...
    @property
    def warehouse_id(self) -> int: ...
    @property
    def roles(self) -> Collection[str]: ...


class Sockets:
    """Who may listen to what, and until when. `who` tells who the handshake's cookies stand for."""

    def __init__(self, socketio: SocketIO, who: Callable[[], Listener | None]) -> None:
        self._socketio = socketio
        self._who = who
        socketio.on_event("connect", self.connect)

    def connect(self, _auth: object = None) -> None:
        """Rooms are derived here and never asked for: a picker cannot watch a lead's board."""
        signed_in = self._who()
        if signed_in is None:
            raise NotWelcome("nobody is signed in")
        join_room(worker(signed_in.worker_id))
        join_room(session(signed_in.session_id))
        if "lead" in signed_in.roles:
            join_room(leads(signed_in.warehouse_id))
        if "picker" in signed_in.roles:
            join_room(pickers(signed_in.warehouse_id))

    def end(self, events: list[Event]) -> None:
        """A shift that is over, or a device that was revoked, hears nothing more."""
        for event in events:
            if isinstance(event, SessionsEnded):
                for session_id in event.session_ids:
                    self._close(session(session_id))

    def _close(self, room: str) -> None:
        server = self._socketio.server
        for sid, _ in list(server.manager.get_participants("/", room)):
            server.disconnect(sid)
