"""Who may ask for what: the one table. An endpoint that is not in it is refused."""

from collections.abc import Mapping

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from app.errors import DomainError
from app.routes import current
from app.routes.asked import refuse
from app.workers.devices import DeviceIsRevoked
from app.workers.queries import anybody_enlisted

PUBLIC = frozenset({"public"})
"""Anybody who reaches the server."""
DEVICE = frozenset({"device"})
"""Anybody on an enrolled device."""
SIGNED_IN = frozenset({"signed in"})
"""Any worker, whatever the role."""

PICKER = frozenset({"picker"})
LEAD = frozenset({"lead"})
DESK = frozenset({"desk", "lead"})
STOCK = frozenset({"stock", "desk", "lead"})
ADMIN = frozenset({"admin"})
FLOOR = frozenset({"lead", "admin"})
LABELS = frozenset({"stock", "lead"})
SLOTTING = frozenset({"stock", "lead"})

RIGHTS: Mapping[str, frozenset[str]] = {
    "static": PUBLIC,
    "session.sign_in_page": DEVICE,
    "session.create_session": DEVICE,
    "session.end": DEVICE,
    "locking.create_unlock": SIGNED_IN,
    "session.warehouses": SIGNED_IN,
    "session.choose_warehouse": SIGNED_IN,
    "index.index": SIGNED_IN,
    "index.health": PUBLIC,
    "index.admin": ADMIN,
    "language.show": PUBLIC,
    "language.choose": PUBLIC,
    "devices.enrolment": PUBLIC,
    "devices.enrol": PUBLIC,
    "install.begin": PUBLIC,
    "install.install": PUBLIC,
    "install.progress": ADMIN,
    "install.create_layout": ADMIN,
    "install.create_items": ADMIN,
    "install.create_stock": ADMIN,
    "workers.index": ADMIN,
    "workers.create": ADMIN,
    "workers.show": ADMIN,
    "workers.update": ADMIN,
    "workers.update_roles": ADMIN,
    "workers.create_badge": ADMIN,
    "workers.create_badges": ADMIN,
    "workers.create_pin": ADMIN,
    "workers.create_password": ADMIN,
    "workers.unlock": ADMIN,
    "workers.leave": ADMIN,
    "devices.index": ADMIN,
    "devices.create": ADMIN,
    "devices.create_enrolment": ADMIN,
    "devices.revoke": ADMIN,
    "settings.index": ADMIN,
    "settings.update_place": ADMIN,
    "settings.update_settings": ADMIN,
    "settings.create_warehouse": ADMIN,
    "settings.calendar": ADMIN,
    "settings.create_cut_off": ADMIN,
    "settings.remove_one_cut_off": ADMIN,
    "settings.create_holiday": ADMIN,
    "settings.remove_one_holiday": ADMIN,
    "audit.index": ADMIN,
    "certificate.show": ADMIN,
    "aisles.index": FLOOR,
    "aisles.create_block": FLOOR,
    "aisles.create_opening": FLOOR,
    "waves.index": LEAD,
    "waves.shown_board": LEAD,
    "waves.shown_waiting": LEAD,
    "waves.fitting": LEAD,
    "waves.create": LEAD,
    "waves.show": LEAD,
    "waves.progress": LEAD,
    "waves.shown_map": LEAD,
    "waves.create_release": LEAD,
    "waves.create_plan_end": LEAD,
    "waves.create_cancellation": LEAD,
    "tasks.create_assignment": LEAD,
    "amends.create_settlement": LEAD,
    "amends.create_put_back": LEAD,
    "orders.index": DESK,
    "orders.show": DESK,
    "orders.create_address_look": DESK,
    "orders.create_hold": DESK,
    "orders.create_hold_release": DESK,
    "orders.create_cancellation": DESK,
    "slotting.index": SLOTTING,
    "slotting.shown_proposal": SLOTTING,
    "slotting.create_proposal": SLOTTING,
    "stock.index": STOCK,
    "stock.item": STOCK,
    "stock.location": STOCK,
    "pwa.manifest": PUBLIC,
    "pwa.service_worker": PUBLIC,
    "scanning.meanings": SIGNED_IN,
    "setup.index": DEVICE,
    "setup.codes": DEVICE,
    "setup.update_scanner": SIGNED_IN,
    "setup.update_scanner_of": ADMIN,
    "setup.camera": DEVICE,
    "codes.picture": SIGNED_IN,
    "demo.sheet": DEVICE,
    "codes.labels": LABELS,
    "codes.location_labels": LABELS,
    "codes.item_labels": LABELS,
    "picking.work": PICKER,
    "picking.task": PICKER,
    "picking.stops": PICKER,
    "picking.create_claim": PICKER,
    "picking.create_binding": PICKER,
    "picking.create_full": PICKER,
    "picking.create_pick": PICKER,
    "picking.create_short": PICKER,
    "picking.create_damage": PICKER,
    "picking.create_lot_swap": PICKER,
    "picking.create_zero_check": PICKER,
    "resting.create_pause": PICKER,
    "resting.create_resumption": PICKER,
    "resting.create_call": PICKER,
    "resting.create_answer": LEAD,
    "picking.create_skip": PICKER,
    "picking.create_undo": PICKER,
    "picking.create_staging": PICKER,
}
"""Endpoint → the roles of which one is enough, or one of the three words above."""


class NotAllowed(DomainError):
    code = "not_allowed"
    status = 403
    message = lazy_gettext("Your role does not include this. Ask your lead.")


class NotEnrolled(DomainError):
    code = "not_enrolled"
    status = 403
    message = lazy_gettext(
        "This device is not enrolled. An admin shows a code for it under Administration, Devices; scan that code here."
    )


def init_rights(app: Flask) -> None:
    app.before_request(_judge)


def _judge() -> ResponseReturnValue | None:
    """Let the request pass, send it to sign in, or refuse it."""
    if request.endpoint is None:
        return None  # no such page: the answer says so
    needed = RIGHTS.get(request.endpoint)
    if needed is None:
        raise NotAllowed
    if needed is PUBLIC:
        return None
    elsewhere = _judge_device()
    if elsewhere is None and needed is not DEVICE:
        _judge_worker(needed)
    return elsewhere


def _judge_device() -> ResponseReturnValue | None:
    known = current.known_device()
    if known and known.revoked_at:
        refuse(DeviceIsRevoked())
    if known:
        return None
    if not anybody_enlisted():
        return redirect(url_for("install.begin"))
    current.enrol_in_demo()
    if current.device() is None:
        raise NotEnrolled
    return None


def _judge_worker(needed: frozenset[str]) -> None:
    worker = current.current()
    if needed is not SIGNED_IN and not worker.roles & needed:
        refuse(NotAllowed())
