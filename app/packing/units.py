"""Which units a packer means by a scan: of an item, a lot, serial numbers, and how many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.catalog.models import Item
from app.inventory.models import Lot, Serial
from app.packing.errors import CountEach, LotNotPicked, LotUnclear, SerialNotHere
from app.picking.commands.serials import read_serials
from app.picking.models import Pick
from app.scanning import Code, read, shown
from app.walks.scan_errors import ScanMissing
from app.walks.scans import StopScan, units_of
from app.warehouse.settings import settings_of


@dataclass(frozen=True)
class Share:
    """So many units of a pick; a unit with a number is one of its own."""

    pick: Pick
    units: int
    serials: Sequence[Serial] = ()


def stands_for(code: Code, item: Item) -> bool:
    """Whether the code is one of the item's."""
    return any(code.stands_for(barcode.code) for barcode in item.barcodes)


def with_serial(scan: StopScan, serials: Iterable[Serial]) -> StopScan:
    """A unit's own number, scanned alone, says its item too."""
    code = read(scan.item)
    unit = next((one for one in serials if one.code in (code.text, code.serial)), None)
    if unit is None or scan.serials:
        return scan
    return StopScan(item=unit.item.barcodes[0].code, tote=scan.tote, quantity=1, serials=(unit.code,))


def of_item(picks: Sequence[Pick], scan: StopScan) -> list[Pick]:
    """The picks whose item was scanned. Raises ScanMissing."""
    if not scan.item:
        raise ScanMissing(wanted=picks[0].line.lot.item.sku if picks else "")
    code = read(scan.item)
    return [pick for pick in picks if stands_for(code, pick.line.lot.item)]


def of_lot(picks: Sequence[Pick], scan: StopScan, order_number: str) -> list[Pick]:
    """Those of the lot that was scanned; without a lot they are all of one. Raises LotUnclear or LotNotPicked."""
    lots: dict[int, Lot] = {pick.line.lot_id: pick.line.lot for pick in picks}
    item = picks[0].line.lot.item
    said = scan.lot or read(scan.item).lot
    if not item.tracks_lot or (not said and len(lots) == 1):
        return list(picks)
    if not said:
        raise LotUnclear(item=item.sku)
    code = read(said)
    found = [pick for pick in picks if pick.line.lot.code in (code.text, code.lot)]
    if not found:
        wanted = ", ".join(sorted(lot.code for lot in lots.values()))
        raise LotNotPicked(scanned=shown(code.lot or code.text), wanted=wanted, order=order_number)
    return found


def quantity_of(pick: Pick, scan: StopScan) -> int:
    """How many units are meant. Raises CountEach where each unit has to be scanned."""
    task = pick.line.task
    per_scan = units_of(pick.line.lot.item, scan, task.warehouse_id)
    if scan.quantity and scan.quantity > per_scan and settings_of(task.warehouse).pack_each:
        raise CountEach
    return scan.quantity or per_scan


def shares(
    lying: Sequence[tuple[Pick, int, Sequence[Serial]]], quantity: int, scan: StopScan, order_number: str
) -> list[Share]:
    """The picks share the units, in their order; a number says itself which pick took its unit.

    `lying` are picks with how many of their units lie there, and with which numbers. Raises SerialNotHere.
    """
    line = lying[0][0].line
    codes = read_serials(line, scan.serials or said_serials(scan), quantity)
    if not codes:
        return _in_turn(lying, quantity)
    there = {serial.code: (pick, serial) for pick, _, serials in lying for serial in serials}
    strange = next((code for code in codes if code not in there), None)
    if strange:
        raise SerialNotHere(serial=shown(strange), order=order_number)
    return [Share(there[code][0], 1, [there[code][1]]) for code in codes]


def said_serials(scan: StopScan) -> tuple[str, ...]:
    """The serial number that the item's own code carries."""
    serial = read(scan.item).serial
    return (serial,) if serial else ()


def _in_turn(lying: Sequence[tuple[Pick, int, Sequence[Serial]]], quantity: int) -> list[Share]:
    taken = []
    for pick, units, _ in lying:
        share = min(units, quantity)
        if share:
            taken.append(Share(pick, share))
            quantity -= share
    return taken
