"""`python -m benchmarks [--long] [PART …]`: measures part by part, and prints a table.

With --long it also measures what takes longer than ten minutes; there, a part that was measured at this commit is not
measured again, so that it goes on where it was stopped. The PostgreSQL server is named by SHELFWAY_TEST_DATABASE.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import batching, confirmations, handheld, imports, paths, real_days, release, scattered, slotting
from benchmarks.confirmations import Measured
from benchmarks.machine import described

RESULTS = Path(__file__).parent / "results"
Part = Callable[[], dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--long", action="store_true", help="also what takes longer than ten minutes")
    parser.add_argument("parts", nargs="*", help=f"of: {', '.join([*QUICK, *LONG])}")
    asked = parser.parse_args()
    machine = described()
    print(*(f"{name}: {value}" for name, value in machine.items()), sep="\n", flush=True)
    parts = {**QUICK, **LONG} if asked.long or asked.parts else QUICK
    for name, part in parts.items():
        if asked.parts and name not in asked.parts:
            continue
        kept = RESULTS / f"{machine['commit']}-{name}.json"
        if asked.long and not asked.parts and kept.exists():
            print(f"\n{name}: measured before, see {kept}")
            continue
        print(f"\n{name}", flush=True)
        began = time.perf_counter()
        result = part()
        RESULTS.mkdir(exist_ok=True)
        kept.write_text(json.dumps({"machine": machine, "seconds": time.perf_counter() - began, **result}, indent=1))


def _confirmations(server: str | None, usual_seconds: float = 40, step_seconds: float = 12) -> dict[str, Any]:
    with confirmations.database(server) as url:
        found = confirmations.measure(url, usual_seconds, step_seconds)
    print(f"  {'a second':>8} {'answers':>8} {'p50 ms':>8} {'p99 ms':>8} {'longest':>8}")
    for one in (found.usual, *found.steps):
        print(_told(one))
    print(f"  Highest rate that holds p99 under {confirmations.HOLDS:.0f} ms: {found.ceiling:.0f} a second.")
    print(f"  {found.books}", flush=True)
    return asdict(found) | {"ceiling": found.ceiling}


def _told(one: Measured) -> str:
    problems = "  " + ", ".join(f"{count} × {what}" for what, count in one.problems.items()) if one.problems else ""
    return f"  {one.rate:>8.0f} {one.answers:>8} {one.p50:>8.1f} {one.p99:>8.1f} {one.longest:>8.1f}{problems}"


def _postgresql() -> str:
    server = os.environ.get("SHELFWAY_TEST_DATABASE")
    if not server:
        raise SystemExit("SHELFWAY_TEST_DATABASE names no PostgreSQL server. Run it by make bench.")
    return server


def _import(server: str | None) -> dict[str, Any]:
    with confirmations.database(server) as url:
        found = imports.measure(url)
    print(f"  {found.source}: {found.lines} lines in {found.seconds:.0f} s, {found.rate:.0f} a second, ", end="")
    print(f"{found.megabytes:.0f} MB at most.", flush=True)
    return asdict(found) | {"rate": found.rate}


def _release(server: str | None) -> dict[str, Any]:
    with confirmations.database(server) as url:
        found = release.measure(url)
    print(f"  {found.database}: {found.orders} orders on {found.tasks} tasks in {found.seconds:.1f} s, ", end="")
    print(f"{found.planning:.1f} s of it planning.")
    print(f"  {found.transactions} writing transactions: median {found.median_ms:.0f} ms, ", end="")
    print(f"longest {found.longest_ms:.0f} ms.")
    print(f"  {found.metres:.0f} m to walk, first come, first served {found.first_come_metres:.0f} m.", flush=True)
    return asdict(found) | {"holds": found.holds}


def _tests(environ: dict[str, str], *paths: str) -> dict[str, Any]:
    """Tests that are longer here than in `make test`."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", *paths]
    if subprocess.run(command, env={**os.environ, **environ}, check=False).returncode:
        raise SystemExit("This part did not pass.")
    return {"passed": True}


QUICK: dict[str, Part] = {
    "paths": paths.quick,
    "scattered": scattered.quick,
    "batching": batching.measure,
    "real-days": real_days.measure,
    "slotting": slotting.quick,
    "confirmations-sqlite": lambda: _confirmations(None),
    "confirmations-postgresql": lambda: _confirmations(_postgresql()),
    "import-sqlite": lambda: _import(None),
    "release": lambda: _release(None),
    "handheld": handheld.measure,
}
LONG: dict[str, Part] = {
    "paths-published": paths.all_published,
    "paths-blocks": paths.all_blocks,
    "scattered-all": lambda: scattered.every(RESULTS / f"{described()['commit']}-scattered-all.jsonl"),
    "batching-ten-minutes": batching.ten_minutes,
    "release-postgresql": lambda: _release(_postgresql()),
    "import-postgresql": lambda: _import(_postgresql()),
    "ten-minutes-sqlite": lambda: _confirmations(None, usual_seconds=600, step_seconds=30),
    "ten-minutes-postgresql": lambda: _confirmations(_postgresql(), usual_seconds=600, step_seconds=30),
    "two-thousand-orders": lambda: _tests({"SHELFWAY_DAYS": "45", "SHELFWAY_TEST_DATABASE": ""}, "tests/days"),
    "random-steps": lambda: _tests({"SHELFWAY_EXAMPLES": "300", "SHELFWAY_TEST_DATABASE": ""}, "tests/properties"),
}

if __name__ == "__main__":
    main()
