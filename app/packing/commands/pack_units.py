"""Pack: units are scanned once more, and go from their tote into a carton."""

from app.clock import now
from app.db import guarded_update, insert_row, insert_rows
from app.events import record
from app.inventory.commands import move
from app.inventory.models import Serial
from app.operations import Actor, audit
from app.orders.models import Order, OrderLine
from app.packing.carton_errors import CartonNotOpen, CartonOfOther
from app.packing.commands.open_carton import carton_for
from app.packing.errors import OneTooMany
from app.packing.events import PackingChanged
from app.packing.holding import held_to_pack
from app.packing.models import OPEN, Carton, Pack, PackSerial
from app.packing.places import free_if_empty, packed_place, serials_in_tote
from app.packing.proposal import Proposal
from app.packing.queries import picks_to_pack
from app.packing.strangers import not_wanted
from app.packing.units import Share, of_item, of_lot, quantity_of, shares, with_serial
from app.picking.errors import SerialTaken
from app.picking.models import Pick
from app.scanning import read
from app.walks.scans import StopScan


def pack_units(
    order: Order, scan: StopScan, carton: Carton | None, actor: Actor, proposal: Proposal | None = None
) -> dict[str, int]:
    """Units of one item, lot and number go into the carton; without one into the order's open carton, or a new one.

    `proposal` is for a new one (`propose`, asked before). `scan.tote` says out of which tote, where that matters.
    Refusals name what was scanned and what is due.
    """
    order = held_to_pack(order.id)
    lying = [pick for pick in picks_to_pack(order) if _is_from(pick, scan)]
    scan = with_serial(scan, [serial for pick in lying for serial in serials_in_tote(pick)])
    picks = of_item(lying, scan)
    if not picks:
        raise not_wanted(order, lying, scan.item, actor.worker_id)
    picks = of_lot(picks, scan, order.number)
    units = quantity_of(picks[0], scan)
    left = sum(pick.in_tote for pick in picks)
    if not 0 < units <= left:
        raise OneTooMany(item=picks[0].line.lot.item.sku, order=order.number, left=left)
    into = _open(carton_for(order, carton, proposal, actor), order, actor)
    there = [(pick, pick.in_tote, serials_in_tote(pick)) for pick in picks]
    for share in shares(there, units, scan, order.number):
        _pack(share, into, actor)
    record(PackingChanged(order.warehouse_id, order.id))
    done = {"order_id": order.id, "carton_id": into.id, "item_id": picks[0].line.lot.item_id, "units": units}
    return done | {"line_id": picks[0].line.order_line_id}


def _is_from(pick: Pick, scan: StopScan) -> bool:
    return not scan.tote or read(scan.tote).text == pick.tote_use.tote.barcode


def _open(carton: Carton, order: Order, actor: Actor) -> Carton:
    """What is in it changes, so that nobody has verified it. Raises CartonOfOther or CartonNotOpen."""
    if carton.order_id != order.id:
        raise CartonOfOther(carton=carton.code, order=carton.order.number)
    changed = {"packed_by_id": actor.worker_id, "verified_at": None, "verified_by_id": None}
    if not guarded_update(carton, Carton.state == OPEN, **changed):
        raise CartonNotOpen(carton=carton.code)
    return carton


def _pack(share: Share, carton: Carton, actor: Actor) -> None:
    pick, units = share.pick, share.units
    line, tote = pick.line.order_line, pick.tote_use.tote
    there = Pick.undone_at.is_(None) & (Pick.in_tote >= units)
    if not guarded_update(pick, there, packed=Pick.packed + units):
        raise OneTooMany(item=pick.line.lot.item.sku, order=carton.order.number, left=pick.in_tote)
    guarded_update(line, OrderLine.packed + units <= OrderLine.picked, packed=OrderLine.packed + units)
    packed = packed_place(carton.warehouse_id)
    move(pick.line.lot, units, source=tote, destination=packed, reason="pack", actor=actor)
    pack_id = note_pack(carton, pick, units, actor)
    for serial in share.serials:
        if not guarded_update(serial, Serial.location_id == tote.id, location_id=packed.id):
            raise SerialTaken(serial=serial.code, address=packed.address)
    insert_rows(PackSerial, [{"pack_id": pack_id, "serial_id": serial.id} for serial in share.serials])
    after = {"sku": pick.line.lot.item.sku, "quantity": units, "tote": tote.address}
    audit(carton, "packed", actor, {}, after)
    free_if_empty(pick.tote_use, actor)


def note_pack(carton: Carton, pick: Pick, units: int, actor: Actor, verified: int = 0) -> int:
    """The fact that so many units of the pick lie in the carton; its id."""
    return insert_row(
        Pack,
        carton_id=carton.id,
        pick_id=pick.id,
        quantity=units,
        verified=verified,
        worker_id=actor.worker_id,
        operation_id=actor.operation_id,
        at=now(),
    )
