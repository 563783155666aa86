"""The credit notes of a real shop, taken in as returns of its orders that came as history: what matches, and how fast.

The orders of `online_retail.csv.xz` are imported as shipped and its credit notes as returns, by the commands of the
shell; then each return arrives at the dock, is graded and finished, by the commands that a handheld asks for.
"""

import csv
import lzma
import os
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from app import create_app
from app.books.queries import broken_rules
from app.config import from_environment
from app.db import db
from app.operations import Actor, Asked, perform, program
from app.operations.perform import Command
from app.orders.mapping import order_mapping
from app.returns.commands.close_parcel import close_parcel
from app.returns.commands.close_tote import close_tote
from app.returns.commands.grade_units import grade_units
from app.returns.commands.receive_parcel import Arrival, receive_parcel
from app.returns.models import APPROVED, ReturnParcel, ReturnTote, Rma
from app.returns.units import MOST_UNITS, UnitScan
from app.warehouse.models import TOTE
from app.warehouse.queries import locations_of_kind, warehouse_named
from benchmarks.writing import writing_times

FILE = "online_retail.csv.xz"
MILLISECONDS = 50.0
GOOD = {"closed": "yes", "worn": "no", "whole": "yes"}
MIGRATIONS = Path(__file__).parent.parent / "migrations"
Rows = Sequence[Mapping[str, str]]
"""Of the file, by its columns."""


@dataclass(frozen=True)
class Matching:
    """Rows of stock on credit notes: matched as a whole, in part, or not; and the units that match."""

    whole: int
    part: int
    unmatched: int
    units: int


