"""Run the checks one after the other, each under its heading, and say at the end what passed.

checks.py fast    format, lint, types, imports, front end, fast tests on SQLite
checks.py all     these, and translations, migrations, and every test on SQLite and on PostgreSQL
"""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-rs"]
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|rerun)")


@dataclass(frozen=True)
class Check:
    title: str
    command: list[str]


def main() -> int:
    asked = sys.argv[1]
    began = time.monotonic()
    counts: Counter[str] = Counter()
    broken = []
    for check in chosen(asked):
        print(f"\n=== {check.title}", flush=True)
        if not run(check, counts):
            broken.append(check.title)
    if os.environ.get("CI") == "true" and counts["skipped"]:
        broken.append(f"{counts['skipped']} tests skipped, and with CI=true nothing is skipped")
    report(broken, counts, time.monotonic() - began)
    return 1 if broken else 0


def chosen(asked: str) -> list[Check]:
    python = sys.executable
    quick = [
        Check("format", [python, "-m", "ruff", "format", "--check", "."]),
        Check("lint", [python, "-m", "ruff", "check", "."]),
        Check("types", [python, "-m", "mypy"]),
        # its cache misses a module that was missing a moment ago
        Check("import rules", ["lint-imports", "--no-cache"]),
        Check("front end", [python, "tools/lint_frontend.py"]),
        Check("vendored files", [python, "tools/vendor.py", "--check"]),
    ]
    if asked == "fast":
        return [*quick, Check("fast tests on SQLite", [*PYTEST, "-m", "not slow and not browser"])]
    checks = [
        *quick,
        Check("translations", [python, "tools/check_messages.py"]),
        Check("migrations on SQLite", [python, "tools/check_migrations.py"]),
        Check("tests on SQLite", [*PYTEST, "-m", "not browser"]),
        # A busy machine can starve a browser: one more try, and the summary names each test that needed it.
        Check("tests in Chromium", [*PYTEST, "-m", "browser", "--reruns", "1", "-rR"]),
    ]
    if not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        print("PostgreSQL is not installed: the checks on it are left out.")
        return checks
    return [
        *checks,
        Check("migrations on PostgreSQL", ["tools/with-postgres", python, "tools/check_migrations.py"]),
        Check("tests on PostgreSQL", ["tools/with-postgres", *PYTEST, "-m", "database and not browser and not sqlite"]),
    ]


def run(check: Check, counts: Counter[str]) -> bool:
    """Run one check, showing what it says; the figures of pytest's last line are added up."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    process = subprocess.Popen(
        check.command,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    last = ""
    for line in process.stdout:
        print(line, end="", flush=True)
        last = line if COUNT.search(line) else last
    if "pytest" in check.command:
        for number, outcome in COUNT.findall(last):
            counts["errors" if outcome == "error" else outcome] += int(number)
    return process.wait() == 0


def report(broken: list[str], counts: Counter[str], seconds: float) -> None:
    print()
    for title in broken:
        print(f"not passed: {title}")
    said = [
        f"{counts[outcome]} {outcome}"
        for outcome in ("failed", "errors", "passed", "skipped", "rerun")
        if counts[outcome]
    ]
    if broken and not (counts["failed"] or counts["errors"]):
        said.insert(0, f"{len(broken)} failed")
    print(f"=== {', '.join(said)} in {seconds:.2f}s ===")


if __name__ == "__main__":
    sys.exit(main())
