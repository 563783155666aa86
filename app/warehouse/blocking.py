"""Aisles that nobody enters for now: block one, open it again."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, delete, exists, select

from app.clock import now
from app.db import db, insert_new
from app.errors import DomainError
from app.operations import Actor, audit
from app.planning.layout import Layout
from app.warehouse.building import building_from, check_ways
from app.warehouse.layout_file import LayoutFile, from_json
from app.warehouse.models import BlockedStretch, Location, Warehouse

LONGEST_REASON = 80


class NoSuchAisle(DomainError):
    code = "no_such_aisle"
    status = 404
    message = lazy_gettext("There is no aisle %(aisle)s with that block. Choose one of the list.")


class BlockedAlready(DomainError):
    code = "aisle_blocked_already"
    message = lazy_gettext("Aisle %(aisle)s is blocked there already. Nothing was changed.")


class NotBlocked(DomainError):
    code = "aisle_not_blocked"
    message = lazy_gettext("Aisle %(aisle)s is open there. Nothing was changed.")


class ReasonTooLong(DomainError):
    code = "reason_too_long"
    status = 422
    message = lazy_gettext("The reason has more than %(longest)s characters. Shorten it.")


@dataclass(frozen=True)
class Blocked:
    """A stretch that nobody enters; `aisle` is its name."""

    aisle: str
    block: int
    reason: str
    blocked_at: datetime


def block_aisle(warehouse: Warehouse, aisle: str, block: int | None, reason: str, actor: Actor) -> None:
    """Nobody enters the aisle in that block (None: in all) until it is opened; the rest must stay within reach.

    Raises NoSuchAisle, BlockedAlready, ReasonTooLong, and NobodyGetsThere where something behind it were cut off.
    """
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong(longest=LONGEST_REASON)
    layout = _layout_of(warehouse)
    building = building_from(layout)
    wanted = _stretches(layout, building, aisle, block)
    added = [stretch["block"] for stretch in wanted if _add(warehouse, stretch, reason.strip(), now())]
    if not added:
        raise BlockedAlready(aisle=aisle)
    audit(warehouse, "aisle blocked", actor, {}, {"aisle": aisle, "blocks": added, "reason": reason.strip()})
    check_ways(layout, with_blocked(building, warehouse.id))


def open_aisle(warehouse: Warehouse, aisle: str, block: int | None, actor: Actor) -> None:
    """Open what was blocked of the aisle in that block (None: in all).

    Raises NoSuchAisle, NotBlocked, and NobodyGetsThere where another block still lies in the way.
    """
    layout = _layout_of(warehouse)
    building = building_from(layout)
    wanted = {(row["aisle"], row["block"]) for row in _stretches(layout, building, aisle, block)}
    found = [row for row in _rows(warehouse.id) if (row.aisle, row.block) in wanted]
    if not found:
        raise NotBlocked(aisle=aisle)
    db.session.execute(delete(BlockedStretch).where(BlockedStretch.id.in_([row.id for row in found])))
    audit(warehouse, "aisle opened", actor, {"aisle": aisle, "blocks": [row.block for row in found]}, {})
    check_ways(layout, with_blocked(building, warehouse.id))


def blocked_aisles(warehouse: Warehouse) -> list[Blocked]:
    """What is blocked now, in the order of the aisles."""
    names = aisle_names(warehouse)
    return [Blocked(names[row.aisle], row.block, row.reason, row.blocked_at) for row in _rows(warehouse.id)]


def aisle_names(warehouse: Warehouse) -> tuple[str, ...]:
    """What the aisles, or the way points, are called; none without a layout."""
    return tuple(warehouse.layout["aisles"]) if warehouse.layout else ()


def move_blocked(warehouse: Warehouse, before: LayoutFile, after: LayoutFile, actor: Actor) -> None:
    """A new layout numbers its aisles anew: what is blocked stays so by its name, and what is gone is forgotten."""
    building = building_from(after)
    rows = _rows(warehouse.id)
    db.session.execute(delete(BlockedStretch).where(BlockedStretch.warehouse_id == warehouse.id))
    for row in rows:
        name = before.aisles[row.aisle]
        if name in after.aisles and row.block < len(after.blocks):
            place = _stretches(after, building, name, row.block)[0]
            _add(warehouse, place, row.reason, row.blocked_at)
        else:
            audit(warehouse, "aisle opened", actor, {"aisle": name, "block": row.block}, {})


def with_blocked(building: Layout, warehouse_id: int) -> Layout:
    """The building as it may be walked in now."""
    return building.with_blocked((row.aisle, row.block) for row in _rows(warehouse_id))


def is_in_blocked_aisle() -> ColumnElement[bool]:
    """Of a location: whether nobody gets there for now."""
    return exists(
        select(BlockedStretch.id)
        .where(
            BlockedStretch.warehouse_id == Location.warehouse_id,
            BlockedStretch.aisle == Location.aisle,
            BlockedStretch.first_cell <= Location.cell,
            BlockedStretch.end_cell > Location.cell,
        )
        .correlate(Location)
    )


def _layout_of(warehouse: Warehouse) -> LayoutFile:
    if not warehouse.layout:
        raise NoSuchAisle(aisle="-")
    return from_json(warehouse.layout)


def _stretches(layout: LayoutFile, building: Layout, aisle: str, block: int | None) -> list[dict[str, int]]:
    blocks = range(len(building.blocks)) if block is None else [block]
    if aisle not in layout.aisles or not set(blocks) <= set(range(len(building.blocks))):
        raise NoSuchAisle(aisle=aisle)
    number = layout.aisles.index(aisle)
    ends = [sum(building.blocks[: block + 1]) for block in blocks]
    return [
        {"aisle": number, "block": block, "first_cell": end - building.blocks[block], "end_cell": end}
        for block, end in zip(blocks, ends, strict=True)
    ]


def _rows(warehouse_id: int) -> list[BlockedStretch]:
    mine = select(BlockedStretch).where(BlockedStretch.warehouse_id == warehouse_id)
    return list(db.session.scalars(mine.order_by(BlockedStretch.aisle, BlockedStretch.block)))


def _add(warehouse: Warehouse, stretch: dict[str, int], reason: str, blocked_at: datetime) -> bool:
    """Says whether it was not blocked yet."""
    return insert_new(BlockedStretch, warehouse_id=warehouse.id, **stretch, reason=reason, blocked_at=blocked_at)
