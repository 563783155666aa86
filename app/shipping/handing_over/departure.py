"""What is on a closed manifest leaves the book: a few cartons in each short transaction, each exactly once.

What is done stands in the book: a carton that is shipped has left. So a departure that was killed goes on by running it
again, and two that run at once do the same work once.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.orm import joinedload

from app.clock import now
from app.db import db, guarded_update, transaction
from app.errors import Busy
from app.events import Event, record
from app.inventory.commands import outside
from app.inventory.models import Lot, Serial
from app.inventory.together import move_all
from app.jobs import Job, enqueue
from app.operations import Actor, audit
from app.orders.models import PACKED, Order, OrderLine
from app.orders.models import SHIPPED as ORDER_SHIPPED
from app.packing.models import CLOSED, SHIPPED, Carton, Pack, PackSerial
from app.packing.models import OPEN as CARTON_OPEN
from app.picking.models import Pick, PickLine
from app.shipping.events import ManifestClosed, ManifestClosing, OrderShipped
from app.shipping.models import CLOSED as MANIFEST_CLOSED
from app.shipping.models import CLOSING, Loading, Manifest
from app.warehouse.models import CUSTOMER
from app.warehouse.models import PACKED as PACKED_PLACE

BATCH = 1
"""Cartons in one transaction: others wait for it, and a carton of many lots takes its time."""
ATTEMPTS = 5

_PACKS = (
    select(Pack.id, Pack.carton_id, Pack.quantity, PickLine.lot_id, PickLine.order_line_id)
    .join(Pick, Pick.id == Pack.pick_id)
    .join(PickLine, PickLine.id == Pick.line_id)
    .where(Pack.carton_id.in_(bindparam("cartons", expanding=True)), Pack.undone_at.is_(None))
    .order_by(Pack.id)
)
_SHIPPED = OrderLine.shipped + bindparam("units")
_SHIP_LINE = (
    update(OrderLine).where(OrderLine.id == bindparam("line"), OrderLine.packed >= _SHIPPED).values(shipped=_SHIPPED)
)

T = TypeVar("T")


def work_off(manifest_id: int) -> None:
    """Every carton of a closing manifest leaves; then it is closed.

    Not inside a transaction: it opens its own. Raises Busy where the database stays busy; nothing is lost by it.
    """
    db.session.rollback()  # what was read before may be old
    manifest = db.session.get_one(Manifest, manifest_id)
    if manifest.state != CLOSING:
        return
    actor = Actor(worker_id=manifest.closed_by_id, warehouse_id=manifest.warehouse_id, source="departure")
    while cartons := _still_here(manifest_id):
        _patiently(partial(_leave, cartons, actor))
    _patiently(partial(_end, manifest_id, actor))


def departures_to_do() -> Mapping[str, Job]:
    """Manifests that were closed in any process and whose cartons have not all left."""
    closing = db.session.scalars(select(Manifest.id).where(Manifest.state == CLOSING).order_by(Manifest.id))
    return {_name(manifest_id): partial(work_off, manifest_id) for manifest_id in closing}


def work_off_when_committed(recorded: Sequence[Event]) -> None:
    """Subscriber: what a driver has signed for leaves at once."""
    for event in recorded:
        if isinstance(event, ManifestClosing):
            enqueue(_name(event.manifest_id), partial(work_off, event.manifest_id))


def _name(manifest_id: int) -> str:
    return f"the departure of manifest {manifest_id}"


def _still_here(manifest_id: int) -> Sequence[int]:
    """The next few cartons that have not left."""
    db.session.rollback()
    wanted = (
        select(Carton.id)
        .join(Loading, Loading.carton_id == Carton.id)
        .where(Loading.manifest_id == manifest_id, Loading.taken_off_at.is_(None), Carton.state == CLOSED)
        .order_by(Carton.order_id, Carton.id)
        .limit(BATCH)
    )
    return db.session.scalars(wanted).all()


def _leave(carton_ids: Sequence[int], actor: Actor) -> None:
    """The cartons go, with what is in them; an order of which nothing is left here is shipped."""
    of = select(Carton.order_id).where(Carton.id.in_(carton_ids))
    locked = select(Order).where(Order.id.in_(of)).order_by(Order.id).with_for_update(key_share=True)
    orders = db.session.scalars(locked).all()
    cartons = db.session.scalars(select(Carton).where(Carton.id.in_(carton_ids)).order_by(Carton.id)).all()
    gone = [
        carton for carton in cartons if guarded_update(carton, Carton.state == CLOSED, state=SHIPPED, left_at=now())
    ]
    for carton in gone:
        audit(carton, "left", actor, {"state": CLOSED}, {"state": SHIPPED})
    _take_out([carton.id for carton in gone], orders[0].warehouse_id, actor)
    for order in orders:
        _ship(order, actor)


def _take_out(carton_ids: Sequence[int], warehouse_id: int, actor: Actor) -> None:
    """Units go from the warehouse's cartons to the customer, each carton's lots as movements of their own."""
    packs = db.session.execute(_PACKS, {"cartons": carton_ids}).all()
    if not packs:
        return
    source, customer = outside(warehouse_id, PACKED_PLACE), outside(warehouse_id, CUSTOMER)
    named = select(Lot).where(Lot.id.in_({pack.lot_id for pack in packs})).options(joinedload(Lot.item))
    lots = {lot.id: lot for lot in db.session.scalars(named)}
    by_carton: dict[int, Counter[Lot]] = defaultdict(Counter)
    by_line: Counter[int] = Counter()
    for pack in packs:
        by_carton[pack.carton_id][lots[pack.lot_id]] += pack.quantity
        by_line[pack.order_line_id] += pack.quantity
    for units in by_carton.values():
        move_all(units, source=source, destination=customer, reason="ship", actor=actor)
    _ship_lines(by_line)
    _take_numbers([pack.id for pack in packs], customer.id)


def _ship_lines(units: Mapping[int, int]) -> None:
    """Count the units on the order lines, all locked in one order."""
    params = [{"line": line_id, "units": count} for line_id, count in sorted(units.items())]
    if db.session.connection().execute(_SHIP_LINE, params).rowcount < len(params):
        raise AssertionError(f"of the order lines {params} one would ship more than was packed of it")


def _take_numbers(pack_ids: Sequence[int], customer_id: int) -> None:
    """Units with a number are where the parcel is."""
    numbered = select(Serial).join(PackSerial, PackSerial.serial_id == Serial.id)
    for serial in db.session.scalars(numbered.where(PackSerial.pack_id.in_(pack_ids)).order_by(Serial.id)):
        guarded_update(serial, location_id=customer_id)


def _ship(order: Order, actor: Actor) -> None:
    here = exists().where(Carton.order_id == order.id, Carton.state.in_((CARTON_OPEN, CLOSED)))
    if guarded_update(order, Order.state == PACKED, ~here, state=ORDER_SHIPPED):
        audit(order, "shipped", actor, {"state": PACKED}, {"state": ORDER_SHIPPED})
        record(OrderShipped(order.warehouse_id, order.id, actor))


def _end(manifest_id: int, actor: Actor) -> None:
    manifest = db.session.get_one(Manifest, manifest_id)
    if guarded_update(manifest, Manifest.state == CLOSING, state=MANIFEST_CLOSED):
        audit(manifest, "departed", actor, {"state": CLOSING}, {"state": MANIFEST_CLOSED})
        record(ManifestClosed(manifest.warehouse_id, manifest.id, actor))


def _patiently(command: Callable[[], T]) -> T:
    """Run a command in a transaction of its own, again while the database is busy."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction():
                return command()
        except Busy:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")
