"""Reads about deliveries, what is on its way, and plates."""

from collections.abc import Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.attachments.models import Attachment
from app.attachments.queries import attachments_of
from app.catalog.models import Item
from app.db import db
from app.errors import NotFound
from app.inventory.models import Lot, Stock
from app.receiving.models import OPEN_STATES, Delivery, DeliveryLine, Plate, Receipt, StrangeGoods
from app.scanning import Code, Meaning
from app.warehouse.models import PLATE, Location

SHOWN_PLATES = 200
"""Empty plates that a handheld knows ahead; more are rarely printed."""


def on_order(warehouse_id: int) -> Select[int, int]:
    """Units announced and not yet received (`units`), by item."""
    return (
        select(DeliveryLine.item_id, func.sum(DeliveryLine.announced - DeliveryLine.received).label("units"))
        .join(Delivery, Delivery.id == DeliveryLine.delivery_id)
        .where(
            Delivery.warehouse_id == warehouse_id,
            Delivery.state.in_(OPEN_STATES),
            DeliveryLine.announced > DeliveryLine.received,
        )
        .group_by(DeliveryLine.item_id)
    )


def units_to_come(warehouse_id: int) -> int:
    """Of all items."""
    return sum(units for _, units in db.session.execute(on_order(warehouse_id)))


def deliveries(warehouse_id: int) -> Select[Delivery]:
    """All of them, those still to come first, by the day."""
    mine = select(Delivery).where(Delivery.warehouse_id == warehouse_id)
    return mine.order_by(
        Delivery.closed_at.is_not(None), Delivery.expected_on.asc().nulls_last(), Delivery.id.desc()
    ).options(selectinload(Delivery.lines), selectinload(Delivery.strange))


def open_deliveries(warehouse_id: int) -> Sequence[Delivery]:
    """What may be received now: what was begun first, then by the day."""
    mine = select(Delivery).where(Delivery.warehouse_id == warehouse_id, Delivery.state.in_(OPEN_STATES))
    ordered = mine.order_by(Delivery.begun_at.is_(None), Delivery.expected_on.asc().nulls_last(), Delivery.id)
    return db.session.scalars(ordered.options(selectinload(Delivery.lines))).all()


def delivery_by_code(warehouse_id: int, code: str) -> Delivery | None:
    """The open delivery with that number of ours, else the one with that number of its vendor's."""
    mine = select(Delivery).where(Delivery.warehouse_id == warehouse_id, Delivery.state.in_(OPEN_STATES))
    by = mine.where(or_(Delivery.number == code.upper(), Delivery.vendor_number == code))
    found = db.session.scalars(by.order_by(Delivery.number != code.upper(), Delivery.id)).first()
    return found if code else None


def delivery_meanings(warehouse_id: int, code: Code) -> list[Meaning]:
    """Resolver for the numbers of deliveries."""
    mine = select(Delivery).where(Delivery.warehouse_id == warehouse_id, Delivery.number == code.text)
    found = db.session.scalars(mine).first()
    return [Meaning("delivery", found.id, found.number)] if found else []


def plate_meanings(warehouse_id: int, code: Code) -> list[Meaning]:
    """Resolver for plates whose label was read as a GS1 code; the plain one is a location's."""
    place = place_of_code(warehouse_id, code) if code.sscc and code.sscc != code.text else None
    return [Meaning(place.kind, place.id, place.address)] if place else []


def place_of_code(warehouse_id: int, code: Code) -> Location | None:
    """The dock or plate with that label."""
    mine = select(Location).where(Location.warehouse_id == warehouse_id)
    return db.session.scalars(mine.where(Location.barcode.in_({code.text, code.sscc} - {""}))).first()


def photographs_of(delivery: Delivery) -> dict[int, list[Attachment]]:
    """What the goods that nobody knows look like, by their ids."""
    found: dict[int, list[Attachment]] = {}
    for one in attachments_of(StrangeGoods.__tablename__, [kept.id for kept in delivery.strange]):
        found.setdefault(one.entity_id, []).append(one)
    return found


def lines_of(delivery: Delivery) -> Sequence[DeliveryLine]:
    """With their items and codes, as announced; what came besides is last."""
    mine = select(DeliveryLine).where(DeliveryLine.delivery_id == delivery.id)
    loaded = mine.options(joinedload(DeliveryLine.item).selectinload(Item.barcodes))
    return db.session.scalars(loaded.order_by(DeliveryLine.position, DeliveryLine.id)).all()


def receipts_of(delivery: Delivery) -> Sequence[Receipt]:
    """What was received of it and not undone, the newest first."""
    mine = (
        select(Receipt)
        .join(DeliveryLine, DeliveryLine.id == Receipt.line_id)
        .where(DeliveryLine.delivery_id == delivery.id, Receipt.undone_at.is_(None))
    )
    loaded = mine.options(
        joinedload(Receipt.lot).joinedload(Lot.item),
        joinedload(Receipt.location),
        joinedload(Receipt.worker),
        selectinload(Receipt.serials),
    )
    return db.session.scalars(loaded.order_by(Receipt.id.desc())).all()


def plates_for(delivery: Delivery) -> Sequence[Plate]:
    """Its plates that are not finished; then empty ones that were printed ahead."""
    mine = select(Plate).where(
        Plate.warehouse_id == delivery.warehouse_id,
        Plate.finished_at.is_(None),
        or_(Plate.delivery_id == delivery.id, Plate.delivery_id.is_(None)),
    )
    ordered = mine.order_by(Plate.delivery_id.is_(None), Plate.id).limit(SHOWN_PLATES)
    return db.session.scalars(ordered.options(joinedload(Plate.location))).all()


def units_on(location_id: int) -> int:
    return db.session.scalar(select(func.sum(Stock.on_hand)).where(Stock.location_id == location_id)) or 0


def plate_at(location: Location) -> Plate | None:
    if location.purpose != PLATE:
        return None
    return db.session.scalars(select(Plate).where(Plate.location_id == location.id)).first()


def plate_in(warehouse_id: int, plate_id: int) -> Plate:
    """The warehouse's plate. Raises NotFound."""
    plate = db.session.get(Plate, plate_id)
    if plate is None or plate.warehouse_id != warehouse_id:
        raise NotFound
    return plate
