"""One unit by its number: where it is, and where it was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from app.db import db
from app.inventory.models import Lot, MovementSerial, Serial, StockLeg, StockMovement
from app.ledger.steps import PLACE, Spot, Step, in_order, left, packed, picked, put_back
from app.ledger.units import put_away, received, refilled, returned
from app.orders.models import Order
from app.packing.models import Pack, PackSerial
from app.picking.models import Pick, PickSerial
from app.putting_away.models import PutAway, PutAwaySerial
from app.putting_back.models import PutBack, PutBackSerial
from app.receiving.models import Delivery, DeliveryLine, Receipt, ReceiptSerial
from app.replenishing.models import RefillMove, RefillSerial
from app.returns.models import ReturnParcel, ReturnSerial, ReturnUnit
from app.scanning import read
from app.warehouse.models import Location
from app.workers.models import Worker

MOST = 20
_FROM, _TO = aliased(Location), aliased(Location)
_OUT, _IN = aliased(StockLeg), aliased(StockLeg)


@dataclass(frozen=True)
class History:
    """`place` is where the unit is, if that is in this warehouse."""

    serial: Serial
    place: Location | None
    steps: Sequence[Step]


def histories(warehouse_id: int, text: str) -> list[History]:
    """Of each unit with that number that this warehouse has, or had to do with. Raises NoCode."""
    code = read(text)
    wanted = select(Serial).where(Serial.code.in_({code.text, code.serial} - {""}))
    loaded = wanted.options(joinedload(Serial.item), joinedload(Serial.location)).order_by(Serial.id).limit(MOST)
    found = [history_of(warehouse_id, serial) for serial in db.session.scalars(loaded).all()]
    return [one for one in found if one.place or one.steps]


def history_of(warehouse_id: int, serial: Serial) -> History:
    """The unit's way through the warehouse."""
    here = Order.warehouse_id == warehouse_id
    picks = select(PickSerial.pick_id).where(PickSerial.serial_id == serial.id)
    packs = select(PackSerial.pack_id).where(PackSerial.serial_id == serial.id)
    backs = select(PutBackSerial.put_back_id).where(PutBackSerial.serial_id == serial.id)
    parts = (
        *_in_the_house(warehouse_id, serial),
        picked(here, Pick.id.in_(picks)),
        packed(here, Pack.id.in_(packs)),
        left(here, Pack.id.in_(packs)),
        put_back(here, PutBack.id.in_(backs)),
        iter(_moved(warehouse_id, serial)),
    )
    place = serial.location if serial.location and serial.location.warehouse_id == warehouse_id else None
    return History(serial, place, [_one_unit(step) for step in in_order(*parts)])


def _in_the_house(warehouse_id: int, serial: Serial) -> tuple[Iterator[Step], ...]:
    """What is of no order, or came back of one: each confirmation noted the numbers itself."""
    receipts = select(ReceiptSerial.receipt_id).where(ReceiptSerial.serial_id == serial.id)
    stowed = select(PutAwaySerial.put_away_id).where(PutAwaySerial.serial_id == serial.id)
    refills = select(RefillSerial.move_id).where(RefillSerial.serial_id == serial.id)
    units = select(ReturnSerial.unit_id).where(ReturnSerial.serial_id == serial.id)
    delivered_here = Receipt.line.has(DeliveryLine.delivery.has(Delivery.warehouse_id == warehouse_id))
    return (
        received(Receipt.id.in_(receipts), delivered_here),
        put_away(PutAway.id.in_(stowed), PutAway.location.has(warehouse_id=warehouse_id)),
        refilled(RefillMove.id.in_(refills), RefillMove.source.has(warehouse_id=warehouse_id)),
        returned(ReturnUnit.id.in_(units), ReturnParcel.warehouse_id == warehouse_id),
    )


def _moved(warehouse_id: int, serial: Serial) -> list[Step]:
    """What a stock keeper did with it, and scrap that left."""
    wanted = (
        select(StockMovement, Lot.code, _FROM, _TO, Worker.name)
        .join(MovementSerial, MovementSerial.movement_id == StockMovement.id)
        .join(Lot, Lot.id == StockMovement.lot_id)
        .join(_OUT, (_OUT.movement_id == StockMovement.id) & (_OUT.quantity < 0))
        .join(_IN, (_IN.movement_id == StockMovement.id) & (_IN.quantity > 0))
        .join(_FROM, _FROM.id == _OUT.location_id)
        .join(_TO, _TO.id == _IN.location_id)
        .outerjoin(Worker, Worker.id == StockMovement.worker_id)
        .where(MovementSerial.serial_id == serial.id, _TO.warehouse_id == warehouse_id)
        .order_by(StockMovement.id)
    )
    return [
        Step(
            at=movement.at,
            what=movement.reason,
            order_id=None,
            order="",
            item_id=serial.item_id,
            sku=serial.item.sku,
            lot=lot,
            units=1,
            source=Spot(PLACE, source.address, source.id),
            destination=Spot(PLACE, destination.address, destination.id),
            worker=worker or "",
        )
        for movement, lot, source, destination, worker in db.session.execute(wanted)
    ]


def _one_unit(step: Step) -> Step:
    """A confirmation may be about several units; this history is about one of them."""
    return Step(**{**vars(step), "units": 1})
