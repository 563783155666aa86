"""Administration: a warehouse's name and clock, its settings, its cut-offs and holidays."""

from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from flask import Blueprint, Response, render_template, request, url_for

from app.operations import Actor, perform
from app.routes.asked import asked, moved
from app.routes.current import current, own
from app.warehouse.administration import (
    Place,
    add_cut_off,
    add_holiday,
    found_warehouse,
    remove_cut_off,
    remove_holiday,
    set_place,
    set_settings,
)
from app.warehouse.models import CutOff, Holiday, Warehouse
from app.warehouse.queries import cut_offs_of, holidays_of, warehouse_of
from app.warehouse.settings import CHOICES, CLOCKS, WarehouseSettings, settings_of
from app.warehouse.settings_words import MEANINGS
from app.workers.commands import give_roles
from app.workers.queries import worker_in

bp = Blueprint("settings", __name__, url_prefix="/admin/warehouse")


@bp.get("")
def index() -> str:
    warehouse = _warehouse()
    return render_template(
        "admin/warehouse.html",
        warehouse=warehouse,
        settings=settings_of(warehouse),
        defaults=WarehouseSettings(),
        meanings=MEANINGS,
        clocks=CLOCKS,
        choices={name: [(word, word) for word in words] for name, words in CHOICES.items()},
        time_zones=sorted(available_timezones()),
    )


@bp.post("")
def update_place() -> Response:
    name, zone, currency = (request.form.get(key, "") for key in ("name", "time_zone", "currency"))
    return _done(lambda actor: set_place(_warehouse(), name, zone, currency, actor))


@bp.post("/others")
def create_warehouse() -> Response:
    """Another warehouse, whose first admin is the one who opens it."""
    place = Place(*(request.form.get(name, "").strip() for name in ("code", "name", "time_zone", "currency")))

    def command(actor: Actor) -> dict[str, Any]:
        warehouse = found_warehouse(place, actor)
        admin = worker_in(current().warehouse_id, current().worker_id)
        give_roles(admin, warehouse.id, ["admin"], actor)
        return {"warehouse_id": warehouse.id}

    return moved(perform(asked(), command), url_for("session.warehouses"))


@bp.post("/settings")
def update_settings() -> Response:
    given = request.form.to_dict()
    return _done(lambda actor: set_settings(_warehouse(), given, actor))


@bp.get("/calendar")
def calendar() -> str:
    warehouse = _warehouse()
    return render_template(
        "admin/calendar.html",
        warehouse=warehouse,
        cut_offs=cut_offs_of(warehouse.id),
        holidays=holidays_of(warehouse.id),
    )


@bp.post("/cut-offs")
def create_cut_off() -> Response:
    weekday, at, carrier = (request.form.get(key, "") for key in ("weekday", "at", "carrier"))
    return _done(lambda actor: add_cut_off(_warehouse(), weekday, at, carrier, actor), "settings.calendar")


@bp.post("/cut-offs/<int:cut_off_id>/removals")
def remove_one_cut_off(cut_off_id: int) -> Response:
    return _done(lambda actor: remove_cut_off(own(CutOff, cut_off_id), actor), "settings.calendar")


@bp.post("/holidays")
def create_holiday() -> Response:
    day, name = request.form.get("day", ""), request.form.get("name", "")
    return _done(lambda actor: add_holiday(_warehouse(), day, name, actor), "settings.calendar")


@bp.post("/holidays/<int:holiday_id>/removals")
def remove_one_holiday(holiday_id: int) -> Response:
    return _done(lambda actor: remove_holiday(own(Holiday, holiday_id), actor), "settings.calendar")


def _done(command: Callable[[Actor], None], page: str = "settings.index") -> Response:
    return moved(perform(asked(), command), url_for(page))


def _warehouse() -> Warehouse:
    return warehouse_of(current().warehouse_id)
