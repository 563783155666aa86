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

from benchmarks import (
    batching,
    board,
    cartons,
    confirmations,
    cost,
    credit_notes,
    demand,
    departure,
    handheld,
    imports,
    kills,
    labels,
    outages,
    paths,
    real_days,
    release,
    scattered,
    slotting,
)
from benchmarks.confirmations import Confirmations, Measured, Plan
from benchmarks.machine import described

RESULTS = Path(__file__).parent / "results"
Part = Callable[[], dict[str, Any]]
TEN_MINUTES = Plan(500, sockets=True, usual_seconds=600, step_seconds=30)


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


def _confirmations(server: str | None, plan: Plan) -> dict[str, Any]:
    with confirmations.database(server) as url:
        return _told(confirmations.measure(url, plan))


def _told(found: Confirmations) -> dict[str, Any]:
    print(
        f"  {'a second':>8} {'answers':>8} {'p50 ms':>8} {'p99 ms':>8} {'longest':>8}  p95: lead told, lead's, pickers'"
    )
    for one in (found.usual, *found.steps):
        print(_row(one))
    if found.steps:
        print(f"  Highest rate that holds p99 under {confirmations.HOLDS:.0f} ms: {found.ceiling:.0f} a second.")
    print(f"  {found.books}", flush=True)
    return asdict(found) | {"ceiling": found.ceiling}


def _row(one: Measured) -> str:
    took, problems = one.answers, [f"{count} × {what}" for what, count in one.problems.items()]
    if one.never:
        problems.append(f"{one.never} × a screen never showed it")
    times = f"  {one.rate:>8.0f} {took.count:>8} {took.p50:>8.1f} {took.p99:>8.1f} {took.longest:>8.1f}"
    pushed = ", ".join(f"{to.p95:.0f}" for to in (one.lead_told, one.to_lead, one.to_pickers))
    return "  ".join([times, pushed if one.to_lead.count else "no sockets", *problems])


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


def _departure(server: str | None) -> dict[str, Any]:
    with confirmations.database(server) as url:
        found = departure.measure(url)
    print(
        f"  {found.database}: closing takes {found.closing_ms:.0f} ms; {found.cartons} cartons with {found.units} ",
        end="",
    )
    print(f"units have left after {found.seconds:.1f} s.")
    print(f"  {found.transactions} writing transactions: median {found.median_ms:.1f} ms, ", end="")
    print(f"99 of 100 within {found.p99_ms:.1f} ms, longest {found.longest_ms:.1f} ms, {found.over} over 50 ms.")
    print(f"  Processes that waited for a turn: {found.busy[0]:.1f}, then {found.busy[1]:.1f}.", flush=True)
    return asdict(found)


def _tests(environ: dict[str, str], *paths: str) -> dict[str, Any]:
    """Tests that are longer here than in `make test`."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", *paths]
    if subprocess.run(command, env={**os.environ, **environ}, check=False).returncode:
        raise SystemExit("This part did not pass.")
    return {"passed": True}


def _kills(count: int, operations: int) -> dict[str, Any]:
    with confirmations.database(None) as url:
        found = kills.measure(url, count, operations)
    print(f"  {found.kills} kills in {found.operations} operations; {found.sent_again} times something was sent again.")
    print(f"  From a kill to the first answer: p50 {found.back.p50:.0f} ms, longest {found.back.longest:.0f} ms.")
    print(f"  {found.unanswered} never answered.")
    print("\n".join(f"  {words}" for words in [*found.wrong, found.books]), flush=True)
    return asdict(found) | {"holds": found.holds}


QUICK: dict[str, Part] = {
    "paths": paths.quick,
    "scattered": scattered.quick,
    "batching": batching.measure,
    "real-days": real_days.measure,
    "slotting": slotting.quick,
    "demand": demand.measure,
    "credit-notes": credit_notes.measure,
    "cartons": cartons.measure,
    "labels": labels.measure,
    "confirmations-sqlite": lambda: _confirmations(None, Plan()),
    "confirmations-postgresql": lambda: _confirmations(_postgresql(), Plan()),
    "sockets-sqlite": lambda: _confirmations(None, Plan(500, sockets=True, usual_seconds=60, step_seconds=0)),
    "kills": lambda: _kills(3, 500),
    "disk-full": outages.measure_disk,
    "import-sqlite": lambda: _import(None),
    "release": lambda: _release(None),
    "departure-sqlite": lambda: _departure(None),
    "handheld": handheld.measure,
    "board": board.measure,
}
LONG: dict[str, Part] = {
    "paths-published": paths.all_published,
    "paths-blocks": paths.all_blocks,
    "scattered-all": lambda: scattered.every(RESULTS / f"{described()['commit']}-scattered-all.jsonl"),
    "batching-ten-minutes": batching.ten_minutes,
    "cartons-published": cartons.all_containers,
    "release-postgresql": lambda: _release(_postgresql()),
    "departure-postgresql": lambda: _departure(_postgresql()),
    "import-postgresql": lambda: _import(_postgresql()),
    "ten-minutes-large": lambda: _told(confirmations.measure_large(TEN_MINUTES)),
    "fifty-kills": lambda: _kills(50, 10_000),
    "outages": outages.measure_scaled,
    "cost": lambda: cost.measure((100, 500)),
    "ten-minutes-sqlite": lambda: _confirmations(None, TEN_MINUTES),
    "ten-minutes-postgresql": lambda: _confirmations(_postgresql(), TEN_MINUTES),
    "two-thousand-orders": lambda: _tests({"SHELFWAY_DAYS": "45", "SHELFWAY_TEST_DATABASE": ""}, "tests/days"),
    "random-steps": lambda: _tests({"SHELFWAY_EXAMPLES": "300", "SHELFWAY_TEST_DATABASE": ""}, "tests/properties"),
}

if __name__ == "__main__":
    main()
