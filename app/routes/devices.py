"""Handhelds and desk screens: shown a code, enrolled by it, revoked."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.db import transaction
from app.operations import Actor, perform
from app.printing.codes import qr_svg
from app.routes import cookies
from app.routes.asked import ShiftNotPlausible, asked, moved
from app.routes.current import actor_of, current, own
from app.routes.judging import NotAllowed
from app.routes.once import shown_once
from app.routes.picking import REASONS
from app.routes.printers import choices
from app.routes.setup import TERMINATORS
from app.workers.devices import (
    DeviceIsRevoked,
    EnrolmentOver,
    add_device,
    enrol_device,
    offer_enrolment,
    open_enrolment,
    revoke_device,
)
from app.workers.models import Device
from app.workers.queries import devices_in, kept_for_a_person, workers_in
from app.workers.scanners import scanner_of
from app.workers.secrets import new_token

bp = Blueprint("devices", __name__)
KEPT = (DeviceIsRevoked.code, NotAllowed.code, ShiftNotPlausible.code)
"""Refusals that leave it to a person what becomes of a scan."""


@bp.get("/admin/devices")
def index() -> str:
    here = current().warehouse_id
    devices = devices_in(here)
    return render_template(
        "admin/devices.html",
        devices=devices,
        scanners={device.id: scanner_of(device) for device in devices},
        terminators=TERMINATORS,
        printers={device.id: choices(here, device.id) for device in devices},
        kept=kept_for_a_person(here, KEPT),
        names={worker.id: worker.name for worker in workers_in(here)},
        short_reasons=REASONS,
    )


@bp.post("/admin/devices")
def create() -> Response:
    """A new device with the code that enrols it, shown for ten minutes."""
    name, code = request.form.get("name", ""), new_token()

    def command(actor: Actor) -> dict[str, int]:
        device = add_device(name, current().warehouse_id, actor)
        offer_enrolment(device, code, actor)
        return {"device_id": device.id}

    return shown_once(perform(asked(), command), lambda ids: _offered(ids["device_id"], code))


@bp.post("/admin/devices/<int:device_id>/enrolments")
def create_enrolment(device_id: int) -> Response:
    """Another code for a device whose browser forgot who it is."""
    code = new_token()
    outcome = perform(asked(), lambda actor: offer_enrolment(own(Device, device_id), code, actor))
    return shown_once(outcome, lambda _: _offered(device_id, code))


@bp.post("/admin/devices/<int:device_id>/revocations")
def revoke(device_id: int) -> Response:
    outcome = perform(asked(), lambda actor: revoke_device(own(Device, device_id), actor))
    return moved(outcome, url_for("devices.index"))


@bp.get("/enrol/<code>")
def enrolment(code: str) -> str:
    """What the code's link opens: looking at it takes nothing, so that a preview does not use it up."""
    offer = open_enrolment(code)
    if offer is None:
        raise EnrolmentOver
    return render_template("session/enrol.html", code=code, device=offer.device)


@bp.post("/enrol/<code>")
def enrol(code: str) -> ResponseReturnValue:
    token = new_token()
    with transaction():
        enrol_device(code, token, actor_of(None))
    session.clear()
    return cookies.keep_device_token(make_response(redirect(url_for("session.sign_in_page"), 303)), token)


def _offered(device_id: int, code: str) -> str:
    link = url_for("devices.enrolment", code=code, _external=True)
    return render_template("admin/enrolment.html", device=own(Device, device_id), link=link, square=qr_svg(link))
