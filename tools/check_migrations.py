"""Check the migrations on SQLite, or on PostgreSQL where SHELFWAY_TEST_DATABASE names a server.

From empty to the newest, no difference to the models, down to nothing, and up again.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url

FLASK = [sys.executable, "-m", "flask", "--app", "wsgi", "db"]


def main() -> int:
    server = os.environ.get("SHELFWAY_TEST_DATABASE")
    if server:
        return 0 if check("PostgreSQL", empty_database(server)) else 1
    with tempfile.TemporaryDirectory() as room:
        return 0 if check("SQLite", f"sqlite:///{Path(room) / 'shelfway.db'}") else 1


def empty_database(server: str) -> str:
    name = "shelfway_migrations"
    address = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return address.set(database=name).render_as_string(hide_password=False)


def check(database: str, url: str) -> bool:
    return (
        flask(database, "up from empty", url, "upgrade")
        and flask(database, "no drift from the models", url, "check")
        and flask(database, "down to nothing", url, "downgrade", "base")
        and nothing_left(database, url)
        and flask(database, "up again", url, "upgrade")
    )


def flask(database: str, what: str, url: str, *command: str) -> bool:
    environment = {**os.environ, "DATABASE_URL": url, "SHELFWAY_DEMO": "1"}
    done = subprocess.run([*FLASK, *command], env=environment, capture_output=True, text=True, check=False)
    print(f"{database}: {what}: {'yes' if done.returncode == 0 else 'NO'}")
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode == 0


def nothing_left(database: str, url: str) -> bool:
    engine = create_engine(url)
    left = set(inspect(engine).get_table_names()) - {"alembic_version"}
    engine.dispose()
    if left:
        print(f"{database}: tables that no downgrade drops: {', '.join(sorted(left))}")
    return not left


if __name__ == "__main__":
    sys.exit(main())
