"""How much of an item its forward bin should hold: said by hand, from a file, or as proposed."""

from sqlalchemy import select

from app.catalog.models import Item
from app.db import db, insert_new
from app.inventory.models import ForwardBin
from app.operations import Actor, audit, change
from app.replenishing.commands.watching import refill_if_low
from app.replenishing.errors import BoundsUnclear, NoSuchBin, NoSuchItem, NotForward
from app.warehouse.models import BIN, RESERVE, Location

MOST = 1_000_000


def set_bounds(location: Location, item: Item, minimum: int, maximum: int, actor: Actor) -> dict[str, int]:
    """Say, or say anew, what the bin should hold; it is refilled if that is more than there is.

    Raises NotForward or BoundsUnclear.
    """
    if location.kind != BIN or location.purpose == RESERVE:
        raise NotForward(address=location.address)
    if not (0 <= minimum <= maximum <= MOST and maximum > 0):
        raise BoundsUnclear
    values = {"minimum": minimum, "maximum": maximum}
    made = insert_new(
        ForwardBin, warehouse_id=location.warehouse_id, location_id=location.id, item_id=item.id, **values
    )
    mine = (ForwardBin.location_id == location.id, ForwardBin.item_id == item.id)
    rule = db.session.scalars(select(ForwardBin).where(*mine)).one()
    if made:
        audit(rule, "said", actor, {}, {"address": location.address, "sku": item.sku, **values})
    elif (rule.minimum, rule.maximum) != (minimum, maximum):
        change(rule, "said", actor, **values)
        db.session.flush()
    refill_if_low(rule, actor)
    return {"rule_id": rule.id}


def set_bounds_by_name(
    warehouse_id: int, address: str, sku: str, bounds: tuple[int, int], actor: Actor
) -> dict[str, int]:
    """The same by a bin's address and an item's SKU, as a person types them. Raises NoSuchBin or NoSuchItem."""
    here = (Location.warehouse_id == warehouse_id, Location.address == address.strip().upper(), Location.kind == BIN)
    location = db.session.scalars(select(Location).where(*here)).first()
    if location is None:
        raise NoSuchBin(address=address.strip())
    item = db.session.scalars(select(Item).where(Item.sku == sku.strip())).first()
    if item is None:
        raise NoSuchItem(sku=sku.strip())
    return set_bounds(location, item, *bounds, actor)


def drop_bounds(rule: ForwardBin, actor: Actor) -> dict[str, int]:
    """Nobody refills the bin by itself any more; what is on its way comes yet."""
    before = {"minimum": rule.minimum, "maximum": rule.maximum}
    audit(rule, "dropped", actor, {"address": rule.location.address, "sku": rule.item.sku, **before}, {})
    db.session.delete(rule)
    return {"rule_id": rule.id}