def rows_of(folder: str) -> list[dict[str, str]]:
    with lzma.open(Path(folder) / FILE, "rt", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def matching_by_hand(rows: Rows) -> Matching:
    """What has to come out, counted without the program: the newest earlier shipment of customer and item first."""
    is_charge, sent, notes = order_mapping("online_retail").is_charge, _Sent(rows), _notes(rows)
    whole = part = unmatched = units = 0
    for number in sorted(notes):
        head = notes[number][0]
        for row in notes[number]:
            if is_charge(row["StockCode"].upper()):
                continue
            wanted = -int(float(row["Quantity"]))
            got = sent.take(head["CustomerID"], row["StockCode"].upper(), head["InvoiceDate"], wanted)
            whole, part, unmatched = whole + (got == wanted), part + (0 < got < wanted), unmatched + (got == 0)
            units += got
    return Matching(whole, part, unmatched, units)


def _notes(rows: Rows) -> dict[str, list[Mapping[str, str]]]:
    notes: defaultdict[str, list[Mapping[str, str]]] = defaultdict(list)
    for row in rows:
        if row["InvoiceNo"].startswith("C"):
            notes[row["InvoiceNo"]].append(row)
    return notes


class _Sent:
    """Units by customer and item: of which invoice, and how many are still out."""

    def __init__(self, rows: Rows) -> None:
        self._dates: dict[str, str] = {}
        self._units: defaultdict[tuple[str, str], Counter[tuple[str, int]]] = defaultdict(Counter)
        for place, row in enumerate(rows):
            number = row["InvoiceNo"]
            if number[0] in "CA" or not row["CustomerID"]:
                continue
            date = self._dates.setdefault(number, row["InvoiceDate"])
            self._units[row["CustomerID"], row["StockCode"].upper()][date, place] += int(float(row["Quantity"]))

    def take(self, customer: str, sku: str, at: str, wanted: int) -> int:
        left = wanted
        shipments = self._units.get((customer, sku), Counter[tuple[str, int]]())
        for key in sorted(shipments, reverse=True):
            if key[0] <= at:
                units = min(left, shipments[key])
                shipments[key] -= units
                left -= units
        return wanted - left


@dataclass(frozen=True)
class TakenIn:
    """What came through the dock; `longest_ms` and `over` are of writing transactions, `over` 50 ms."""

    parcels: int
    confirmations: int
    units: int
    seconds: float
    median_ms: float
    longest_ms: float
    over: int


class Dock:
    """Clerks who take in what is announced, as a handheld asks for it: each step an operation of its own."""

    def __init__(self, warehouse_id: int, actor: Actor) -> None:
        self._warehouse_id = warehouse_id
        self._actor = actor
        self._totes = [one.barcode for one in locations_of_kind(warehouse_id, TOTE)]
        self.confirmations = self.units = 0

    def take_in(self, returns: Iterable[int]) -> None:
        """All of each return, as new, into one tote after the other."""
        for place, rma_id in enumerate(returns):
            rma = db.session.get_one(Rma, rma_id)
            number, lines = rma.number, [(line.order_line.sku, line.quantity) for line in rma.lines]
            parcel_id = self._arrives(number)
            for sku, quantity in lines:
                for units in _scans(quantity):
                    self._grades(parcel_id, sku, units, self._totes[place % len(self._totes)])
            self._closes(parcel_id)
            db.session.remove()

    def close_totes(self) -> None:
        open_ones = select(ReturnTote.id).where(ReturnTote.closed_at.is_(None)).order_by(ReturnTote.id)
        for tote_id in db.session.scalars(open_ones).all():
            self._fills(tote_id)

    def _arrives(self, number: str) -> int:
        done = self._does("arrive", lambda actor: receive_parcel(self._warehouse_id, Arrival(number), actor))
        return int(done["parcel_id"])

    def _grades(self, parcel_id: int, sku: str, units: int, tote: str) -> None:
        scan = UnitScan(item=sku, quantity=units, answers=GOOD, tote=tote)
        self._does("grade", lambda actor: grade_units(db.session.get_one(ReturnParcel, parcel_id), scan, actor))
        self.confirmations += 1
        self.units += units

    def _closes(self, parcel_id: int) -> None:
        self._does("close", lambda actor: close_parcel(db.session.get_one(ReturnParcel, parcel_id), "", actor))

    def _fills(self, tote_id: int) -> None:
        self._does("fill", lambda actor: close_tote(db.session.get_one(ReturnTote, tote_id), actor))

    def _does(self, name: str, command: Command) -> Mapping[str, Any]:
        named = str(uuid4())
        outcome = perform(Asked(named, name, {}, replace(self._actor, operation_id=named)), command)
        if not outcome.ok:
            raise RuntimeError(f"{name}: {outcome.refusal}")
        return outcome.result


def _scans(quantity: int) -> list[int]:
    """A confirmation takes so many units at once."""
    whole, rest = divmod(quantity, MOST_UNITS)
    return [MOST_UNITS] * whole + ([rest] if rest else [])


def announced() -> Sequence[int]:
    """Returns that nobody has sent a parcel of."""
    return db.session.scalars(select(Rma.id).where(Rma.state == APPROVED, ~Rma.parcels.any()).order_by(Rma.id)).all()


@dataclass(frozen=True)
class Measured:
    """`matched` is what the program said of the rows; seconds are of each step."""

    by_hand: Matching
    matched: tuple[int, int, int]
    seconds: dict[str, float]
    taken: TakenIn
    wrong_books: int


def measure() -> dict[str, Any]:
    """All of it on SQLite, told."""
    folder = os.environ.get("SHELFWAY_DATA")
    if not folder:
        print("  left out: SHELFWAY_DATA names no folder with the orders")
        return {}
    by_hand = matching_by_hand(rows_of(folder))
    with tempfile.TemporaryDirectory() as room:
        url = f"sqlite:///{room}/bench.db"
        app = create_app(from_environment({"DATABASE_URL": url, "SHELFWAY_VAR": room, "SHELFWAY_DEMO": "1"}))
        with app.app_context():
            upgrade(directory=str(MIGRATIONS))
            found = _measured(app, Path(folder) / FILE, Path(room), by_hand)
            db.engine.dispose()
    print(f"  {found.by_hand} counted by hand; matched, in part, units: {found.matched}")
    print("  " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in found.seconds.items()))
    print(f"  {found.taken}; {found.wrong_books} rules of the books broken", flush=True)
    return asdict(found)


def _measured(app: Flask, file: Path, room: Path, by_hand: Matching) -> Measured:
    seconds: dict[str, float] = {}

    def run(name: str, *command: str) -> str:
        began = time.perf_counter()
        reported = [] if name == "layout" else ["--report", str(room / f"{name}.csv")]
        said = app.test_cli_runner().invoke(args=[*command, *reported], catch_exceptions=False).output
        seconds[name] = time.perf_counter() - began
        return str(said)

    run("layout", "layout", "load", "examples/layout.toml")
    mapped = [str(file), "--mapping", "online_retail"]
    run("items", "items", "import", *mapped)
    run("orders", "orders", "import", *mapped, "--as-shipped")
    said = run("returns", "returns", "import", *mapped, "--beyond", "The shop has credited it")
    counts = re.search(r"(\d+) units\.\n(\d+) rows match, (\d+) more in part", said)
    assert counts, said
    times, began = writing_times(), time.perf_counter()
    dock = Dock(warehouse_named(None).id, program("benchmark"))
    returns = announced()
    dock.take_in(returns)
    seconds["dock"] = time.perf_counter() - began
    over, at_most = sum(one > MILLISECONDS for one in times), max(times)
    taken = TakenIn(len(returns), dock.confirmations, dock.units, seconds["dock"], median(times), at_most, over)
    return Measured(by_hand, (int(counts[2]), int(counts[3]), int(counts[1])), seconds, taken, len(broken_rules()))
