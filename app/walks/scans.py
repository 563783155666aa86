"""What is scanned at a stop of any walk, and whether it is the bin and the item that are wanted."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.catalog.models import Item
from app.scanning import clean_number, named, read
from app.walks.scan_errors import (
    CountUnclear,
    ScanMissing,
    SerialIsItem,
    SerialsMissing,
    SerialTwice,
    WrongBin,
    WrongItem,
)
from app.warehouse.models import Location


@dataclass(frozen=True)
class StopScan:
    """What was scanned at the stop, as text; `quantity` in units (none: what one scan of the barcode stands for)."""

    bin: str = ""
    item: str = ""
    lot: str = ""
    tote: str = ""
    quantity: int | None = None
    serials: tuple[str, ...] = ()


def check_bin(wanted: Location, scanned: str) -> None:
    """The bin's label, or its check digits typed when the label is damaged. Raises ScanMissing or WrongBin."""
    if not scanned:
        raise ScanMissing(wanted=wanted.address)
    if read(scanned).text in (wanted.barcode, wanted.check_digits):
        return
    raise WrongBin(scanned=named(wanted.warehouse_id, scanned), wanted=wanted.address)


def units_of(item: Item, scan: StopScan, warehouse_id: int) -> int:
    """How many units one scan of the item's code stands for. Raises WrongItem or CountUnclear."""
    code = read(scan.item)
    barcode = next((one for one in item.barcodes if code.stands_for(one.code)), None)
    if barcode is None:
        raise WrongItem(scanned=named(warehouse_id, scan.item), wanted=item.sku)
    if code.units and barcode.quantity > 1 and not scan.quantity:
        raise CountUnclear(says=code.units, holds=barcode.quantity)
    return code.units or barcode.quantity * (code.count or 1)


def numbers_of(item: Item, scanned: Sequence[str], quantity: int) -> list[str]:
    """One serial number for each unit of an item that has them; raises as `read_numbers`, or SerialsMissing."""
    codes = read_numbers(item, scanned)
    if item.tracks_serial and len(codes) != quantity:
        raise SerialsMissing(given=len(codes), wanted=quantity)
    return codes


def read_numbers(item: Item, scanned: Sequence[str]) -> list[str]:
    """The serial numbers that were scanned, if the item has any.

    Raises NoCode, NoNumber, SerialTwice or SerialIsItem.
    """
    if not item.tracks_serial:
        return []
    codes = [clean_number(one) for one in scanned]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice:
        raise SerialTwice(serial=twice)
    if any(code == barcode.code for code in codes for barcode in item.barcodes):
        raise SerialIsItem(sku=item.sku)
    return codes
