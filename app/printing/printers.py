"""Printers: add one, change it, take it out of use, choose it for a device."""

import re
from dataclasses import asdict, dataclass

from sqlalchemy import delete, select

from app.clock import now
from app.db import db, insert_row
from app.operations import Actor, audit, change
from app.printing.errors import PrinterNotUnderstood, PrinterUnknown
from app.printing.models import NETWORK, STATION, DevicePrinter, Printer
from app.printing.sizes import LABELS, SIZES

HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.\-]{0,118}[A-Za-z0-9])?|\[?[0-9A-Fa-f:]{2,45}\]?")
PORT = 9100
"""Where label printers listen."""


@dataclass(frozen=True)
class PrinterSettings:
    """As an admin gives them. Raises PrinterNotUnderstood."""

    name: str
    kind: str
    paper: str
    host: str = ""
    port: int | None = None
    dots_per_mm: int = 8

    def __post_init__(self) -> None:
        is_named = 0 < len(self.name) <= 40 and self.name.isprintable() and self.paper in SIZES
        if not is_named or self.kind not in (NETWORK, STATION) or self.dots_per_mm not in (6, 8, 12, 24):
            raise PrinterNotUnderstood
        if self.kind == NETWORK and not (
            HOST.fullmatch(self.host) and 0 < (self.port or 0) < 65536 and self.paper in LABELS
        ):
            raise PrinterNotUnderstood


def add_printer(warehouse_id: int, settings: PrinterSettings, actor: Actor) -> dict[str, int]:
    """Raises PrinterNotUnderstood for a name that another printer has."""
    _refuse_twice(warehouse_id, settings.name, 0)
    printer = Printer(warehouse_id=warehouse_id, **asdict(settings))
    db.session.add(printer)
    audit(printer, "printer added", actor, {}, asdict(settings))
    return {"printer_id": printer.id}


def change_printer(printer: Printer, settings: PrinterSettings, actor: Actor) -> dict[str, int]:
    _refuse_twice(printer.warehouse_id, settings.name, printer.id)
    change(printer, "printer changed", actor, **asdict(settings))
    return {"printer_id": printer.id}


def end_printer(printer: Printer, actor: Actor) -> dict[str, int]:
    """Nothing more is printed there; what waits for it waits for a person. Its name may be given again."""
    if printer.ended_at is None:
        change(printer, "printer ended", actor, ended_at=now(), name=f"{printer.name[:28]} ({printer.id})")
        db.session.execute(delete(DevicePrinter).where(DevicePrinter.printer_id == printer.id))
    return {"printer_id": printer.id}


def choose_printer(device_id: int, warehouse_id: int, size: str, printer_id: int | None, actor: Actor) -> None:
    """From now on the device prints that size there; none: it asks, or downloads. Raises PrinterUnknown."""
    printer = db.session.get(Printer, printer_id) if printer_id else None
    if printer_id and (
        printer is None or printer.warehouse_id != warehouse_id or printer.ended_at or printer.paper != size
    ):
        raise PrinterUnknown
    mine = (DevicePrinter.device_id == device_id, DevicePrinter.size == size)
    before = db.session.scalar(select(DevicePrinter.printer_id).where(*mine))
    if before == printer_id:
        return
    db.session.execute(delete(DevicePrinter).where(*mine))
    if printer:
        insert_row(DevicePrinter, device_id=device_id, size=size, printer_id=printer.id)
        audit(printer, "printer chosen", actor, {"device": device_id, "before": before}, {"size": size})


def _refuse_twice(warehouse_id: int, name: str, but: int) -> None:
    same = select(Printer.id).where(Printer.warehouse_id == warehouse_id, Printer.name == name, Printer.id != but)
    if db.session.scalar(same):
        raise PrinterNotUnderstood
