"""Single-line orders are packed straight from the bulk tote: the item that is scanned says which order is next."""

from dataclasses import replace

from app.operations import Actor
from app.orders.models import Order
from app.packing.commands.pack_units import pack_units
from app.packing.commands.sort_units import bulk_tote, is_sortable
from app.packing.errors import NobodyWantsIt
from app.packing.places import serials_in_tote
from app.packing.proposal import Proposal
from app.packing.queries import picks_in
from app.packing.units import of_item, with_serial
from app.scanning import named
from app.walks.scans import StopScan


def pack_next(warehouse_id: int, scan: StopScan, actor: Actor, proposal: Proposal | None = None) -> dict[str, int]:
    """The unit goes into a carton of the order that wants it (`next_order`); its id is in the answer."""
    order = next_order(warehouse_id, scan)
    return pack_units(order, scan, None, actor, proposal)


def next_order(warehouse_id: int, scan: StopScan) -> Order:
    """Of the orders of one line in the tote `scan.tote`: one begun before, else the one that is due first.

    Raises NothingToPack, NotSortable or NobodyWantsIt.
    """
    use = bulk_tote(warehouse_id, scan.tote)
    lying = [pick for pick in picks_in(use) if is_single(pick.line.order_line.order)]
    meant = with_serial(scan, [serial for pick in lying for serial in serials_in_tote(pick)])
    picks = of_item(lying, replace(meant, tote=""))
    if meant.serials:
        picks = [pick for pick in picks if any(one.code in meant.serials for one in serials_in_tote(pick))]
    if not picks:
        raise NobodyWantsIt(scanned=named(warehouse_id, scan.item), tote=use.tote.address)
    lines = {pick.line.order_line for pick in picks}
    line = min(lines, key=lambda one: (not one.packed, str(one.order.ship_by or "~"), one.order_id))
    return line.order


def is_single(order: Order) -> bool:
    """One line of it was picked, and it may be packed."""
    return is_sortable(order) and sum(bool(line.picked) for line in order.lines) == 1
