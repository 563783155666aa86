"""A carrier on this machine: what it is asked is kept, and what it answers a test decides."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl

Answer = Callable[[str, dict[str, str]], str]


@dataclass
class Emulator:
    """`answer` makes the text for a path and a form; `broken` is done to the connection instead, where there is one."""

    answer: Answer
    address: str = ""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    broken: Callable[[BaseHTTPRequestHandler], None] | None = None
    loses_answers: int = 0

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def sent_to(self, path: str) -> list[dict[str, str]]:
        return [fields for asked, fields in self.asked if asked == path]


@contextmanager
def served(emulator: Emulator) -> Iterator[Emulator]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            fields = dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))
            emulator.asked.append((self.path, fields))
            if emulator.broken:
                emulator.broken(self)
                return
            text = emulator.answer(self.path, fields).encode()
            if emulator.loses_answers > 0:
                emulator.loses_answers -= 1
                self.close_connection = True
                return
            say(self, text)

        def log_message(self, *_: object) -> None:
            """Nothing: what is asked is in `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    emulator.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield emulator
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def say(handler: BaseHTTPRequestHandler, text: bytes, status: int = 200) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Content-Length", str(len(text)))
    handler.end_headers()
    handler.wfile.write(text)


def page(handler: BaseHTTPRequestHandler) -> None:
    say(handler, b"<!DOCTYPE html><title>Maintenance</title><p>1|OK</p>")


def huge(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(2000):
            handler.wfile.write(b"1|" + b"A" * 4096)
    except OSError:
        handler.close_connection = True


def dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(40):
            handler.wfile.write(b"1")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        handler.close_connection = True


def elsewhere(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "http://127.0.0.1:9/stolen")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def not_text(handler: BaseHTTPRequestHandler) -> None:
    say(handler, b"\xff\xfe\x00\x81")


def gone(handler: BaseHTTPRequestHandler) -> None:
    say(handler, b"1|OK", 503)


BREAKS = (page, huge, dripping, elsewhere, not_text, gone)
