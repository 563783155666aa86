"""What a code is, for a handheld that does not know it."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.routes.current import current, device, signed_in
from app.scanning import NoCode, UnknownCode, meanings_of
from app.warehouse.queries import warehouse_of
from app.warehouse.settings import WarehouseSettings, settings_of

bp = Blueprint("scanning", __name__)


@bp.get("/scanning/meanings")
def meanings() -> ResponseReturnValue:
    """All that the code stands for; with several the handheld asks which one is meant."""
    try:
        found = meanings_of(current().warehouse_id, request.args.get("code", ""))
    except (NoCode, UnknownCode) as unknown:
        return {"meanings": [], "message": str(unknown)}, 404
    return {"meanings": [{"kind": one.kind, "name": one.name} for one in found]}


def scan_settle_ms() -> int:
    """How long the warehouse's scanners may pause within one code; for the pages of a handheld."""
    here = signed_in() or device()
    settings = settings_of(warehouse_of(here.warehouse_id)) if here else WarehouseSettings()
    return settings.scan_settle_ms
