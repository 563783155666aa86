"""A server whose sockets stay silent."""

from flask_socketio import SocketIO

SocketIO.emit = lambda *args, **kwargs: None
