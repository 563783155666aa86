"""What holds after each step, whoever did what: the rules of the books, and what they take for granted."""

from sqlalchemy import func, select

from app.catalog.models import Item
from app.db import db
from app.inventory.models import LotBlock, Stock, StockLeg, StockMovement
from app.orders.models import OrderLine
from app.receiving.models import DeliveryLine, Receipt
from app.returns.models import ReturnUnit
from app.warehouse.models import BIN, CUSTOMER, SUPPLIER, Location
from tests.floor import wrong_books


def broken(at_start: dict[str, int]) -> list[str]:
    """In words; `at_start` is what had come and gone before the first step."""
    found = wrong_books()
    found += _kept_outside_bins() + _more_came_back_than_left() + _picked_of_blocked_lots()
    if not found:
        now = came_and_went()
        if now != at_start:
            found.append(f"came and went {now}, at the start {at_start}")
    db.session.remove()
    return found


def came_and_went() -> dict[str, int]:
    """Units from suppliers and customers by the ledger, without those that receipts and gradings tell."""
    received = _sum(select(func.sum(Receipt.quantity)).where(Receipt.undone_at.is_(None)))
    counted = _sum(select(func.sum(DeliveryLine.received)))
    returned = _sum(select(func.sum(ReturnUnit.quantity)).where(ReturnUnit.undone_at.is_(None)))
    return {
        "from suppliers": _beyond(SUPPLIER) + received,
        "to customers": _beyond(CUSTOMER) + returned,
        "not on a delivery's lines": received - counted,
    }


def _beyond(kind: str) -> int:
    return _sum(
        select(func.sum(StockLeg.quantity))
        .join(Location, Location.id == StockLeg.location_id)
        .where(Location.kind == kind)
    )


def _sum(query: object) -> int:
    return int(db.session.scalar(query) or 0)  # type: ignore[call-overload]


def _kept_outside_bins() -> list[str]:
    """What comes in or comes back is nobody's before it lies in a bin."""
    kept = (
        select(Location.address, Item.sku, Stock.reserved)
        .join(Stock, Stock.location_id == Location.id)
        .join(Item, Item.id == Stock.item_id)
        .where(Stock.reserved > 0, Location.kind != BIN)
    )
    return [f"{units} of {sku} are kept at {address}" for address, sku, units in db.session.execute(kept)]


def _more_came_back_than_left() -> list[str]:
    lines = select(OrderLine.id, OrderLine.returned, OrderLine.shipped).where(OrderLine.returned > OrderLine.shipped)
    return [f"order line {row}" for row in db.session.execute(lines)]


def _picked_of_blocked_lots() -> list[str]:
    """From the moment of a block nothing of the lot goes onto a cart."""
    picked = (
        select(StockMovement.id, StockMovement.lot_id)
        .join(LotBlock, LotBlock.lot_id == StockMovement.lot_id)
        .where(StockMovement.reason == "pick", StockMovement.at > LotBlock.blocked_at)
        .where(LotBlock.lifted_at.is_(None) | (StockMovement.at < LotBlock.lifted_at))
    )
    return [f"movement {row} of a blocked lot" for row in db.session.execute(picked)]
