"""Plan a wave."""

from collections.abc import Sequence

from sqlalchemy import func, insert, literal, select

from app.clock import now
from app.db import db
from app.events import record
from app.operations import Actor, audit
from app.orders.models import DELIVERY_MODES, Order
from app.picking.models import BULK
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of
from app.waves.choice import LARGEST, MODES, Choice, check_known, chosen_orders
from app.waves.errors import NothingToWave, OrdersNotMixed
from app.waves.events import WavePlanned
from app.waves.models import Wave, WaveOrder


def plan_wave(warehouse: Warehouse, choice: Choice, actor: Actor, among: Sequence[int] | None = None) -> Wave:
    """Gather ready orders into a new wave with the warehouse's next number.

    Raises NothingToWave, ChoiceUnclear, or OrdersNotMixed for bulk where orders may not share a tote.

    `among`: only those that the program chose, as far as they are still ready (choosing.py). The
    warehouse's row is held meanwhile: no order gets into two waves, no number is given twice.
    """
    check_known("mode", choice.mode, MODES)
    if choice.mode == BULK and settings_of(warehouse).orders_per_tote < 2:
        raise OrdersNotMixed
    check_known("delivery_mode", choice.delivery_mode or DELIVERY_MODES[0], DELIVERY_MODES)
    db.session.get_one(Warehouse, warehouse.id, with_for_update=True)
    last = db.session.scalar(select(func.max(Wave.number)).where(Wave.warehouse_id == warehouse.id))
    wave = Wave(
        warehouse_id=warehouse.id,
        number=(last or 0) + 1,
        mode=choice.mode,
        choice=choice.as_json(),
        cut_off_at=choice.cut_off_at,
        created_at=now(),
    )
    db.session.add(wave)
    db.session.flush()
    fitting = chosen_orders(warehouse, choice)
    if among is not None:
        fitting = fitting.where(Order.id.in_(among)).limit(LARGEST)
    chosen = fitting.with_only_columns(literal(wave.id), Order.id)
    db.session.execute(insert(WaveOrder).from_select(["wave_id", "order_id"], chosen))
    count = db.session.scalar(select(func.count()).where(WaveOrder.wave_id == wave.id))
    if not count:
        raise NothingToWave
    audit(wave, "planned", actor, {}, {"number": wave.number, "orders": count, "choice": wave.choice})
    record(WavePlanned(wave.id, wave.warehouse_id))
    return wave
