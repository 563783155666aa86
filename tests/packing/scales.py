"""Scales that are programs: at an address of their own, at a plug, and in a hurry."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import sleep


@contextmanager
def network_scale(said: bytes, *, once_asked: bytes = b"", closes: bool = False) -> Iterator[str]:
    """It says these bytes to each who comes, or who asks it so, and keeps silent then; its address."""
    server, over = socket.create_server(("127.0.0.1", 0)), Event()
    server.settimeout(0.1)
    heard: list[socket.socket] = []

    def serve() -> None:
        while not over.is_set():
            try:
                connection, _ = server.accept()
            except OSError:
                continue
            heard.append(connection)
            connection.settimeout(5)
            if once_asked and connection.recv(64) != once_asked:
                continue
            connection.sendall(said)
            if closes:
                connection.shutdown(socket.SHUT_WR)

    thread = Thread(target=serve)
    thread.start()
    try:
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
    finally:
        over.set()
        thread.join()
        for one in (server, *heard):
            one.close()


@contextmanager
def plugged_scale(says: Callable[[int], bytes]) -> Iterator[str]:
    """It speaks all the time at a plug, a line after the other (`says` of how many before); the plug's path."""
    scale, plug = os.openpty()
    os.set_blocking(scale, False)
    over = Event()

    def speak() -> None:
        spoken = 0
        while not over.is_set():
            with suppress(BlockingIOError):  # nobody listens: what it says is lost
                os.write(scale, says(spoken))
            spoken += 1
            sleep(0.02)

    thread = Thread(target=speak)
    thread.start()
    try:
        yield os.ttyname(plug)
    finally:
        over.set()
        thread.join()
        os.close(scale)
        os.close(plug)
