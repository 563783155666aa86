"""Order lines wait for a refill: as long as enough is on its way, they are not short."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.catalog.models import Item
from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.replenishing.commands.raising import Cause, alone_with, bring, lacking
from app.replenishing.events import WaitsChanged
from app.replenishing.models import REFILLED, STOPPED, WAITING, WAVE, RefillWait
from app.replenishing.queries import coming, units_waiting
from app.replenishing.sources import bin_to_refill, in_reserve


@dataclass(frozen=True)
class Wanting:
    """An order line of a wave that wants more of an item than lies in forward bins; `short_stop_id` as RefillWait."""

    order_line_id: int
    warehouse_id: int
    wave_id: int
    item: Item
    priority: int
    due_at: datetime | None
    short_stop_id: int | None = None


def wait_for_refill(wanting: Wanting, units: int, actor: Actor, lying: int = 0) -> int:
    """Let so many of `units` wait as reserve covers: what is on its way beyond what waits, and a refill for more.

    `lying`: units that were put meanwhile; whoever says so serves what waits at once.
    """
    item = wanting.item
    alone_with(wanting.warehouse_id, item.id)
    covered = min(units, lying + _spare(wanting.warehouse_id, item.id))
    cause = Cause(WAVE, wanting.wave_id, wanting.due_at)
    covered += raise_for(wanting.warehouse_id, item, units - covered, cause, actor)
    if covered:
        _wait(wanting, covered, actor)
    return covered


def raise_for(warehouse_id: int, item: Item, units: int, cause: Cause, actor: Actor) -> int:
    """Bring at least `units` to the item's forward bin, and fill it up by the way; how many of `units` come."""
    target = bin_to_refill(warehouse_id, item.id) if units > 0 else None
    if target is None:
        return 0
    return min(units, bring(target, item, max(units, lacking(target.id, item.id)), cause, actor))


def may_be_covered(warehouse_id: int, item_id: int, units: int) -> bool:
    """Whether so many could wait now."""
    reserve = in_reserve(warehouse_id, item_id) if bin_to_refill(warehouse_id, item_id) else 0
    return _spare(warehouse_id, item_id) + reserve >= units


def serve(wait: RefillWait, units: int, stop_id: int, actor: Actor) -> RefillWait:
    """So many of what waited can be picked at that stop; the rest waits on, and is given back."""
    rest = _split(wait, units) if units < wait.units else wait
    _end(wait, REFILLED, actor, stop_id=stop_id)
    return rest


def stop_waiting(order_line_ids: Sequence[int], actor: Actor) -> None:
    """Nobody wants the units any more: their order was held or cancelled."""
    mine = (RefillWait.order_line_id.in_(order_line_ids), RefillWait.outcome == WAITING)
    for wait in db.session.scalars(select(RefillWait).where(*mine).order_by(RefillWait.id)).all():
        _end(wait, STOPPED, actor)


def give_up_waiting(wait: RefillWait, units: int, outcome: str, actor: Actor) -> None:
    """So many of what waited do not come; the rest waits on."""
    if units < wait.units:
        _split(wait, units)
    _end(wait, outcome, actor)


def spare(warehouse_id: int, item_id: int) -> int:
    """Units on their way beyond those that are waited for; below nothing where too few come."""
    return coming(warehouse_id, item_id) - units_waiting(warehouse_id, item_id)


def _spare(warehouse_id: int, item_id: int) -> int:
    return max(0, spare(warehouse_id, item_id))


def _wait(wanting: Wanting, units: int, actor: Actor) -> None:
    wait = RefillWait(
        warehouse_id=wanting.warehouse_id,
        order_line_id=wanting.order_line_id,
        wave_id=wanting.wave_id,
        item_id=wanting.item.id,
        short_stop_id=wanting.short_stop_id,
        units=units,
        priority=wanting.priority,
        due_at=wanting.due_at,
        raised_at=now(),
        outcome=WAITING,
    )
    db.session.add(wait)
    audit(wait, "waits for refill", actor, {}, {"sku": wanting.item.sku, "units": units, "wave_id": wanting.wave_id})
    record(WaitsChanged(wait.wave_id, wait.warehouse_id))


def _split(wait: RefillWait, units: int) -> RefillWait:
    """`wait` keeps so many; a new one has the rest."""
    columns = ("warehouse_id", "order_line_id", "wave_id", "item_id", "short_stop_id", "priority", "due_at")
    rest = {name: getattr(wait, name) for name in columns}
    other = RefillWait(**rest, units=wait.units - units, raised_at=wait.raised_at, outcome=WAITING)
    db.session.add(other)
    db.session.flush()
    guarded_update(wait, RefillWait.outcome == WAITING, units=units)
    return other


def _end(wait: RefillWait, outcome: str, actor: Actor, stop_id: int | None = None) -> None:
    if guarded_update(wait, RefillWait.outcome == WAITING, outcome=outcome, ended_at=now(), stop_id=stop_id):
        audit(wait, "waited", actor, {"outcome": WAITING}, {"outcome": outcome, "units": wait.units})
        record(WaitsChanged(wait.wave_id, wait.warehouse_id))
