"""The dock on a handheld: cartons are staged, manifests opened, loaded and closed, each by scan."""

from base64 import b64decode
from binascii import Error as NotBase64

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.attachments.errors import NoPicture
from app.attachments.files import LARGEST, StoredFile, keep_picture
from app.db import db
from app.operations import Actor, Outcome, perform
from app.packing.models import Carton
from app.routes import current
from app.routes.asked import asked, moved, named, shown
from app.routes.refusals import is_page, told
from app.routes.security import row_number
from app.shipping.handing_over.board import dock_rows, lane_rows
from app.shipping.handing_over.close_manifest import Handover, close_manifest
from app.shipping.handing_over.finding import manifest_for
from app.shipping.handing_over.load_carton import load_carton, take_off
from app.shipping.handing_over.open_manifest import open_manifest
from app.shipping.handing_over.queries import carriers_of, counts_of, gone_of, manifest_view, open_manifests
from app.shipping.handing_over.stage_carton import stage_carton
from app.shipping.handing_over.staging import lanes_at, to_stage
from app.shipping.models import OPEN, Carrier, Manifest
from app.warehouse.models import DOCK, Location
from app.warehouse.queries import locations_of_kind

bp = Blueprint("dock", __name__, url_prefix="/dock")

DRAWN = "data:image/png;base64,"


@bp.get("")
def index() -> str:
    """What is open, what can be begun, and how far each carrier's cartons are."""
    warehouse_id = current.current().warehouse_id
    manifests = open_manifests(warehouse_id)
    return render_template(
        "dock/index.html", manifests=manifests, counts=counts_of(manifests), **_leaving(warehouse_id)
    )


@bp.get("/manifests/found")
def find() -> ResponseReturnValue:
    """The manifest that a carton, a waybill or its own number stands for."""
    found = manifest_for(current.current().warehouse_id, request.args.get("code", ""))
    url = _url(found.id) if found.state == OPEN else url_for("dock.departure", manifest_id=found.id)
    return redirect(url, 303) if is_page() else {"url": url}


@bp.get("/leaving")
def leaving() -> str:
    """The list alone."""
    return render_template("dock/_leaving.html", **_leaving(current.current().warehouse_id))


@bp.get("/manifests/new")
def new() -> str:
    warehouse_id = current.current().warehouse_id
    docks = locations_of_kind(warehouse_id, DOCK)
    return render_template("dock/new.html", carriers=carriers_of(warehouse_id), docks=docks)


@bp.post("/manifests")
def create() -> Response:
    carrier_id = request.form.get("carrier_id", 0, type=row_number)
    dock_id = request.form.get("dock_id", 0, type=row_number)
    said = request.form.get("driver", ""), request.form.get("vehicle", "")

    def command(actor: Actor) -> dict[str, int]:
        dock = current.own(Location, dock_id) if dock_id else None
        return open_manifest(current.own(Carrier, carrier_id), dock, *said, actor)

    outcome = perform(asked(), command)
    return moved(outcome, _url(outcome.result.get("manifest_id", 0)))


@bp.get("/manifests/<int:manifest_id>")
def manifest(manifest_id: int) -> str:
    """The manifest as one document: what is to load, what is on it."""
    return render_template("dock/manifest.html", view=manifest_view(current.own(Manifest, manifest_id)))


@bp.get("/manifests/<int:manifest_id>/cartons")
def cartons(manifest_id: int) -> str:
    """Its cartons anew."""
    return render_template("dock/_cartons.html", view=manifest_view(current.own(Manifest, manifest_id)))


@bp.post("/manifests/<int:manifest_id>/loadings")
def create_loading(manifest_id: int) -> Response:
    code = request.form.get("code", "")
    return _said(perform(asked(), lambda actor: load_carton(current.own(Manifest, manifest_id), code, actor)), "loaded")


@bp.post("/manifests/<int:manifest_id>/removals")
def create_removal(manifest_id: int) -> Response:
    code = request.form.get("code", "")
    return _said(perform(asked(), lambda actor: take_off(current.own(Manifest, manifest_id), code, actor)), "taken_off")


