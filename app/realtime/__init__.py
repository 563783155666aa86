"""Pushes: a nudge says that something changed, the page asks again over HTTP, where rights are checked."""

from collections.abc import Callable

from flask import Flask
from flask_socketio import SocketIO

from app.events import subscribe
from app.realtime.bell import Bell
from app.realtime.nudges import init_nudges
from app.realtime.relay import Relay
from app.realtime.sockets import Listener, Sockets


def init_realtime(app: Flask, who: Callable[[], Listener | None]) -> None:
    """WebSocket only, on threads: no sticky sessions, no polling. Only a process that pushes takes sockets."""
    init_nudges(app)
    bell = app.extensions["bell"] = Bell(app.config["REDIS_URL"])
    subscribe(app, bell.ring)
    app.extensions["relay"] = Relay(app, bell, _sockets(app, who).say if "push" in app.config["PARTS"] else None)


def start_realtime(app: Flask) -> None:
    """Tell what is committed from now on; a server calls this once in each process."""
    bell: Bell = app.extensions["bell"]
    relay: Relay = app.extensions["relay"]
    tells = bool({"push", "jobs"} & app.config["PARTS"])
    bell.start(listens=tells)
    if tells:
        relay.start()


def _sockets(app: Flask, who: Callable[[], Listener | None]) -> Sockets:
    socketio = SocketIO(app, async_mode="threading", transports=["websocket"], cors_allowed_origins=None)
    return Sockets(socketio, who)
