"""The orders of one real day, or of a generated one of the same shape where the real data are not there."""

import csv
import lzma
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

COLUMNS = ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country")
NOT_STOCK = {"POST", "DOT", "C2", "M", "D", "S", "B", "BANK CHARGES", "AMAZONFEE", "CRUK"}
FIRST_DAY = "2011-02-02"

Row = dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """Rows as the shop's own system wrote them, and what they ask for: units by order and SKU."""

    rows: Sequence[Row]

    @property
    def orders(self) -> dict[str, dict[str, int]]:
        """What a person would read from the rows: neither credit notes, nor charges, nor corrections of stock."""
        wanted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        sold = {row["InvoiceNo"] for row in self.rows if float(row["UnitPrice"]) or row["CustomerID"]}
        for row in self.rows:
            sku, quantity = row["StockCode"].strip().upper(), int(float(row["Quantity"]))
            if not row["InvoiceNo"].isdecimal() or quantity <= 0 or row["InvoiceNo"] not in sold:
                continue
            lines = wanted[row["InvoiceNo"]]
            if sku not in NOT_STOCK and not sku.startswith("GIFT_"):
                lines[sku] += quantity
        return wanted

    @property
    def units(self) -> dict[str, int]:
        """Units that all orders together ask for, by SKU."""
        total: dict[str, int] = defaultdict(int)
        for lines in self.orders.values():
            for sku, quantity in lines.items():
                total[sku] += quantity
        return total

    def write(self, path: Path) -> Path:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(self.rows)
        return path


def sheet_of(days: int) -> Sheet:
    """So many days from the first one on; on the build server the real data have to be there."""
    folder = os.environ.get("SHELFWAY_DATA")
    path = Path(folder) / "online_retail.csv.xz" if folder else None
    if path and path.exists():
        return Sheet(list(_real(path, days)))
    if os.environ.get("CI") == "true":
        pytest.fail("online_retail.csv.xz is not in SHELFWAY_DATA, and with CI=true nothing is skipped")
    return Sheet(list(_generated(days)))


def _real(path: Path, days: int) -> Iterator[Row]:
    seen: set[str] = set()
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = row["InvoiceDate"][:10]
            if day < FIRST_DAY:
                continue
            seen.add(day)
            if len(seen) > days:
                return
            yield row


def _generated(days: int) -> Iterator[Row]:
    """Some 67 orders a day of a median of 15 lines, a few of them very long; credit notes and postage among them."""
    random = Random(18)
    for number in range(days * 67):
        invoice = f"C{540000 + number}" if number % 15 == 14 else str(540000 + number)
        lines = min(180, max(1, round(random.lognormvariate(2.6, 1.0))))
        skus = [f"G{int(random.paretovariate(0.6)) % 1500:05}" for _ in range(lines)]
        for sku in [*skus, "POST"] if number % 9 == 0 else skus:
            units = random.choice((1, 1, 1, 2, 2, 3, 4, 6, 12, 24))
            quantity = -units if invoice[0] == "C" else units
            at = f"2011-02-{2 + number // 67 % 10:02} {9 + number % 8:02}:{number % 60:02}:00"
            country = "France" if number % 7 == 6 else "United Kingdom"
            row = (invoice, sku, f"ITEM {sku}", f"{quantity}.0", at, "2.55", f"{15000 + number}.0", country)
            yield dict(zip(COLUMNS, row, strict=True))
