"""Administration of packing: the warehouse's cartons, the channels' checks, the cells of its put walls."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from app.db import db
from app.errors import DomainError, NotFound
from app.operations import Actor, perform
from app.orders.models import Channel
from app.orders.queries import channels_of
from app.packing.commands import (
    add_carton_type,
    add_check,
    build_wall,
    close_cell,
    end_carton_type,
    end_check,
    open_cell,
    remove_scale,
    set_scale,
    use_carton_type_again,
)
from app.packing.commands.checks import KINDS
from app.packing.keeping import kept_carton_types, kept_checks, kept_scales
from app.packing.models import CartonType, Check, Scale, WallCell
from app.packing.wall import wall_cells
from app.routes.asked import asked, moved
from app.routes.current import current, own
from app.routes.scales import shown_by
from app.routes.security import row_number
from app.warehouse.queries import warehouse_of
from app.workers.models import Device
from app.workers.queries import devices_in

bp = Blueprint("packing_admin", __name__, url_prefix="/admin/packing")


@bp.get("")
def index() -> str:
    here = current().warehouse_id
    return render_template(
        "admin/packing.html",
        types=kept_carton_types(here),
        checks=kept_checks(here),
        channels=channels_of(here),
        kinds=KINDS,
        cells=wall_cells(here),
        scales=kept_scales(here),
        devices=[device for device in devices_in(here) if not device.revoked_at],
    )


@bp.post("/carton-types")
def create_type() -> Response:
    given = request.form.to_dict()
    return _done(lambda actor: add_carton_type(warehouse_of(current().warehouse_id), given, actor))


@bp.post("/carton-types/<int:type_id>/ends")
def end_type(type_id: int) -> Response:
    return _done(lambda actor: end_carton_type(own(CartonType, type_id), actor))


@bp.post("/carton-types/<int:type_id>/uses")
def use_type(type_id: int) -> Response:
    return _done(lambda actor: use_carton_type_again(own(CartonType, type_id), actor))


@bp.post("/checks")
def create_check() -> Response:
    kind, words, barcode = (request.form.get(name, "") for name in ("kind", "words", "barcode"))
    channel_id = request.form.get("channel_id", 0, type=row_number)
    return _done(lambda actor: add_check(own(Channel, channel_id), kind, words, barcode, actor))


@bp.post("/checks/<int:check_id>/ends")
def end_one_check(check_id: int) -> Response:
    return _done(lambda actor: end_check(_check(check_id), actor))


@bp.post("/walls")
def create_wall() -> Response:
    name, cells = request.form.get("name", ""), request.form.get("cells", 0, type=int)
    return _done(lambda actor: build_wall(warehouse_of(current().warehouse_id), name, cells, actor))


@bp.post("/cells/<int:cell_id>/closings")
def close_one_cell(cell_id: int) -> Response:
    return _done(lambda actor: close_cell(own(WallCell, cell_id), actor))


@bp.post("/cells/<int:cell_id>/openings")
def open_one_cell(cell_id: int) -> Response:
    return _done(lambda actor: open_cell(own(WallCell, cell_id), actor))


@bp.post("/scales")
def create_scale() -> Response:
    """Of one device, or of all benches."""
    address, ask = (request.form.get(name, "") for name in ("address", "ask"))
    device_id = request.form.get("device_id", 0, type=row_number)

    def command(actor: Actor) -> None:
        set_scale(current().warehouse_id, own(Device, device_id) if device_id else None, address, ask, actor)

    return _done(command)


@bp.post("/scales/<int:scale_id>/ends")
def end_scale(scale_id: int) -> Response:
    return _done(lambda actor: remove_scale(own(Scale, scale_id), actor))


@bp.get("/scales/<int:scale_id>/reading")
def shown_reading(scale_id: int) -> str:
    """What it says now, as a part of the page."""
    scale = own(Scale, scale_id)
    try:
        return render_template("admin/_reading.html", weight=shown_by(scale))
    except DomainError as refusal:
        return render_template("components/_alert.html", message=str(refusal))


def _done(command: Callable[[Actor], Any]) -> Response:
    def without_rows(actor: Actor) -> None:
        command(actor)

    return moved(perform(asked(), without_rows), url_for("packing_admin.index"))


def _check(check_id: int) -> Check:
    """Raises NotFound, also for another warehouse's."""
    check = db.session.get(Check, check_id)
    if check is None or check.channel.warehouse_id != current().warehouse_id:
        raise NotFound
    return check
