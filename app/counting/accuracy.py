"""How true the book is: what first counts found, over time, by zone, item and worker.

Accuracy is the share of positions (a lot of an item in a bin) whose first count was the book's, within the tolerance of
that day. Net and absolute are units: what first counts found more or less than the book, with its sign and without it.
Second counts, and what was undone or moved meanwhile, count for nothing here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.catalog.models import Item
from app.clock import now
from app.counting.models import JUDGED, CountEntry, CountLine
from app.db import db
from app.warehouse.models import Location, Warehouse, Zone
from app.workers.models import Worker

SPANS = (30, 90, 365)
WEEKS, ZONES, ITEMS, WORKERS = BY = ("week", "zone", "item", "worker")
SHOWN = 20
"""Rows of a table on the page; the files have all."""


@dataclass(frozen=True)
class Position:
    """One first count of a lot in a bin."""

    week: date
    zone: str
    sku: str
    item: str
    worker: str
    counted: int
    booked: int
    within: bool


@dataclass(frozen=True)
class Share:
    """So many positions, of which so many were right, and by how many units they were off."""

    name: str
    positions: int
    right: int
    net: int
    absolute: int

    @property
    def accuracy(self) -> float:
        return 100 * self.right / self.positions if self.positions else 0.0


def positions(warehouse: Warehouse, days: int, language: str) -> Sequence[Position]:
    """All first counts of the last days, the oldest first."""
    zone = ZoneInfo(warehouse.time_zone)
    wanted = (
        select(CountEntry, CountLine.counted_at, Zone.name, Item, Worker.name)
        .join(CountLine, CountLine.id == CountEntry.line_id)
        .join(Location, Location.id == CountLine.location_id)
        .outerjoin(Zone, Zone.id == Location.zone_id)
        .join(Item, Item.id == CountEntry.item_id)
        .outerjoin(Worker, Worker.id == CountLine.worker_id)
        .where(
            Location.warehouse_id == warehouse.id,
            CountLine.round == 1,
            CountLine.outcome.in_(JUDGED),
            CountLine.counted_at >= now() - timedelta(days=days),
            CountEntry.undone_at.is_(None),
        )
        .order_by(CountLine.counted_at, CountEntry.id)
    )
    return [
        Position(
            week=_monday(at.astimezone(zone).date()),
            zone=zone_name or "",
            sku=item.sku,
            item=item.name(language),
            worker=worker or "",
            counted=entry.counted,
            booked=entry.booked,
            within=entry.within,
        )
        for entry, at, zone_name, item, worker in db.session.execute(wanted)
        if at
    ]


def shares(found: Iterable[Position], by: str) -> list[Share]:
    """By week in their order; else what is worst first."""
    names: dict[str, Callable[[Position], str]] = {
        WEEKS: lambda one: one.week.isoformat(),
        ZONES: lambda one: one.zone,
        ITEMS: lambda one: one.sku,
        WORKERS: lambda one: one.worker,
    }
    groups: dict[str, list[Position]] = {}
    for one in found:
        groups.setdefault(names[by](one), []).append(one)
    made = [share_of(name, group) for name, group in groups.items()]
    if by == WEEKS:
        return sorted(made, key=lambda share: share.name)
    return sorted(made, key=lambda share: (share.accuracy, -share.absolute, share.name))


def share_of(name: str, group: Sequence[Position]) -> Share:
    """All of them together."""
    off = [one.counted - one.booked for one in group]
    return Share(name, len(group), sum(one.within for one in group), sum(off), sum(map(abs, off)))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
