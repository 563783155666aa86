"""What went out with an order, and what of it came back: by line, by lot, by number."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.catalog.models import Item
from app.db import db
from app.inventory.models import Lot, Serial
from app.orders.models import Order, OrderLine
from app.packing.models import SHIPPED, Carton, Pack, PackSerial
from app.picking.models import Pick, PickLine
from app.returns.models import ReturnUnit, RmaLine


@dataclass(frozen=True)
class SentLot:
    """`serials` are the numbers of its units, those that came back too."""

    lot: Lot
    units: int
    returned: int
    serials: tuple[Serial, ...]

    @property
    def left(self) -> int:
        return self.units - self.returned


@dataclass(frozen=True)
class SentLine:
    """An order's line of which something has left. What history sent has no lots: nobody knows which they were."""

    line: OrderLine
    item: Item
    lots: tuple[SentLot, ...]

    @property
    def left(self) -> int:
        """What may come back yet."""
        return self.line.shipped - self.line.returned

    @property
    def is_known(self) -> bool:
        """Whether it is known which units they were."""
        return sum(one.units for one in self.lots) >= self.line.shipped


def sent_lines(order: Order) -> list[SentLine]:
    """The lines of which something has left, in the order's own order."""
    lines = [line for line in order.lines if line.shipped and line.item is not None]
    packs = _packs(order)
    back = _returned([line.id for line in lines])
    numbers = _serials_of(order)
    return [
        SentLine(
            line,
            line.item,
            tuple(
                SentLot(lot, units, back[line.id, lot.id], tuple(numbers.get((line.id, lot.id), ())))
                for lot, units in sorted(packs.get(line.id, {}).items(), key=lambda one: one[0].id)
            ),
        )
        for line in lines
        if line.item is not None
    ]


def sent_in(carton: Carton) -> Counter[int]:
    """Units by order line of what left in that carton."""
    wanted = (
        select(PickLine.order_line_id, Pack.quantity)
        .join(Pick, Pick.id == Pack.pick_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .where(Pack.carton_id == carton.id, Pack.undone_at.is_(None))
    )
    found: Counter[int] = Counter()
    for line_id, units in db.session.execute(wanted):
        found[line_id] += units
    return found


def order_of_serial(serial: Serial, warehouse_id: int) -> Order | None:
    """With which order the unit left last."""
    wanted = (
        select(Carton)
        .join(Pack, Pack.carton_id == Carton.id)
        .join(PackSerial, PackSerial.pack_id == Pack.id)
        .where(PackSerial.serial_id == serial.id, Pack.undone_at.is_(None))
        .where(Carton.warehouse_id == warehouse_id, Carton.state == SHIPPED)
        .order_by(Pack.id.desc())
    )
    carton = db.session.scalars(wanted.limit(1)).first()
    return carton.order if carton else None


def _packs(order: Order) -> dict[int, Counter[Lot]]:
    wanted = (
        select(PickLine.order_line_id, Lot, Pack.quantity)
        .select_from(Pack)
        .join(Carton, Carton.id == Pack.carton_id)
        .join(Pick, Pick.id == Pack.pick_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(Lot, Lot.id == PickLine.lot_id)
        .where(Carton.order_id == order.id, Carton.state == SHIPPED, Pack.undone_at.is_(None))
        .options(joinedload(Lot.item))
    )
    found: defaultdict[int, Counter[Lot]] = defaultdict(Counter)
    for line_id, lot, units in db.session.execute(wanted):
        found[line_id][lot] += units
    return found


def _returned(line_ids: Sequence[int]) -> Counter[tuple[int, int]]:
    """Units that came back, by order line and lot."""
    wanted = (
        select(RmaLine.order_line_id, ReturnUnit.lot_id, ReturnUnit.quantity)
        .join(RmaLine, RmaLine.id == ReturnUnit.line_id)
        .where(RmaLine.order_line_id.in_(line_ids), ReturnUnit.undone_at.is_(None))
    )
    found: Counter[tuple[int, int]] = Counter()
    for line_id, lot_id, units in db.session.execute(wanted):
        found[line_id, lot_id] += units
    return found


def _serials_of(order: Order) -> dict[tuple[int, int], list[Serial]]:
    wanted = (
        select(PickLine.order_line_id, PickLine.lot_id, Serial)
        .select_from(PackSerial)
        .join(Serial, Serial.id == PackSerial.serial_id)
        .join(Pack, Pack.id == PackSerial.pack_id)
        .join(Carton, Carton.id == Pack.carton_id)
        .join(Pick, Pick.id == Pack.pick_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .where(Carton.order_id == order.id, Carton.state == SHIPPED, Pack.undone_at.is_(None))
        .order_by(Serial.id)
    )
    found: dict[tuple[int, int], list[Serial]] = {}
    for line_id, lot_id, serial in db.session.execute(wanted):
        found.setdefault((line_id, lot_id), []).append(serial)
    return found
