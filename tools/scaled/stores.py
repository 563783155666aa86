"""PostgreSQL and Redis, with their data in the folder."""

import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from tools.scaled.part import NotStarted, Part

OWNER = "postgres"
"""PostgreSQL refuses to run as root; then it runs as this user of the system's package."""


def postgresql(folder: Path, port: int, log: Path) -> Part:
    """A cluster of its own, durable as in a warehouse; it is made at the first start."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        raise NotStarted("PostgreSQL is not here. Install it, then try again:  sudo apt-get install postgresql")
    programs_folder = programs[-1].parent
    folder.mkdir(parents=True, exist_ok=True)
    as_owner = _as_owner(folder)
    data = folder / "data"
    if not (data / "PG_VERSION").exists():
        _found(programs_folder, data, as_owner)
    sizes = ["-c", "max_connections=200", "-c", "shared_buffers=256MB"]
    return Part(
        name="PostgreSQL",
        command=[
            *as_owner,
            *(
                programs_folder / "postgres",
                "-D",
                data,
                "-p",
                str(port),
                "-k",
                folder,
                "-c",
                "listen_addresses=127.0.0.1",
            ),
            *sizes,
        ],
        log=log,
        is_ready=lambda: _is_ready(programs_folder, port),
        stopped_by=signal.SIGINT,
        folder=folder,
    )


def redis(folder: Path, port: int, log: Path) -> Part:
    """It carries rings only: nothing of it is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    return Part(
        name="Redis",
        command=[found("redis-server"), *options],
        log=log,
        is_ready=lambda: is_open(port),
    )


def found(program: str, package: str | None = None) -> str:
    path = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if path is None:
        package = package or program
        raise NotStarted(f"{program} is not here. Install it, then try again:  sudo apt-get install {package}")
    return path


def is_open(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def _as_owner(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, OWNER, OWNER)
    return ["setpriv", "--reuid", OWNER, "--regid", OWNER, "--init-groups", "--pdeathsig", "INT"]


def _found(programs: Path, data: Path, as_owner: list[str]) -> None:
    options = ["--username", "shelfway", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"]
    command = [*as_owner, str(programs / "initdb"), "--pgdata", str(data), *options]
    done = subprocess.run(command, cwd=data.parent, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotStarted(f"PostgreSQL could not found its cluster in {data}:\n{done.stderr}")


def _is_ready(programs: Path, port: int) -> bool:
    command = [
        str(programs / "pg_isready"),
        "--quiet",
        "--host",
        "127.0.0.1",
        "--username",
        "shelfway",
        "--port",
        str(port),
    ]
    return subprocess.run(command, check=False).returncode == 0
