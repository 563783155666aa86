"""Looking up what lies where, and how it came there. Reads only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from app.catalog.models import Item
from app.catalog.queries import barcodes_of, items_by_code
from app.db import db
from app.inventory.models import Lot, Stock, StockLeg, StockMovement
from app.scanning import read
from app.warehouse.models import OUTSIDE, Location
from app.warehouse.queries import location_by_barcode
from app.workers.models import Worker

NEAR = 12
"""So many items are offered whose code begins like what was typed."""


@dataclass(frozen=True)
class Entry:
    """One movement of the ledger, as a person reads it."""

    at: datetime
    sku: str
    item_id: int
    lot: str
    quantity: int
    reason: str
    source: Location
    destination: Location
    worker: str


def looked_up(warehouse_id: int, text: str) -> Sequence[Location | Item]:
    """The locations and items with that label or barcode; if there is none, with that address or SKU."""
    code = read(text)
    location = location_by_barcode(warehouse_id, code.text)
    items = {barcode.item_id: barcode.item for barcode in barcodes_of(code)}
    if location or items:
        return [*([location] if location else []), *items.values()]
    at = _at_address(warehouse_id, code.text.upper())
    ids = items_by_code({code.text, code.text.upper()}).values()
    return [*([at] if at else []), *(db.session.get_one(Item, item_id) for item_id in sorted(set(ids)))]


def items_like(text: str) -> Sequence[Item]:
    """Items whose SKU begins with the text."""
    wanted = select(Item).where(Item.sku.istartswith(text, autoescape=True))
    return db.session.scalars(wanted.order_by(Item.sku).limit(NEAR)).all()


def stock_of_item(warehouse_id: int, item: Item) -> Sequence[Stock]:
    """What lies of the item in the building, by address and lot."""
    return _lying(select(Stock).where(Stock.item_id == item.id, Location.warehouse_id == warehouse_id))


def stock_at(location: Location) -> Sequence[Stock]:
    """What lies at the location, by item and lot."""
    return _lying(select(Stock).where(Stock.location_id == location.id))


def movements_of_item(warehouse_id: int, item: Item, until: datetime | None = None) -> Select[StockMovement]:
    """The ledger of an item in the warehouse up to a moment, the last movement first."""
    here = select(StockLeg.movement_id).join(Location, Location.id == StockLeg.location_id)
    mine = here.where(StockLeg.movement_id == StockMovement.id, Location.warehouse_id == warehouse_id)
    moved = select(StockMovement).where(StockMovement.item_id == item.id, mine.exists())
    return _last_first(moved, until)


def movements_at(location: Location, until: datetime | None = None) -> Select[StockMovement]:
    """The ledger of a location up to a moment, the last movement first."""
    mine = select(StockLeg.movement_id).where(StockLeg.location_id == location.id)
    return _last_first(select(StockMovement).where(StockMovement.id.in_(mine)), until)


def entries(movements: Sequence[StockMovement]) -> list[Entry]:
    """The movements in words: from where to where, of what, by whom."""
    ids = [movement.id for movement in movements]
    legs: defaultdict[int, list[tuple[int, Location]]] = defaultdict(list)
    both = select(StockLeg.movement_id, StockLeg.quantity, Location).join(Location, Location.id == StockLeg.location_id)
    for movement_id, quantity, location in db.session.execute(both.where(StockLeg.movement_id.in_(ids))):
        legs[movement_id].append((quantity, location))
    lots = {lot.id: lot for lot in _lots(movements)}
    names = _names(movements)
    return [
        Entry(
            at=movement.at,
            sku=lots[movement.lot_id].item.sku,
            item_id=movement.item_id,
            lot=lots[movement.lot_id].code,
            quantity=movement.quantity,
            reason=movement.reason,
            source=min(legs[movement.id], key=lambda leg: leg[0])[1],
            destination=max(legs[movement.id], key=lambda leg: leg[0])[1],
            worker=names.get(movement.worker_id or 0, ""),
        )
        for movement in movements
    ]


def _last_first(moved: Select[StockMovement], until: datetime | None) -> Select[StockMovement]:
    if until is not None:
        moved = moved.where(StockMovement.at <= until)
    return moved.order_by(StockMovement.at.desc(), StockMovement.id.desc())


def _at_address(warehouse_id: int, address: str) -> Location | None:
    wanted = select(Location).where(Location.warehouse_id == warehouse_id, Location.address == address)
    return db.session.scalars(wanted).first()


def _lying(wanted: Select[Stock]) -> Sequence[Stock]:
    """Balances that are not at nothing, in the building only."""
    present = wanted.join(Location, Location.id == Stock.location_id).where(
        Location.kind.not_in(OUTSIDE), or_(Stock.on_hand != 0, Stock.doubted_at.is_not(None))
    )
    loaded = present.options(joinedload(Stock.location), joinedload(Stock.item), joinedload(Stock.lot))
    return db.session.scalars(loaded.order_by(Location.address, Stock.id)).all()


def _lots(movements: Sequence[StockMovement]) -> Sequence[Lot]:
    wanted = select(Lot).where(Lot.id.in_({movement.lot_id for movement in movements}))
    return db.session.scalars(wanted.options(joinedload(Lot.item))).all()


def _names(movements: Sequence[StockMovement]) -> dict[int, str]:
    wanted = select(Worker.id, Worker.name).where(Worker.id.in_({movement.worker_id for movement in movements}))
    return dict(db.session.execute(wanted).all())
