"""Manifests at a desk: what leaves, what has left, and each manifest with its history."""

from flask import Blueprint, Response, render_template, url_for

from app.attachments.queries import attachments_of
from app.errors import NotFound
from app.operations import perform
from app.routes import current
from app.routes.asked import asked, moved
from app.routes.pages import paged
from app.shipping.commands import ask_again, withdraw
from app.shipping.handing_over.board import dock_rows, lane_rows
from app.shipping.handing_over.history import history_of
from app.shipping.handing_over.queries import counts_of, gone_of, manifest_view, manifests_of
from app.shipping.models import Manifest, WaybillRequest
from app.shipping.pools import low_pools
from app.shipping.queries import told_of

bp = Blueprint("manifests", __name__, url_prefix="/manifests")


@bp.get("")
def index() -> str:
    warehouse_id = current.current().warehouse_id
    found = paged(manifests_of(warehouse_id))
    return render_template(
        "manifests/index.html",
        found=found,
        counts=counts_of(found.items),
        told=told_of([one.id for one in found.items]),
        low=low_pools(warehouse_id),
        rows=dock_rows(warehouse_id),
        lanes=lane_rows(warehouse_id),
    )


@bp.get("/<int:manifest_id>")
def show(manifest_id: int) -> str:
    return render_template("manifests/manifest.html", **_shown(manifest_id))


@bp.get("/<int:manifest_id>/now")
def shown(manifest_id: int) -> str:
    """The manifest alone, as it is now."""
    return render_template("manifests/_manifest.html", **_shown(manifest_id))


@bp.get("/<int:manifest_id>/progress")
def progress(manifest_id: int) -> str:
    """How many of its cartons have left."""
    manifest = current.own(Manifest, manifest_id)
    return render_template("manifests/_progress.html", manifest=manifest, done=gone_of(manifest))


@bp.post("/<int:manifest_id>/telling/tries")
def create_try(manifest_id: int) -> Response:
    """The carrier is told of the manifest again."""
    outcome = perform(asked(), lambda actor: ask_again(_telling(manifest_id), actor))
    return moved(outcome, url_for("manifests.show", manifest_id=manifest_id))


@bp.post("/<int:manifest_id>/telling/withdrawals")
def create_withdrawal(manifest_id: int) -> Response:
    """Somebody has seen to it."""
    outcome = perform(asked(), lambda actor: withdraw(_telling(manifest_id), actor))
    return moved(outcome, url_for("manifests.show", manifest_id=manifest_id))


def _telling(manifest_id: int) -> WaybillRequest:
    """What the carrier is to be told of it. Raises NotFound."""
    found = told_of([current.own(Manifest, manifest_id).id])
    if not found:
        raise NotFound
    return found[manifest_id]


def _shown(manifest_id: int) -> dict[str, object]:
    manifest = current.own(Manifest, manifest_id)
    return {
        "view": manifest_view(manifest),
        "done": gone_of(manifest),
        "signed": [one for one in attachments_of("manifests", [manifest.id]) if one.id == manifest.signature_id],
        "entries": history_of(manifest),
        "told": told_of([manifest.id]).get(manifest.id),
    }
