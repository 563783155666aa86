"""Take units out of a carton again: the last ones, or those that are scanned; they lie in their tote or cell again."""

from collections.abc import Sequence

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import move
from app.inventory.models import Serial
from app.operations import Actor, audit
from app.orders.models import Order, OrderLine
from app.packing.carton_errors import CartonNotOpen
from app.packing.commands.pack_units import note_pack
from app.packing.errors import MoreThanPacked, NoMoreToUndo, NotInCarton
from app.packing.events import PackingChanged
from app.packing.holding import held
from app.packing.models import OPEN, Carton, Pack, PackSerial
from app.packing.places import packed_place
from app.packing.queries import packs_of
from app.packing.totes import Into, own_tote
from app.packing.units import Share, of_item, of_lot, quantity_of, said_serials, with_serial
from app.picking.commands.serials import read_serials
from app.picking.models import Pick
from app.scanning import named, shown
from app.walks.scans import StopScan


def undo_last(order: Order, actor: Actor, meant: str = "") -> dict[str, int]:
    """What one operation packed last of the order lies where it was before.

    Raises NoMoreToUndo, also where another operation than the one that was `meant` packed last; CartonNotOpen.
    """
    order = held(order.id)
    last = _last(order)
    if not last or meant not in ("", last[0].operation_id):
        raise NoMoreToUndo(order=order.number)
    for pack in last:
        check_open(pack.carton)
        take_out(pack, pack.quantity, pack.serials, own_tote(pack.pick, actor), actor)
    record(PackingChanged(order.warehouse_id, order.id))
    return {"order_id": order.id, "carton_id": last[0].carton_id}


def unpack_units(carton: Carton, scan: StopScan, actor: Actor) -> dict[str, int]:
    """Scanned units leave an open carton. Raises CartonNotOpen, NotInCarton, MoreThanPacked, and as packing does."""
    order = held(carton.order_id)
    check_open(carton)
    packs = packs_of(carton)
    chosen = packs_meant(carton, packs, scan)
    for pack, share in chosen:
        take_out(pack, share.units, share.serials, own_tote(pack.pick, actor), actor)
    record(PackingChanged(order.warehouse_id, order.id))
    return {"order_id": order.id, "carton_id": carton.id, "units": sum(share.units for _, share in chosen)}


def packs_meant(
    carton: Carton, packs: Sequence[Pack], scan: StopScan, is_anew: bool = False
) -> list[tuple[Pack, Share]]:
    """Which of what lies in the carton was scanned, the last packed first; `is_anew`: of what was not verified yet.

    Raises NotInCarton or MoreThanPacked.
    """
    scan = with_serial(scan, [serial for pack in packs for serial in pack.serials])
    by_pick = {pack.pick_id: pack.pick for pack in packs}
    picks = of_item(list(by_pick.values()), scan)
    if not picks:
        raise NotInCarton(scanned=named(carton.warehouse_id, scan.item), carton=carton.code)
    picks = of_lot(picks, scan, carton.order.number)
    units = quantity_of(picks[0], scan)
    meant = [pack for pack in packs if pack.pick in picks]
    rooms = {pack.id: pack.quantity - (pack.verified if is_anew else 0) for pack in meant}
    if not 0 < units <= sum(rooms.values()):
        raise MoreThanPacked(item=picks[0].line.lot.item.sku, carton=carton.code)
    codes = read_serials(picks[0].line, scan.serials or said_serials(scan), units)
    known = {serial.code for pack in meant for serial in pack.serials}
    strange = next((code for code in codes if code not in known), None)
    if strange:
        raise NotInCarton(scanned=shown(strange), carton=carton.code)
    return _in_turn(meant, rooms, units, codes)


def _in_turn(
    packs: Sequence[Pack], rooms: dict[int, int], units: int, codes: Sequence[str]
) -> list[tuple[Pack, Share]]:
    """A unit with a number is a pack of its own."""
    chosen = []
    for pack in packs:
        mine = [serial for serial in pack.serials if serial.code in codes]
        count = min(len(mine) if codes else units, rooms[pack.id])
        if count:
            chosen.append((pack, Share(pack.pick, count, mine)))
            units -= count
    return chosen


def check_open(carton: Carton) -> None:
    """Raises CartonNotOpen; what is in it changes, so that nobody has verified it."""
    if not guarded_update(carton, Carton.state == OPEN, verified_at=None, verified_by_id=None):
        raise CartonNotOpen(carton=carton.code)


def take_out(pack: Pack, units: int, serials: Sequence[Serial], into: Into, actor: Actor) -> None:
    """So many units of the pack lie in a tote of the order; what is left of it is a pack of its own."""
    if not guarded_update(pack, Pack.undone_at.is_(None), undone_at=now()):
        raise NoMoreToUndo(order=pack.carton.order.number)
    rest = pack.quantity - units
    if rest:
        left = note_pack(pack.carton, pack.pick, rest, actor, verified=min(pack.verified, rest))
        staying = [serial for serial in pack.serials if serial not in serials]
        db.session.add_all(PackSerial(pack_id=left, serial_id=serial.id) for serial in staying)
    pick, lot = pack.pick, pack.pick.line.lot
    packed = packed_place(pack.carton.warehouse_id)
    guarded_update(pick, Pick.packed >= units, packed=Pick.packed - units)
    guarded_update(pick.line.order_line, OrderLine.packed >= units, packed=OrderLine.packed - units)
    move(lot, units, source=packed, destination=into.use.tote, reason="unpack", actor=actor)
    for serial in serials:
        guarded_update(serial, Serial.location_id == packed.id, location_id=into.use.tote_id)
    into.note(pick, units, serials, actor)
    after = {"sku": lot.item.sku, "quantity": units, "tote": into.use.tote.address}
    audit(pack.carton, "taken out", actor, {}, after)


def _last(order: Order) -> list[Pack]:
    """What one operation packed."""
    mine = select(Pack).join(Carton, Carton.id == Pack.carton_id).where(Carton.order_id == order.id)
    standing = mine.where(Pack.undone_at.is_(None)).order_by(Pack.id.desc())
    last = db.session.scalars(standing.limit(1)).first()
    if last is None:
        return []
    return list(db.session.scalars(standing.where(Pack.operation_id == last.operation_id)))
