"""Lighthouse on the sign-in page, a walk of thirty stops and the lead's page, as `make run` would serve them.

Prints the three scores of each page, and what each missing point is. Accessibility and best practices below 100 end
with 1; the speed depends on the machine, and what it misses is explained in docs/benchmarks.md.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.handheld import served

PROGRAM = Path(__file__).parent / "pages/node_modules/.bin/lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices")
FLAGS = "--headless=new --no-sandbox"
PAGES = {"sign-in": "/sign-in", "walk": "/picking/tasks/1", "lead": "/waves"}


def main() -> int:
    if not PROGRAM.exists():
        print("Lighthouse is not here; tools/page-checkers installs it.", file=sys.stderr)
        return 1
    wanting = 0
    with served(roles=["picker", "lead"]) as (address, hand):
        for name, path in PAGES.items():
            cookie = hand.cookie if name != "sign-in" else hand.cookie.partition("; ")[2]
            wanting += _told(name, _report(address + path, cookie))
    return 1 if wanting else 0


def _report(address: str, cookie: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as room:
        target = Path(room) / "report.json"
        command = [
            str(PROGRAM),
            address,
            "--quiet",
            "--output=json",
            f"--output-path={target}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={FLAGS}",
            f"--extra-headers={json.dumps({'Cookie': cookie})}",
        ]
        subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": "/usr/bin/chromium"})
        report: dict[str, Any] = json.loads(target.read_text())
        return report


def _told(name: str, report: dict[str, Any]) -> int:
    """Print the page's scores and what is missing; how many are below 100 whatever the machine."""
    scores = {key: round((report["categories"][key]["score"] or 0) * 100) for key in CATEGORIES}
    print(f"{name}: " + ", ".join(f"{key} {score}" for key, score in scores.items()), flush=True)
    for key in CATEGORIES:
        for entry in report["categories"][key]["auditRefs"]:
            audit = report["audits"][entry["id"]]
            if entry["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"  {key}: {audit['title']} ({audit.get('displayValue') or audit['score']})", flush=True)
    return sum(score < 100 for key, score in scores.items() if key != "performance")


if __name__ == "__main__":
    sys.exit(main())
