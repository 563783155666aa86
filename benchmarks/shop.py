"""Real orders of a gift shop, by day, and a building in which its items are placed by a seed or by how often they sell.

20 aisles 3 m apart, two blocks of 50 cells of 1 m with a bin on each side (4,000 bins), the depot at aisle 0 in front.
"""

import csv
import lzma
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random

from app.planning.layout import Cell, Crossing, Layout

LAYOUT = Layout(20, (50, 50), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=0.5)
DEPOT = Crossing(0, 0)
SIDES = 2
MOST_ITEMS = 60
SEED = 20110118

Order = tuple[str, ...]
Places = dict[str, Cell]


@dataclass(frozen=True)
class Shop:
    """The orders of the days that were asked for in the order of their invoices, each its different items; how many
    orders asked for an item before the first second of each day; and all items of the file."""

    days: dict[date, list[Order]]
    asked_before: dict[date, Counter[str]]
    items: tuple[str, ...]


def shop(days: Iterable[date]) -> Shop:
    """Reads `online_retail.csv.xz` in the folder that SHELFWAY_DATA names.

    Cancellations, returns, postage, fees and manual corrections are left out, and so are orders of more than MOST_ITEMS
    different items.
    """
    orders: dict[str, tuple[datetime, set[str]]] = {}
    with lzma.open(Path(os.environ["SHELFWAY_DATA"]) / "online_retail.csv.xz", "rt", newline="") as rows:
        for row in csv.DictReader(rows):
            code = row["StockCode"].upper()
            if code[:5].isdigit() and float(row["Quantity"]) > 0 and not row["InvoiceNo"].startswith("C"):
                placed_at = datetime.fromisoformat(row["InvoiceDate"])
                orders.setdefault(row["InvoiceNo"], (placed_at, set()))[1].add(code)
    in_turn = [orders[number] for number in sorted(orders, key=lambda number: (orders[number][0], number))]
    small = [(at.date(), tuple(sorted(items))) for at, items in in_turn if len(items) <= MOST_ITEMS]
    wanted = sorted(days)
    return Shop(
        {day: [order for at, order in small if at == day] for day in wanted},
        {day: Counter(item for at, order in small if at < day for item in order) for day in wanted},
        tuple(sorted({item for _, items in in_turn for item in items})),
    )


def placed_at_random(items: Iterable[str]) -> Places:
    """Each item in a bin of its own, by SEED."""
    cells = _bins()
    Random(SEED).shuffle(cells)
    return dict(zip(items, cells, strict=False))


def placed_by_frequency(items: Iterable[str], asked: Counter[str]) -> Places:
    """The items that are asked for most in the bins nearest to the depot."""
    cells = sorted(_bins(), key=lambda cell: (LAYOUT.distance(DEPOT, cell), cell.aisle, cell.cell))
    ranked = sorted(items, key=lambda item: (-asked[item], item))
    return dict(zip(ranked, cells, strict=False))


def _bins() -> list[Cell]:
    return [Cell(aisle, cell) for aisle in range(LAYOUT.aisles) for cell in range(LAYOUT.cells) for _ in range(SIDES)]
