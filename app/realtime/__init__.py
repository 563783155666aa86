"""Pushes: a nudge says that something changed, the page asks again over HTTP, where rights are checked."""

from collections.abc import Callable

from flask import Flask
from flask_socketio import SocketIO

from app.events import subscribe
from app.realtime.nudges import init_nudges
from app.realtime.relay import Relay
from app.realtime.sockets import Listener, Sockets


def init_realtime(app: Flask, who: Callable[[], Listener | None]) -> None:
    """WebSocket only, on threads: no sticky sessions, no polling. Several web processes talk through Redis."""
    socketio = SocketIO(
        app,
        async_mode="threading",
        transports=["websocket"],
        message_queue=app.config["REDIS_URL"],
        cors_allowed_origins=None,
    )
    init_nudges(app)
    relay = app.extensions["relay"] = Relay(app, socketio)
    subscribe(app, relay.wake)
    subscribe(app, Sockets(socketio, who).end)


def start_relay(app: Flask) -> None:
    """Tell what is committed from now on; a server calls this once in each process."""
    relay: Relay = app.extensions["relay"]
    relay.start()
