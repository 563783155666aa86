"""The bins as the planner sees them: how far they are, what lies in them or is on its way, what they are for."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import isfinite

from sqlalchemy import ColumnElement, func, select

from app.catalog.models import Item
from app.db import db
from app.inventory.models import ForwardBin, Lot, Stock
from app.planning.layout import Cell, NotInLayout
from app.planning.places import Bin
from app.putting_away.models import PutAwayLine
from app.walks.models import SKIPPED, TODO
from app.warehouse.blocking import is_in_blocked_aisle
from app.warehouse.layout import layout_of
from app.warehouse.models import BIN, RESERVE, Location, Warehouse, Zone
from app.warehouse.settings import WarehouseSettings, settings_of

NEAR = 100
"""Empty bins of each height that are looked at first."""
ML = 1000
"""Cubic millimetres of a millilitre, and millilitres of a litre."""


def likely_bins(warehouse: Warehouse, item_ids: Collection[int], is_rare: bool) -> list[int]:
    """Bins that hold the items, await them or are for them, and empty ones near the depot, low and in the reserve.

    Where some of the items is rarely asked for, also empty ones far from it. Of ten thousand bins these few are enough
    nearly always, and nobody waits while all are looked at.
    """
    here = (Location.warehouse_id == warehouse.id, Location.kind == BIN)
    lies, comes, is_kept = _IS_USED
    wanted = [
        select(Location.id).where(*here, lies.where(Stock.item_id.in_(item_ids)).exists()),
        select(Location.id).where(
            *here, comes.join(Lot, Lot.id == PutAwayLine.lot_id).where(Lot.item_id.in_(item_ids)).exists()
        ),
        select(Location.id).where(*here, is_kept.where(ForwardBin.item_id.in_(item_ids)).exists()),
    ]
    free = select(Location.id).where(*here, Location.blocked.is_(False), ~lies.exists(), ~comes.exists())
    free = free.where(~is_kept.exists())
    way = _way(warehouse)
    for first in (way, way.desc()) if is_rare else (way,):
        some = free.order_by(first, Location.address).limit(NEAR)
        wanted += [some.where(Location.purpose == RESERVE), some.where(Location.purpose != RESERVE)]
    return sorted({bin_id for rows in wanted for bin_id in db.session.scalars(rows)})


_IS_USED = (
    select(Stock.id).where(Stock.location_id == Location.id, Stock.on_hand > 0).correlate(Location),
    select(PutAwayLine.id)
    .where(PutAwayLine.location_id == Location.id, PutAwayLine.state.in_((TODO, SKIPPED)))
    .correlate(Location),
    select(ForwardBin.id).where(ForwardBin.location_id == Location.id).correlate(Location),
)


def _way(warehouse: Warehouse) -> ColumnElement[float]:
    """Roughly how far a bin is from the first depot, as the database knows it."""
    layout = layout_of(warehouse)
    depot = next(iter(layout.depots.values()), None) if layout else None
    x, y = layout.metres(depot) if layout and depot else (0.0, 0.0)
    return func.abs(func.coalesce(Location.x, 0.0) - x) + func.abs(func.coalesce(Location.y, 0.0) - y)


def bins_of(warehouse: Warehouse, only: Sequence[int] = (), but: PutAwayLine | None = None) -> Iterable[Bin]:
    """The open bins, or some; what is on its way there counts as lying there, except `but` that line's own."""
    settings, zones = settings_of(warehouse), _zones(warehouse)
    lying = _lying(warehouse, only, but)
    metres, kept_for = _metres(warehouse), _kept_for(warehouse, only)
    columns = (Location.id, Location.address, Location.purpose, Location.level, Location.aisle, Location.cell)
    wanted = select(*columns, Location.zone_id).where(Location.warehouse_id == warehouse.id, Location.kind == BIN)
    if only:
        wanted = wanted.where(Location.id.in_(only))
    if but is None:
        wanted = wanted.where(Location.blocked.is_(False), ~is_in_blocked_aisle())
    for bin_id, address, purpose, level, aisle, cell, zone_id in db.session.execute(wanted.order_by(Location.id)):
        there = lying.get(bin_id, _Lying())
        yield Bin(
            id=bin_id,
            address=address,
            reserve=purpose == RESERVE,
            level=level,
            metres=metres(aisle, cell),
            free_ml=_free(settings, purpose, there),
            takes=zones.get(zone_id, frozenset()),
            lots=frozenset(there.lots),
            flags=frozenset(there.flags),
            kept_for=kept_for.get(bin_id, frozenset()),
        )


