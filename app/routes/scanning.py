"""What a code is, for a handheld that does not know it."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.routes.current import current, device, signed_in
from app.scanning import NoCode, UnknownCode, meanings_of
from app.warehouse.queries import warehouse_of
from app.warehouse.settings import WarehouseSettings, settings_of
from app.workers.scanners import Scanner, scanner_of

bp = Blueprint("scanning", __name__)


@bp.get("/scanning/meanings")
def meanings() -> ResponseReturnValue:
    """All that the code stands for; with several the handheld asks which one is meant."""
    try:
        found = meanings_of(current().warehouse_id, request.args.get("code", ""))
    except (NoCode, UnknownCode) as unknown:
        return {"meanings": [], "message": str(unknown)}, 404
    return {"meanings": [{"kind": one.kind, "name": one.name} for one in found]}


def scanner_data() -> Markup:
    """Attributes of a handheld page's body: what this device's scanner is set to."""
    here = device()
    scanner = scanner_of(here) if here else Scanner()
    said = Markup('data-terminator="{}" data-settle="{}" data-prefix="{}" data-suffix="{}" data-separator="{}"')
    settle = scanner.settle_ms or _settle_of_warehouse()
    return said.format(scanner.terminator, settle, scanner.prefix, scanner.suffix, scanner.separator)


def _settle_of_warehouse() -> int:
    here = signed_in() or device()
    settings = settings_of(warehouse_of(here.warehouse_id)) if here else WarehouseSettings()
    return settings.scan_settle_ms
