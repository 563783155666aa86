"""Metres per order on a week that the proposal has not seen, before and after its moves.

The items of `online_retail.csv.xz` lie in a building of 20 aisles 3 m apart with two blocks of 50 cells of 1 m, a bin
on each side, the depot at aisle 0 in front, placed by SEED at random. The orders (up to 60 different items) of the four
weeks before WEEK are walked six to a cart, batched by savings; from those walks the moves are proposed. Then the orders
of WEEK are batched anew in both placements, and each walk is the shortest.
"""

import csv
import lzma
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from app.planning.batching import Cart, Goods, Load, plan_batches
from app.planning.layout import Cell, Crossing, Layout
from app.planning.paths import plan_path
from app.planning.slotting import Bin, propose_moves

SEED = 20260101
WEEK = date(2011, 9, 12)
LEARNED = timedelta(weeks=4)
MOST_ITEMS = 60
ON_A_CART = 6
SECONDS = 8.0
LAYOUT = Layout(20, (50, 50), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
DEPOT = Crossing(0, 0)

Order = tuple[str, ...]
Days = dict[date, list[Order]]
Places = dict[str, Cell]


@dataclass(frozen=True)
class Measured:
    """Metres per order of the week, before any move and after so many, and what the proposal promised."""

    moves: int
    orders: int
    before: float
    after: float
    promised: float
    seconds: float


def measure(most: Sequence[int] = (25, 100)) -> list[Measured]:
    """One row for each number of moves. SHELFWAY_DATA names the folder of the orders."""
    days = _days(Path(os.environ["SHELFWAY_DATA"]) / "online_retail.csv.xz")
    learned = [day for day in days if WEEK - LEARNED <= day < WEEK]
    week = [day for day in days if WEEK <= day < WEEK + timedelta(weeks=1)]
    items = sorted({item for day in (*learned, *week) for order in days[day] for item in order})
    bins = _placed(items)
    numbers = {item: number for number, item in enumerate(items)}
    places = {items[bin_.item_id]: bin_.cell for bin_ in bins if bin_.item_id is not None}
    walks = [walk for day in learned for walk in _walks(days[day], places)]
    orders = sum(len(days[day]) for day in week)
    before = sum(_metres(days[day], places) for day in week) / orders
    rows = []
    for moves in most:
        began = time.perf_counter()
        found = propose_moves(
            LAYOUT,
            DEPOT,
            DEPOT,
            bins,
            {},
            [{numbers[item] for item in walk} for walk in walks],
            len(learned),
            moves,
            lambda began=began: time.perf_counter() - began > SECONDS,  # type: ignore[misc]
            SEED,
        )
        seconds = time.perf_counter() - began
        moved = dict(places)
        for move in found.moves:
            moved[items[move.item_id]] = bins[move.target].cell
            if move.other_id is not None:
                moved[items[move.other_id]] = bins[move.source].cell
        after = sum(_metres(days[day], moved) for day in week) / orders
        promised = 1 - found.metres_after / found.metres_before
        rows.append(Measured(len(found.moves), orders, before, after, promised, seconds))
    return rows


def _placed(items: Sequence[str]) -> list[Bin]:
    cells = [Cell(aisle, cell) for aisle in range(LAYOUT.aisles) for cell in range(LAYOUT.cells) for _ in range(2)]
    Random(SEED).shuffle(cells)
    return [Bin(number, cell, number if number < len(items) else None) for number, cell in enumerate(cells)]


def _walks(orders: Sequence[Order], places: Places) -> Iterator[set[str]]:
    """What is picked together: six orders to a cart, by savings."""
    loads = [
        Load(number, tuple(Goods(line, 0, 1, places[item]) for line, item in enumerate(order)))
        for number, order in enumerate(orders)
    ]
    for batch in plan_batches(loads, Cart(places=ON_A_CART), LAYOUT, DEPOT):
        yield {item for number in batch.loads for item in orders[number]}


def _metres(orders: Sequence[Order], places: Places) -> float:
    return sum(
        plan_path(LAYOUT, [places[item] for item in sorted(walk)], DEPOT, DEPOT).metres
        for walk in _walks(orders, places)
    )


def _days(file: Path) -> Days:
    """The orders of each day, each its different items; what is no item of the shop is left out."""
    orders: dict[str, tuple[date, set[str]]] = {}
    with lzma.open(file, "rt", newline="") as rows:
        for row in csv.DictReader(rows):
            code, at = row["StockCode"], datetime.fromisoformat(row["InvoiceDate"])
            if code[:1].isdigit() and float(row["Quantity"]) > 0 and WEEK - LEARNED <= at.date() < WEEK + LEARNED:
                orders.setdefault(row["InvoiceNo"], (at.date(), set()))[1].add(code)
    days: Days = {}
    for day, items in orders.values():
        if len(items) <= MOST_ITEMS:
            days.setdefault(day, []).append(tuple(sorted(items)))
    return days
