"""`make run-scaled`: starts the large shape, says where it is, and stops it with Ctrl-C."""

import os
import signal
import sys
import time
from pathlib import Path

from tools.scaled.floor import FIRST_PORT, Scaled, running

LOOK_SECONDS = 1.0


def main() -> None:
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    folder = Path(os.environ.get("SHELFWAY_VAR") or "var/scaled")
    port = int(os.environ.get("PORT") or FIRST_PORT)
    threads = int(os.environ.get("THREADS") or 600)
    try:
        print("Starting PostgreSQL, Redis, two web processes, a push process, a job worker, and nginx …", flush=True)
        with running(folder, port, demo=os.environ.get("SHELFWAY_DEMO", "1") == "1", threads=threads) as scaled:
            print(_told(scaled, folder), flush=True)
            _watch(scaled)
    except KeyboardInterrupt:
        print("Stopped. The data are kept.", flush=True)


def _told(scaled: Scaled, folder: Path) -> str:
    lines = [
        f"Shelfway is at {scaled.address}, in the large shape. Ctrl-C stops all of it.",
        f"  database  {scaled.database_url}",
        f"  Redis     {scaled.redis_url}",
        f"  data and logs in {folder}",
    ]
    return "\n".join(lines)


def _watch(scaled: Scaled) -> None:
    """Until somebody ends it; a part that ends by itself is named, and started again as systemd would."""
    while True:
        time.sleep(LOOK_SECONDS)
        for part in scaled.parts.values():
            if not part.runs:
                print(f"{part.name} ended; it is started again. What it said stands in {part.log}", file=sys.stderr)
                part.start()


if __name__ == "__main__":
    main()
