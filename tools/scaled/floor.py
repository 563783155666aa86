"""The parts together: started in order, stopped in the opposite one."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import psycopg

from tools.scaled.front import nginx
from tools.scaled.part import NotStarted, Part
from tools.scaled.stores import is_open, postgresql, redis

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parent.parent.parent
FIRST_PORT = 8000
FRONT = "front"
PROCESSES = ("jobs", "push", "web1", "web2")
STORES = ("postgresql", "redis")


@dataclass(frozen=True)
class Scaled:
    """`parts` by name: front, jobs, push, web1, web2, postgresql, redis."""

    port: int
    database_url: str
    redis_url: str
    environ: Mapping[str, str]
    parts: Mapping[str, Part]

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def flask(self, *arguments: str) -> str:
        """What a command of the shell prints; raises NotStarted with what it said if it did not end well."""
        command = [str(BIN / "flask"), "--app", "wsgi", *arguments]
        environ = {**os.environ, **self.environ}
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotStarted(f"flask {' '.join(arguments)} did not end well:\n{done.stdout}{done.stderr}")
        return str(done.stdout)


@contextmanager
def running(folder: Path, first_port: int = FIRST_PORT, *, demo: bool = True, threads: int = 600) -> Iterator[Scaled]:
    """All of it, with its data in `folder`, on seven ports from `first_port` on; stopped in order, whatever happens.

    `threads` are the push process's: each socket keeps one.
    """
    ports = {name: first_port + number for number, name in enumerate((FRONT, *PROCESSES, *STORES))}
    _refuse_taken(ports)
    scaled = _plan(folder.resolve(), ports, demo, threads)
    try:
        for name in STORES:
            scaled.parts[name].start()
        _prepare(scaled, demo)
        for name in (*PROCESSES, FRONT):
            scaled.parts[name].start()
        yield scaled
    finally:
        for names in ((FRONT,), PROCESSES, STORES):
            _stop([scaled.parts[name] for name in names])


def _stop(parts: Sequence[Part]) -> None:
    for part in parts:
        part.ask_to_stop()
    for part in parts:
        part.stop()


def _refuse_taken(ports: Mapping[str, int]) -> None:
    first = ports[FRONT]
    for name, port in ports.items():
        if is_open(port):
            raise NotStarted(
                f"Port {port} (for {name}) is taken by another program. Stop that one, or choose other ports:  "
                f"PORT={first + 100} make run-scaled"
            )


def _plan(folder: Path, ports: Mapping[str, int], demo: bool, threads: int) -> Scaled:
    logs = folder / "log"
    logs.mkdir(parents=True, exist_ok=True)
    environ = {
        "DATABASE_URL": f"postgresql://shelfway@127.0.0.1:{ports['postgresql']}/shelfway",
        "REDIS_URL": f"redis://127.0.0.1:{ports['redis']}/0",
        "SHELFWAY_VAR": str(folder / "app"),
        "SHELFWAY_DEMO": "1" if demo else "0",
        "HOST": "127.0.0.1",
        "TRUSTED_PROXIES": "1",
    }
    parts = {
        "postgresql": postgresql(folder / "postgresql", ports["postgresql"], logs / "postgresql.log"),
        "redis": redis(folder / "redis", ports["redis"], logs / "redis.log"),
        "web1": _process("web1", {"PARTS": "web", "THREADS": "32"}, ports, environ, logs),
        "web2": _process("web2", {"PARTS": "web", "THREADS": "32"}, ports, environ, logs),
        "push": _process("push", {"PARTS": "push", "THREADS": str(threads)}, ports, environ, logs),
        "jobs": _process("jobs", {"PARTS": "jobs", "THREADS": "4"}, ports, environ, logs),
        "front": nginx(
            folder / "nginx", ports["front"], (ports["web1"], ports["web2"]), (ports["push"],), logs / "nginx.log"
        ),
    }
    return Scaled(ports["front"], environ["DATABASE_URL"], environ["REDIS_URL"], environ, parts)


def _process(
    name: str, own: Mapping[str, str], ports: Mapping[str, int], environ: Mapping[str, str], logs: Path
) -> Part:
    port = ports[name]
    return Part(
        name=name,
        command=[BIN / "gunicorn", "wsgi:app"],
        log=logs / f"{name}.log",
        is_ready=lambda: _is_healthy(port),
        environ={**environ, **own, "PORT": str(port)},
        folder=ROOT,
    )


def _is_healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return int(answer.status) == HTTPStatus.OK
    except OSError:
        return False


def _prepare(scaled: Scaled, demo: bool) -> None:
    """The database and its tables, and in the demo a warehouse; a second start finds them there."""
    server = scaled.database_url.removesuffix("/shelfway") + "/postgres"
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'shelfway'").fetchone():
            connection.execute("CREATE DATABASE shelfway")
    scaled.flask("db", "upgrade")
    if demo:
        scaled.flask("demo", "load", "--if-empty")
