"""A line to the server that can be cut, so that a service worker, too, has no network."""

import contextlib
import socket
import threading

HOST = "127.0.0.1"
PIECE = 65536


class Network:
    """Passes on what comes in at its own port, until it is cut; then it hangs up on everybody."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._ends: set[socket.socket] = set()
        self._is_cut = False
        self._door = socket.create_server((HOST, 0))
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://localhost:{self._door.getsockname()[1]}"

    def cut(self) -> None:
        self._is_cut = True
        for end in list(self._ends):
            _hang_up(end)

    def mend(self) -> None:
        self._is_cut = False

    def _listen(self) -> None:
        while True:
            caller, _ = self._door.accept()
            if self._is_cut:
                caller.close()
                continue
            server = socket.create_connection((HOST, self._server_port))
            self._ends |= {caller, server}
            for source, target in ((caller, server), (server, caller)):
                threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                target.sendall(piece)
        for end in (source, target):
            _hang_up(end)
            self._ends.discard(end)


def _hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
