"""How fast and how big an import of orders is: lines a second, peak memory, longest write transaction.

    SHELFWAY_DATA=… python -m benchmarks.import_orders [--lines N]

Imports the real file (or without SHELFWAY_DATA a generated one) into a new database, in a process of its own: SQLite,
or PostgreSQL where SHELFWAY_TEST_DATABASE names an empty database. On a busy machine look at the processor's seconds.
"""

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

HEAD = "order_number,placed_at,customer,telephone,street,city,postcode,payment_state,sku,quantity,price"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=370_000, help="lines of the generated file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        file, mapping = source(place, asked.lines)
        flask = environment(place)
        for command in (["db", "upgrade"], ["layout", "load", "examples/layout.toml"]):
            flask(*command)
        for attempt in ("new", "again"):
            began, used = time.perf_counter(), processor_seconds()
            said = flask("orders", "import", str(file), "--mapping", mapping, "--report", str(place / "report.csv"))
            tell(attempt, said, time.perf_counter() - began, processor_seconds() - used)


def source(place: Path, lines: int) -> tuple[Path, str]:
    """The file to import, and the name of its mapping."""
    folder = os.environ.get("SHELFWAY_DATA")
    if folder:
        return Path(folder).resolve() / "online_retail.csv.xz", "online_retail"
    random, file = Random(1), place / "orders.csv"
    with file.open("w") as out:
        print(HEAD, file=out)
        for number in range(lines // 25):
            order = f"{number},2026-11-23 10:00,Mira Holm,01632 960123,1 Quay,Harbour,1000,paid"
            for _ in range(25):
                print(f"{order},SKU-{random.randrange(4000)},{random.randrange(1, 12)},2.50", file=out)
    return file, "plain"


def environment(place: Path) -> Callable[..., str]:
    """Runs a `flask` command against a database of its own, gives what it printed."""
    url = os.environ.get("SHELFWAY_TEST_DATABASE") or f"sqlite:///{place / 'bench.db'}"
    settings = {
        **os.environ,
        "DATABASE_URL": url,
        "SHELFWAY_VAR": str(place),
        "SHELFWAY_DEMO": "1",
        "FLASK_APP": "wsgi",
    }

    def flask(*command: str) -> str:
        program = [sys.executable, "-m", "flask", *command]
        return subprocess.run(program, env=settings, check=True, capture_output=True, text=True).stdout

    return flask


def processor_seconds() -> float:
    """What all finished child processes have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tell(attempt: str, said: str, seconds: float, processor: float) -> None:
    rows, longest = (int(text) for text in re.findall(r"Read (\d+) rows.*longest transaction (\d+) ms", said)[0])
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    speed = f"{rows} rows in {seconds:.1f} s, {rows / seconds:.0f} a second ({processor:.1f} s of processor)"
    print(f"{attempt}: {speed}; longest transaction {longest} ms; peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
