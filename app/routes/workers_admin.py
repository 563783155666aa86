"""Administration: workers, their roles, badges, PINs and passwords."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import lazy_gettext

from app.db import db
from app.errors import DomainError
from app.languages import LANGUAGES
from app.operations import Actor, Outcome, perform
from app.papers.places import badge_content
from app.printing.papers import Content, pdf_of, pdf_to_cut
from app.printing.queries import own_papers
from app.printing.templates import TemplateWrong
from app.routes.asked import asked, moved
from app.routes.current import current
from app.routes.once import shown_once
from app.routes.papers import shown_pdf
from app.routes.security import row_number
from app.warehouse.queries import warehouse_of
from app.workers.commands import (
    enlist_worker,
    give_roles,
    let_go,
    rename_worker,
    replace_badge,
    set_password,
    set_pin,
    unlock_worker,
)
from app.workers.models import ROLES, Worker
from app.workers.queries import administered_by, is_in_reach, worker_in, workers_in
from app.workers.secrets import hash_badge, hash_password, hash_pin, new_badge_code, new_pin

bp = Blueprint("workers", __name__, url_prefix="/admin/workers")

SHEETS = frozenset({"A4"})
"""Paper that several badges are printed on."""


class OutOfReach(DomainError):
    code = "worker_out_of_reach"
    status = 403
    message = lazy_gettext("%(name)s also works in a warehouse that you do not administer. Ask an admin of both.")


class NobodyChosen(DomainError):
    code = "nobody_chosen"
    status = 422
    message = lazy_gettext("Choose whose badges to print.")


class NotYourWarehouseToGive(DomainError):
    code = "not_your_warehouse_to_give"
    status = 403
    message = lazy_gettext("You are not admin of that warehouse. Ask its admin.")


@bp.get("")
def index() -> str:
    return render_template(
        "admin/workers.html", workers=workers_in(current().warehouse_id), languages=LANGUAGES, roles=ROLES
    )


@bp.post("")
def create() -> Response:
    name, language, roles = (
        request.form.get("name", ""),
        request.form.get("language", ""),
        request.form.getlist("roles"),
    )

    def command(actor: Actor) -> dict[str, Any]:
        worker, _ = enlist_worker(name, language, {current().warehouse_id: roles}, actor)
        return {"worker_id": worker.id}

    outcome = perform(asked(), command)
    return moved(outcome, url_for("workers.show", worker_id=outcome.result.get("worker_id", 0)))


@bp.get("/<int:worker_id>")
def show(worker_id: int) -> str:
    worker, admin = _worker(worker_id), current().worker_id
    return render_template(
        "admin/worker.html",
        worker=worker,
        languages=LANGUAGES,
        roles=ROLES,
        warehouses=administered_by(admin),
        in_reach=is_in_reach(worker, admin),
    )


@bp.post("/<int:worker_id>")
def update(worker_id: int) -> Response:
    name, language = request.form.get("name", ""), request.form.get("language", "")
    outcome = perform(asked(), lambda actor: rename_worker(_reached(worker_id), name, language, actor))
    return _back(outcome, worker_id)


@bp.post("/<int:worker_id>/roles/<int:warehouse_id>")
def update_roles(worker_id: int, warehouse_id: int) -> Response:
    roles = request.form.getlist("roles")

    def command(actor: Actor) -> None:
        if warehouse_id not in {warehouse.id for warehouse in administered_by(current().worker_id)}:
            raise NotYourWarehouseToGive
        give_roles(_worker(worker_id), warehouse_id, roles, actor)

    return _back(perform(asked(), command), worker_id)


@bp.post("/badges")
def create_badges() -> Response:
    """New badges for several workers, shown once to be printed; the old ones end. Raises NobodyChosen."""
    made = {worker_id: new_badge_code() for worker_id in request.form.getlist("workers", type=row_number)}

    def command(actor: Actor) -> None:
        if not made:
            raise NobodyChosen
        for worker_id, badge in made.items():
            replace_badge(_reached(worker_id), hash_badge(badge), actor)

    return shown_once(perform(asked(), command), lambda _: _badges(made))


@bp.post("/<int:worker_id>/badges")
def create_badge(worker_id: int) -> Response:
    """A new badge, shown once to be printed; the old one ends."""
    badge = new_badge_code()
    kept = hash_badge(badge)
    outcome = perform(asked(), lambda actor: replace_badge(_reached(worker_id), kept, actor))
    return shown_once(outcome, lambda _: _badges({worker_id: badge}))


@bp.post("/<int:worker_id>/pins")
def create_pin(worker_id: int) -> Response:
    """A new PIN, shown once to be told."""
    pin = new_pin()
    kept = hash_pin(pin)
    outcome = perform(asked(), lambda actor: set_pin(_reached(worker_id), kept, actor))
    return shown_once(outcome, lambda _: render_template("admin/pin.html", worker=_worker(worker_id), pin=pin))


@bp.post("/<int:worker_id>/passwords")
def create_password(worker_id: int) -> Response:
    kept = hash_password(request.form.get("password", ""))
    return _back(perform(asked(), lambda actor: set_password(_reached(worker_id), kept, actor)), worker_id)


@bp.post("/<int:worker_id>/unlockings")
def unlock(worker_id: int) -> Response:
    return _back(perform(asked(), lambda actor: unlock_worker(_worker(worker_id), actor)), worker_id)


@bp.post("/<int:worker_id>/leavings")
def leave(worker_id: int) -> Response:
    return _back(perform(asked(), lambda actor: let_go(_reached(worker_id), actor)), worker_id)


def _badges(made: Mapping[int, str]) -> Response:
    """As PDF, for labels or for a sheet to cut: nothing of it is kept, so it never waits for a printer."""
    warehouse = warehouse_of(current().warehouse_id)
    contents = [badge_content(_worker(worker_id), code, warehouse) for worker_id, code in made.items()]
    own, size = own_papers(), request.form.get("size", "")
    db.session.rollback()  # drawing takes its time, and holds no connection meanwhile
    try:
        return shown_pdf(_drawn(contents, own, size), "badges")
    except TemplateWrong:
        return shown_pdf(_drawn(contents, None, size), "badges")  # the badges before no longer work: ours then


def _drawn(contents: Sequence[Content], own: Path | None, size: str) -> bytes:
    return pdf_to_cut("badge", contents, own, size) if size in SHEETS else pdf_of("badge", contents, own)


def _worker(worker_id: int) -> Worker:
    return worker_in(current().warehouse_id, worker_id)


def _reached(worker_id: int) -> Worker:
    worker = _worker(worker_id)
    if not is_in_reach(worker, current().worker_id):
        raise OutOfReach(name=worker.name)
    return worker


def _back(outcome: Outcome, worker_id: int) -> Response:
    return moved(outcome, url_for("workers.show", worker_id=worker_id))
