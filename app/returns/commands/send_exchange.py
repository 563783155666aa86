"""An order that goes out for what came back: in exchange, or after a repair; through the usual checks."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import select

from app.cases.handling import close_case
from app.cases.listing import cases_about
from app.cases.models import Case
from app.cases.opening import add_note, open_once
from app.cases.words import REPAIR, SENT_AGAIN
from app.catalog.queries import items_by_code
from app.clock import now
from app.db import db, guarded_update
from app.operations import Actor, audit
from app.orders.arrivals import NewLine, NewOrder
from app.orders.arrive import arrive, desk_of
from app.orders.following import CUSTOMERS, number_after
from app.orders.models import Order
from app.returns.errors import CustomerForgotten, ItemUnknown, NothingToSettle
from app.returns.models import ReturnUnit, Rma
from app.returns.words import REPAIR as WISHED_REPAIR
from app.warehouse.models import Warehouse


def send_exchange(rma: Rma, units: Sequence[ReturnUnit], items: Mapping[int, str], actor: Actor) -> Order:
    """The same items, or those of `items` (the return's line → SKU); an order for each time that units are settled.

    Raises ItemUnknown, CustomerForgotten or, where one of them goes out already, NothingToSettle.
    """
    if rma.order.forgotten_at:
        raise CustomerForgotten(number=rma.order.number)
    lines = _lines(units, items)
    sent = _arrived(rma, lines, actor)
    for unit in units:
        if not guarded_update(unit, ReturnUnit.sent_with_id.is_(None), sent_with_id=sent.id):
            raise NothingToSettle(number=rma.number)
    audit(rma.order, "exchange opened", actor, {}, {"exchange": sent.number, "rma": rma.number})
    audit(sent, "goes in exchange", actor, {}, {"of": rma.order.number, "rma": rma.number})
    return sent


def send_repaired(rma: Rma, actor: Actor) -> dict[str, int]:
    """What was repaired goes back to the customer. Raises NothingToSettle where nothing was, and what send_exchange
    raises."""
    units = units_to_send_back(rma)
    if not units:
        raise NothingToSettle(number=rma.number)
    sent = send_exchange(rma, units, {}, actor)
    for case in _repairs(rma):
        close_case(case, SENT_AGAIN, actor)
    return {"rma_id": rma.id, "order_id": sent.id}


def units_to_send_back(rma: Rma) -> list[ReturnUnit]:
    """What is to be repaired, and has not gone back to the customer."""
    units = [unit for parcel in rma.parcels for unit in parcel.units]
    return [unit for unit in units if unit.follows == WISHED_REPAIR and unit.sent_with_id is None]


def ask_repair(rma: Rma, units: Sequence[ReturnUnit], actor: Actor) -> None:
    """Somebody sees to it until it is sent back: a case says what and until when."""
    open_once(rma.order, REPAIR, {"rma_id": rma.id}, actor)
    audit(rma.order, "repair asked", actor, {}, {"rma": rma.number})
    words = "\n".join(f"{rma.number}: {unit.quantity} × {unit.lot.item.sku}" for unit in units)
    for case in _repairs(rma):
        add_note(case, words[:900], actor)


def _repairs(rma: Rma) -> list[Case]:
    about = cases_about(Order.__tablename__, [rma.order_id])
    return [one for one in about if one.reason == REPAIR and one.closed_at is None]


def _lines(units: Sequence[ReturnUnit], items: Mapping[int, str]) -> list[NewLine]:
    wanted: dict[str, int] = {}
    for unit in units:
        sku = items.get(unit.line_id or 0, "").strip() or unit.lot.item.sku
        wanted[sku] = wanted.get(sku, 0) + unit.quantity
    unknown = sorted(wanted.keys() - items_by_code(wanted.keys()).keys())
    if unknown:
        raise ItemUnknown(skus=", ".join(unknown))
    return [NewLine(sku, quantity, sku, Decimal(0)) for sku, quantity in wanted.items()]


def _arrived(rma: Rma, lines: list[NewLine], actor: Actor) -> Order:
    """As any order arrives: its items found, its address checked, what is wrong held."""
    first, number = rma.order, number_after(rma.order, "X", 1)
    new = NewOrder(
        number=number,
        placed_at=now(),
        fingerprint=f"exchange {number}",
        lines=lines,
        **{name: getattr(first, name) for name in CUSTOMERS},
        amount=Decimal(0),  # it asks for no money: what it sends was paid with the first one
        document={"language": first.document["language"]} if "language" in first.document else {},
    )
    warehouse = db.session.get_one(Warehouse, rma.warehouse_id)
    arrive(desk_of(warehouse, first.channel, actor), [new])
    mine = (Order.channel_id == first.channel_id, Order.number == new.number)
    return db.session.scalars(select(Order).where(*mine)).one()
