"""Administration: who changed what, on which device, when, and what it was before."""

from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request

from app.operations.queries import PAGE, AuditFilter, audit_page, entities
from app.routes.current import current
from app.warehouse.queries import warehouse_of
from app.workers.queries import devices_in, workers_in

bp = Blueprint("audit", __name__, url_prefix="/admin/audit")
YEARS = range(2000, 2100)


@bp.get("")
def index() -> str:
    here, wanted = warehouse_of(current().warehouse_id), _wanted()
    rows = audit_page(here.id, wanted, ZoneInfo(here.time_zone), _number("before"))
    workers, devices = workers_in(here.id), devices_in(here.id)
    return render_template(
        "admin/audit.html",
        rows=rows[:PAGE],
        older=rows[PAGE - 1].id if len(rows) > PAGE else None,
        wanted=wanted,
        workers=workers,
        names={worker.id: worker.name for worker in workers},
        device_names={device.id: device.name for device in devices},
        entities=entities(),
    )


def _wanted() -> AuditFilter:
    return AuditFilter(_number("worker"), request.args.get("entity") or None, _number("entity_id"), _day())


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _day() -> date | None:
    try:
        day = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None
    return day if day.year in YEARS else None