@bp.get("/manifests/<int:manifest_id>/closing")
def closing(manifest_id: int) -> str:
    """What is missing, and where the driver signs."""
    return render_template("dock/closing.html", view=manifest_view(current.own(Manifest, manifest_id)))


@bp.post("/manifests/<int:manifest_id>/closings")
def create_closing(manifest_id: int) -> Response:
    """The answer to a refusal is the page as it is now, with what the driver has said and drawn."""
    outcome = perform(asked(), lambda actor: close_manifest(current.own(Manifest, manifest_id), _handover(), actor))
    if outcome.ok or not is_page():
        return moved(outcome, url_for("dock.departure", manifest_id=manifest_id))
    view = manifest_view(current.own(Manifest, manifest_id))
    html = render_template("dock/closing.html", view=view, refused=str(outcome.refusal), said=request.form)
    return named(make_response(html, outcome.status), outcome)


@bp.get("/manifests/<int:manifest_id>/departure")
def departure(manifest_id: int) -> ResponseReturnValue:
    """How far what was handed over has left, and which manifest is next; what can still be loaded has left nowhere."""
    manifest = current.own(Manifest, manifest_id)
    if manifest.state == OPEN:
        return redirect(_url(manifest_id), 303)
    others = [one for one in open_manifests(manifest.warehouse_id) if one.id != manifest_id]
    context = {"manifests": others, "counts": counts_of(others), "done": gone_of(manifest)}
    return render_template("dock/departure.html", manifest=manifest, **context)


@bp.get("/manifests/<int:manifest_id>/left")
def left(manifest_id: int) -> str:
    """How far it is, alone."""
    manifest = current.own(Manifest, manifest_id)
    return render_template("dock/_left.html", manifest=manifest, done=gone_of(manifest))


@bp.get("/staging")
def staging() -> str:
    """Scan a carton, scan its lane."""
    warehouse_id = current.current().warehouse_id
    return render_template("dock/staging.html", cartons=to_stage(warehouse_id), lanes=lanes_at(warehouse_id))


@bp.post("/stagings")
def create_staging() -> Response:
    carton, lane = request.form.get("carton", ""), request.form.get("lane", "")
    outcome = perform(asked(), lambda actor: stage_carton(current.current().warehouse_id, carton, lane, actor))
    if not outcome.ok:
        return named(make_response(told(outcome.refusal), outcome.status), outcome)
    at = db.session.get_one(Location, outcome.result["lane_id"])
    return shown(outcome, "dock/_staged.html", carton=current.own(Carton, outcome.result["carton_id"]), lane=at)


def _said(outcome: Outcome, done: str) -> Response:
    """What became of the carton in words; the page has shown it already."""
    if not outcome.ok:
        return shown(outcome, "dock/_said.html")
    return shown(outcome, "dock/_said.html", carton=current.own(Carton, outcome.result["carton_id"]), done=done)


def _leaving(warehouse_id: int) -> dict[str, object]:
    return {"rows": dock_rows(warehouse_id), "lanes": lane_rows(warehouse_id)}


def _handover() -> Handover:
    form = request.form
    without = {row_number(carton_id) for carton_id in form.getlist("without")} if form.get("goes") else set()
    return Handover(
        driver=form.get("driver", ""),
        vehicle=form.get("vehicle", ""),
        without=frozenset(without),
        signature=_signature(form.get("signature", "")),
        unsigned=bool(form.get("unsigned")),
    )


def _signature(drawn: str) -> StoredFile | None:
    """What was drawn, on the disk before the row that names it. Raises NoPicture or PictureTooLarge."""
    if not drawn:
        return None
    if not drawn.startswith(DRAWN) or len(drawn) > 2 * LARGEST:
        raise NoPicture
    try:
        return keep_picture(current_app.config["VAR"], b64decode(drawn[len(DRAWN) :], validate=True))
    except NotBase64 as problem:
        raise NoPicture from problem


def _url(manifest_id: int) -> str:
    return url_for("dock.manifest", manifest_id=manifest_id)
