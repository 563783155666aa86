"""Somebody at the desk wants a bin refilled now."""

from app.inventory.coming import coming_to
from app.inventory.models import ForwardBin
from app.operations import Actor
from app.replenishing.commands.raising import Cause, alone_with, bring, lacking
from app.replenishing.errors import ComesAlready, IsFull, NothingInReserve
from app.replenishing.models import ASKED


def ask_for_refill(rule: ForwardBin, actor: Actor) -> dict[str, int]:
    """Fill the bin up to its maximum. Raises ComesAlready, IsFull or NothingInReserve."""
    alone_with(rule.warehouse_id, rule.item_id)
    wanted = lacking(rule.location_id, rule.item_id)
    if not wanted:
        underway = coming_to(rule.location_id, rule.item_id)
        address, sku = rule.location.address, rule.item.sku
        raise ComesAlready(units=underway, sku=sku, address=address) if underway else IsFull(address=address, sku=sku)
    units = bring(rule.location, rule.item, wanted, Cause(ASKED), actor)
    if not units:
        raise NothingInReserve(sku=rule.item.sku)
    return {"rule_id": rule.id, "units": units}
