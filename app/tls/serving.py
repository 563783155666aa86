"""HTTPS for gunicorn: the certificate of the day, handshakes that end, and a way on for who came without https."""

import contextlib
import errno
import re
import socket
import ssl
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.tls.keeping import Standing, keep_certificate, server_file
from app.tls.names import names_of_this_host

PATIENCE = 10.0
"""Seconds that a handshake may take: it holds a thread of the web server."""
LOOKED_AT_EVERY = 3600.0
HANDSHAKE = b"\x16"
"""The first byte of each."""
PLAIN_GET = re.compile(rb"GET (/[!-~]*) HTTP/1\.[01]\r\n(?:.*\r\n)*?Host: *([\w.:\[\]-]+) *\r\n", re.IGNORECASE)


class Context(ssl.SSLContext):
    """Wraps a connection only once it has shaken hands."""

    def wrap_socket(self, sock: socket.socket, *args: Any, **kwargs: Any) -> ssl.SSLSocket:
        sock.settimeout(PATIENCE)
        try:
            if sock.recv(1, socket.MSG_PEEK) != HANDSHAKE:
                _lead_to_https(sock)
                raise ConnectionError
            wrapped = super().wrap_socket(sock, *args, **{**kwargs, "do_handshake_on_connect": True})
        except OSError as broken:  # also a device that does not trust the authority yet: it says so and hangs up
            sock.close()
            raise ConnectionResetError(errno.ECONNRESET, "no handshake") from broken
        wrapped.settimeout(None)
        return wrapped


class Certificate:
    """This host's certificate while the program runs: asked for at each connection, looked after once an hour."""

    def __init__(self, folder: Path, more_names: tuple[str, ...]) -> None:
        self._folder = folder
        self._more_names = more_names
        self._context: Context | None = None
        self._made_at = 0
        self._look_again_at = 0.0

    def keep(self) -> Standing:
        return keep_certificate(self._folder, names_of_this_host(self._more_names), datetime.now(UTC))

    def context(self) -> Context:
        """One for all connections, so that a handheld resumes its session, until there is another certificate."""
        if time.monotonic() >= self._look_again_at:
            self._look_again_at = time.monotonic() + LOOKED_AT_EVERY
            self._look_after()
        made_at = server_file(self._folder).stat().st_mtime_ns
        if self._context is None or made_at != self._made_at:
            self._context, self._made_at = _context(server_file(self._folder)), made_at
        return self._context

    def _look_after(self) -> None:
        try:
            self.keep()
        except OSError as broken:  # a full disk is no reason to turn handhelds away: the certificate still holds
            print(f"The certificate could not be looked after: {broken}", file=sys.stderr)


def _context(certificate: Path) -> Context:
    context = Context(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate)
    return context


def _lead_to_https(sock: socket.socket) -> None:
    """Somebody typed the address without https in front."""
    asked = PLAIN_GET.match(sock.recv(4096))
    if not asked:
        return
    place = b"https://" + asked[2] + asked[1]
    answer = b"HTTP/1.1 307 Temporary Redirect\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with contextlib.suppress(OSError):
        sock.sendall(answer % place)
