"""Importing a big file: lines a second and memory, by the command as a person runs it."""

import csv
import lzma
import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.server import BIN

LINES = 370_000
"""Of the generated file that stands in where the real one is not there."""
COLUMNS = ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country")
LAYOUT = "examples/layout.toml"


@dataclass(frozen=True)
class Import:
    source: str
    lines: int
    seconds: float
    megabytes: float

    @property
    def rate(self) -> float:
        return self.lines / self.seconds


def measure(database_url: str) -> Import:
    """Import ten months of a shop's order lines into an empty database that has one warehouse."""
    with TemporaryDirectory() as folder:
        environ = {**os.environ, "DATABASE_URL": database_url, "SHELFWAY_DEMO": "1", "SHELFWAY_VAR": folder}
        flask = [str(BIN / "flask"), "--app", "wsgi"]
        for command in (["db", "upgrade"], ["layout", "load", LAYOUT]):
            subprocess.run([*flask, *command], env=environ, check=True, stdout=subprocess.DEVNULL)
        source = _source(Path(folder))
        report = str(Path(folder) / "report.csv")
        command = [*flask, "orders", "import", str(source), "--mapping", "online_retail", "--report", report]
        begin = time.perf_counter()
        process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        if status:
            raise SystemExit(f"The import did not end well:\n{said}")
        rows = re.search(r"Read (\d+) rows", said)
        assert rows, said
        return Import(source.name, int(rows[1]), seconds, used.ru_maxrss / 1024)


def _source(folder: Path) -> Path:
    data = os.environ.get("SHELFWAY_DATA")
    real = Path(data) / "online_retail.csv.xz" if data else None
    return real if real and real.exists() else _generated(folder / "generated.csv.xz")


def _generated(path: Path) -> Path:
    random, number = Random(3), 536_000
    with lzma.open(path, "wt", encoding="utf-8", newline="", preset=1) as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for line in range(LINES):
            number += random.random() < 0.05
            sku, day = f"G{int(random.paretovariate(0.6)) % 4000:05}", 1 + line * 27 // LINES
            at, country = f"2011-03-{day:02} 10:00:00", "United Kingdom"
            writer.writerow([number, sku, f"ITEM {sku}", "2.0", at, "2.55", f"{number % 4000}.0", country])
    return path
