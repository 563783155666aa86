"""Add late orders to a wave that is on the floor."""

from sqlalchemy import func, insert, literal, select

from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.orders.models import Order
from app.warehouse.models import Warehouse
from app.waves.choice import LARGEST, Choice, chosen_orders
from app.waves.errors import NothingToWave, WaveNotOut
from app.waves.events import WaveReleasing
from app.waves.models import RELEASED, RELEASING, Wave, WaveOrder


def add_orders(wave: Wave, choice: Choice, actor: Actor) -> dict[str, int]:
    """Ready orders that fit join the wave; the release that follows puts them on tasks. Walks under way go on.

    The warehouse's row is held meanwhile: no order gets into two waves. What the plan saved is not told any more, for
    it was compared without them. Raises WaveNotOut or NothingToWave.
    """
    warehouse = db.session.get_one(Warehouse, wave.warehouse_id, with_for_update=True)
    state = wave.state
    out = Wave.state.in_((RELEASING, RELEASED))
    values = {"state": RELEASING, "planned_share": None, "first_come_metres": None, "enough_at": None}
    if not guarded_update(wave, out, **values):
        raise WaveNotOut(number=wave.number)
    count = _add(wave, warehouse, choice)
    if not count:
        raise NothingToWave
    audit(wave, "orders added", actor, {"state": state}, {"state": RELEASING, "orders": count})
    record(WaveReleasing(wave.id, wave.warehouse_id))
    return {"wave_id": wave.id, "orders": count}


def _add(wave: Wave, warehouse: Warehouse, choice: Choice) -> int:
    members = select(func.count()).where(WaveOrder.wave_id == wave.id)
    before = db.session.scalar(members) or 0
    room = max(0, LARGEST - before)
    chosen = chosen_orders(warehouse, choice).limit(min(room, max(1, choice.limit)))
    added = chosen.with_only_columns(literal(wave.id), Order.id)
    db.session.execute(insert(WaveOrder).from_select(["wave_id", "order_id"], added))
    return (db.session.scalar(members) or 0) - before