def volume_of(*sides: int | None) -> int | None:
    """Millilitres, rounded up; None where a side is not known."""
    product = 1
    for side in sides:
        if not side:
            return None
        product *= side
    return -(-product // ML)


@dataclass
class _Lying:
    """What lies in a bin; `unmeasured`: the volume of some of it is not known."""

    lots: set[tuple[int, int]] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)
    volume_ml: int = 0
    unmeasured: bool = False


def _lying(warehouse: Warehouse, only: Sequence[int], but: PutAwayLine | None) -> dict[int, _Lying]:
    found: dict[int, _Lying] = defaultdict(_Lying)
    here: list[ColumnElement[bool]] = [Location.warehouse_id == warehouse.id, Location.kind == BIN]
    if only:
        here.append(Location.id.in_(only))
    item = (Item.id, Lot.id, Item.flags, Item.length_mm, Item.width_mm, Item.height_mm)
    lies = (
        select(Stock.location_id, Stock.on_hand, *item)
        .join(Location, Location.id == Stock.location_id)
        .join(Lot, Lot.id == Stock.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .where(*here, Stock.on_hand > 0)
    )
    left = PutAwayLine.quantity - PutAwayLine.put - PutAwayLine.lost
    comes = (
        select(PutAwayLine.location_id, left, *item)
        .join(Location, Location.id == PutAwayLine.location_id)
        .join(Lot, Lot.id == PutAwayLine.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .where(*here, PutAwayLine.state.in_((TODO, SKIPPED)), PutAwayLine.id != (but.id if but else 0))
    )
    for rows in (lies, comes):
        for bin_id, units, item_id, lot_id, flags, *sides in db.session.execute(rows):
            there, volume = found[bin_id], volume_of(*sides)
            there.lots.add((item_id, lot_id))
            there.flags.update(flags)
            there.volume_ml += units * (volume or 0)
            there.unmeasured = there.unmeasured or volume is None
    return found


def _kept_for(warehouse: Warehouse, only: Sequence[int]) -> dict[int, frozenset[int]]:
    """The items of which somebody said how much of them each forward bin should hold."""
    found: dict[int, frozenset[int]] = {}
    rules = select(ForwardBin.location_id, ForwardBin.item_id).where(ForwardBin.warehouse_id == warehouse.id)
    if only:
        rules = rules.where(ForwardBin.location_id.in_(only))
    for location_id, item_id in db.session.execute(rules):
        found[location_id] = found.get(location_id, frozenset()) | {item_id}
    return found


def _free(settings: WarehouseSettings, purpose: str, there: _Lying) -> int | None:
    """Millilitres; None where nobody said how large such a bin is, or how large what lies in it."""
    litres = settings.reserve_volume_l if purpose == RESERVE else settings.bin_volume_l
    if not litres or there.unmeasured:
        return None
    return max(0, litres * ML - there.volume_ml)


def zoned_flags(warehouse: Warehouse) -> frozenset[str]:
    return frozenset(flag for flags in _zones(warehouse).values() for flag in flags)


def _zones(warehouse: Warehouse) -> dict[int | None, frozenset[str]]:
    """The handling flags that each zone is for, by its id."""
    said = zone_flags(settings_of(warehouse))
    zones = db.session.execute(select(Zone.id, Zone.code).where(Zone.warehouse_id == warehouse.id))
    return {zone_id: said[code] for zone_id, code in zones if code in said}


def zone_flags(settings: WarehouseSettings) -> dict[str, frozenset[str]]:
    """`COLD=perishable, DG=dangerous` by zone."""
    found: dict[str, frozenset[str]] = {}
    for one in settings.zone_flags.split(","):
        zone, _, flag = one.strip().partition("=")
        if flag:
            found[zone] = found.get(zone, frozenset()) | {flag}
    return found


def _metres(warehouse: Warehouse) -> Callable[[int | None, int | None], float]:
    """How far a cell is from the first depot; nothing is known of one that is nowhere in the building."""
    layout = layout_of(warehouse)
    depot = next(iter(layout.depots.values()), None) if layout else None

    @cache
    def of(aisle: int | None, cell: int | None) -> float:
        if layout is None or depot is None or aisle is None or cell is None:
            return 0.0
        try:
            metres = layout.distance(depot, Cell(aisle, cell))
        except NotInLayout:
            return 0.0
        return metres if isfinite(metres) else 0.0

    return of
