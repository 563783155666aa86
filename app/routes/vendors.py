"""Vendors: who delivers which items, on which terms; from a form or from a file."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import get_locale

from app.operations import Actor, perform
from app.reordering.importing import import_vendors
from app.reordering.models import Vendor
from app.reordering.vendors import (
    add_vendor,
    change_terms,
    end_vendor,
    item_counts,
    items_of_vendor,
    remove_terms,
    set_terms_of,
    set_vendor,
    take_vendor_again,
    vendor_item_in,
    vendors_of,
)
from app.routes.asked import asked, moved
from app.routes.current import actor_of, current, own, signed_in
from app.routes.pages import paged
from app.routes.uploads import imported

bp = Blueprint("vendors", __name__, url_prefix="/vendors")


@bp.get("")
def index() -> str:
    here = current().warehouse_id
    return render_template("vendors/index.html", vendors=vendors_of(here), counts=item_counts(here))


@bp.post("")
def create() -> Response:
    name, contact = (request.form.get(key, "") for key in ("name", "contact"))

    def command(actor: Actor) -> dict[str, int]:
        return {"vendor_id": add_vendor(current().warehouse_id, name, contact, actor).id}

    outcome = perform(asked(), command)
    return moved(outcome, url_for("vendors.show", vendor_id=outcome.result.get("vendor_id", 0)))


@bp.get("/<int:vendor_id>")
def show(vendor_id: int) -> str:
    vendor = own(Vendor, vendor_id)
    sku = request.args.get("sku", "").strip()[:40]
    found = paged(items_of_vendor(vendor, sku))
    language = str(get_locale() or "en")
    return render_template("vendors/vendor.html", vendor=vendor, found=found, sku=sku, language=language)


@bp.post("/<int:vendor_id>")
def update(vendor_id: int) -> Response:
    name, contact = (request.form.get(key, "") for key in ("name", "contact"))
    return _done(vendor_id, lambda vendor, actor: set_vendor(vendor, name, contact, actor))


@bp.post("/<int:vendor_id>/ends")
def end(vendor_id: int) -> Response:
    return _done(vendor_id, end_vendor)


@bp.post("/<int:vendor_id>/beginnings")
def begin_again(vendor_id: int) -> Response:
    return _done(vendor_id, take_vendor_again)


@bp.post("/<int:vendor_id>/items")
def create_terms(vendor_id: int) -> Response:
    given = request.form.to_dict()
    return _done(vendor_id, lambda vendor, actor: set_terms_of(vendor, given.get("sku", ""), given, actor))


@bp.post("/items/<int:vendor_item_id>")
def update_terms(vendor_item_id: int) -> Response:
    here, given = current().warehouse_id, request.form.to_dict()
    vendor_id = vendor_item_in(here, vendor_item_id).vendor_id
    return _done(vendor_id, lambda _, actor: change_terms(vendor_item_in(here, vendor_item_id), given, actor))


@bp.post("/items/<int:vendor_item_id>/removals")
def create_removal(vendor_item_id: int) -> Response:
    here = current().warehouse_id
    outcome = perform(asked(), lambda actor: remove_terms(vendor_item_in(here, vendor_item_id), actor))
    return moved(outcome, url_for("vendors.show", vendor_id=outcome.result.get("vendor_id", 0)))


@bp.post("/files")
def create_file() -> str:
    """Not an operation, like other files: the same one twice changes nothing."""
    here, actor = current().warehouse_id, actor_of(signed_in())
    done = imported(lambda source, report: import_vendors(source, here, actor, report))
    return render_template("vendors/imported.html", done=done)


def _done(vendor_id: int, command: Callable[[Vendor, Actor], Mapping[str, Any] | None]) -> Response:
    outcome = perform(asked(), lambda actor: command(own(Vendor, vendor_id), actor))
    return moved(outcome, url_for("vendors.show", vendor_id=vendor_id))
