"""On what was measured."""

import os
import platform
import subprocess
from pathlib import Path

import pysqlite3.dbapi2 as sqlite


def described() -> dict[str, str]:
    """Processor, memory, versions, and how busy the machine was with other things at the start."""
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "sqlite": sqlite.sqlite_version,
        "load before": f"{os.getloadavg()[0]:.1f}",
        "commit": _commit(),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _commit() -> str:
    said = subprocess.run(["git", "rev-parse", "--short", "HEAD"], check=False, stdout=subprocess.PIPE, text=True)
    return said.stdout.strip() or "unknown"
