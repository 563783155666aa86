"""A scale of the pictures: whoever comes to its address is told what lies on it."""

import socket
import threading
from contextlib import suppress


class Scale:
    grams = 0

    def __init__(self) -> None:
        self._door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self._door.getsockname()[1]}"

    def _serve(self) -> None:
        while True:
            caller, _ = self._door.accept()
            with caller, suppress(OSError):
                caller.sendall(f"ST,GS,+{self.grams / 1000:7.3f}kg\r\n".encode())
