"""From an empty database to a warehouse with its first admin, and on from there."""

from zoneinfo import available_timezones

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from app.catalog.importing import import_items
from app.catalog.queries import count_items
from app.catalog.reading import item_mapping
from app.db import transaction
from app.errors import DomainError, NotFound
from app.inventory.importing import import_stock
from app.inventory.queries import count_units
from app.languages import LANGUAGES
from app.operations import Actor, program
from app.printing.codes import code128_svg, qr_svg
from app.routes import cookies
from app.routes.current import actor_of, current, signed_in
from app.routes.setup_code import is_setup_code
from app.routes.uploads import imported
from app.warehouse.administration import Place, found_warehouse
from app.warehouse.layout_file import read_layout
from app.warehouse.loading import load_layout
from app.warehouse.models import BIN
from app.warehouse.queries import locations_of_kind, warehouse_of
from app.workers.commands import enlist_worker
from app.workers.devices import enrol_by_itself
from app.workers.queries import anybody_enlisted, devices_in, workers_in
from app.workers.secrets import hash_password, new_token

bp = Blueprint("install", __name__)


class WrongSetupCode(DomainError):
    code = "wrong_setup_code"
    status = 403
    message = lazy_gettext(
        "This is not the set-up code. It stands in the program's console; type flask setup-code there."
    )


class LayoutMissing(DomainError):
    code = "layout_file_missing"
    status = 422
    message = lazy_gettext("Choose a layout file first. docs/layout.md describes one.")


@bp.get("/install")
def begin() -> str:
    _refuse_installed()
    return _form()


@bp.post("/install")
def install() -> Response:
    """Not an operation: there is nobody yet to whom it could belong, and its answer is a secret."""
    _refuse_installed()
    token = new_token()
    try:
        badge = _install(token)
    except DomainError as refused:
        return make_response(_form(str(refused)), refused.status)
    page = render_template("install/done.html", badge=badge, bars=code128_svg(badge), square=qr_svg(badge))
    return cookies.keep_device_token(make_response(page), token)


@bp.get("/admin/set-up")
def progress() -> str:
    """What is done and what is missing before the floor can work."""
    here = current().warehouse_id
    return render_template(
        "install/progress.html",
        warehouse=warehouse_of(here),
        bins=len(locations_of_kind(here, BIN)),
        items=count_items(),
        units=count_units(here),
        workers=[worker for worker in workers_in(here) if worker.roles and not worker.left_at],
        devices=[device for device in devices_in(here) if device.enrolled_at and not device.revoked_at],
    )


@bp.post("/admin/set-up/layouts")
def create_layout() -> ResponseReturnValue:
    """Not an operation: it goes in many short transactions, and loading the same file again changes nothing."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise LayoutMissing
    _about, layout = read_layout(file.read().decode("utf-8-sig", errors="replace"))
    load_layout(current().warehouse_id, layout, actor_of(signed_in()))
    return redirect(url_for("install.progress"), 303)


@bp.post("/admin/set-up/items")
def create_items() -> str:
    """Not an operation, like a layout: the same file twice changes nothing."""
    actor = actor_of(signed_in())
    done = imported(lambda source, report: import_items(source, item_mapping("plain"), actor, report))
    return render_template("install/imported.html", done=done, name=gettext("Items"))


@bp.post("/admin/set-up/stock")
def create_stock() -> str:
    """Not an operation, like a layout: what a bin holds already is left as it is."""
    here, actor = current().warehouse_id, actor_of(signed_in())
    done = imported(lambda source, report: import_stock(source, here, actor, report))
    return render_template("install/imported.html", done=done, name=gettext("Stock"))


def _install(token: str) -> str:
    """The warehouse, its first admin, and this browser as its first device; gives the admin's badge."""
    given = {name: value.strip() for name, value in request.form.items()}
    if not is_setup_code(given.get("setup_code", "")):
        raise WrongSetupCode
    place = Place(*(given.get(name, "") for name in ("code", "warehouse", "time_zone", "currency")))
    password = hash_password(request.form.get("password", ""))
    with transaction():
        _refuse_installed()
        return _write(given, place, password, token, program("install"))


def _write(given: dict[str, str], place: Place, password: str, token: str, actor: Actor) -> str:
    warehouse = found_warehouse(place, actor)
    roles = {warehouse.id: ("admin", "lead")}
    worker, badge = enlist_worker(given.get("name", ""), given.get("language", ""), roles, actor)
    worker.password_hash = password
    enrol_by_itself("Desk 1", warehouse.id, token, actor)
    return badge


def _form(message: str = "") -> str:
    return render_template(
        "install/begin.html",
        message=message,
        given=request.form,
        languages=LANGUAGES,
        time_zones=sorted(available_timezones()),
    )


def _refuse_installed() -> None:
    if anybody_enlisted():
        raise NotFound
