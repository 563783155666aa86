"""A packer's work: which order, the order as one document, and what is scanned and closed there."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.attachments.commands import attach
from app.attachments.models import PHOTOGRAPH
from app.errors import NotFound
from app.operations import Actor, perform
from app.orders.models import Order
from app.packing.bench import carton_numbered, waiting_orders
from app.packing.commands import (
    Closing,
    choose_type,
    close_carton,
    empty_carton,
    find_units,
    open_carton,
    pack_units,
    reopen_carton,
    take_other,
    tick_check,
    undo_last,
    unpack_units,
    verify_by_second,
    verify_units,
)
from app.packing.commands.pack_next import next_order
from app.packing.errors import SharedTote
from app.packing.finding import order_of
from app.packing.models import Carton
from app.packing.proposal import propose
from app.packing.queries import is_changed, open_cartons, version_of
from app.packing.strangers import stranger
from app.routes.asked import asked, shown
from app.routes.attachments import sent_picture
from app.routes.bench_parts import bench, bench_part
from app.routes.current import current, own
from app.routes.picking import pick_scan
from app.routes.refusals import is_page, told
from app.routes.security import row_number
from app.scanning import NoCode, UnknownCode
from app.walks.scans import StopScan

bp = Blueprint("packing", __name__, url_prefix="/packing")


@bp.get("")
def index() -> str:
    return render_template("packing/index.html", waiting=waiting_orders(current().warehouse_id))


@bp.get("/waiting")
def shown_waiting() -> str:
    return render_template("packing/_waiting.html", waiting=waiting_orders(current().warehouse_id))


@bp.get("/orders")
def find() -> ResponseReturnValue:
    """The order that a tote, a lane, a carton or a number stands for.

    Out of a `tote` that several orders of one line share, the item that is scanned says which of them is next.
    """
    here, code, tote = current().warehouse_id, request.args.get("code", ""), request.args.get("tote", "")
    try:
        order = next_order(here, StopScan(item=code, tote=tote)) if tote else order_of(here, code)
    except SharedTote as shared:
        response = make_response(told(shared), shared.status)
        response.headers["Refusal"] = shared.code
        return response
    url = url_for("packing.show", order_id=order.id, item=code if tote else None)
    return Response(status=303, headers={"Location": url}) if is_page() else {"url": url}


@bp.get("/orders/<int:order_id>")
def show(order_id: int) -> str:
    return render_template("packing/order.html", **bench(own(Order, order_id)))


@bp.get("/orders/<int:order_id>/document")
def shown_document(order_id: int) -> str:
    """The same anew, without the page around it."""
    return render_template("packing/_bench.html", **bench(own(Order, order_id)))


@bp.get("/orders/<int:order_id>/strangers")
def stranger_scanned(order_id: int) -> dict[str, object]:
    """What a code is that is not of the order, and what to do with what was scanned."""
    order, code = own(Order, order_id), request.args.get("code", "")
    try:
        return {"message": str(stranger(order, code, current().worker_id)), "is_known": True}
    except (NoCode, UnknownCode) as unknown:
        return {"message": str(unknown), "is_known": False}


@bp.get("/orders/<int:order_id>/news")
def news(order_id: int) -> dict[str, bool]:
    """Whether the page has to ask for the order again: something else than this device changed it since then."""
    since = request.args.get("since", 0, type=row_number)
    return {"changed": is_changed(own(Order, order_id), since, current().device_id)}


@bp.post("/orders/<int:order_id>/packs")
def create_pack(order_id: int) -> Response:
    scan, number = pick_scan(), _number()
    order = own(Order, order_id)
    proposal = None if open_cartons(order) else propose(order)

    def command(actor: Actor) -> dict[str, int]:
        return pack_units(own(Order, order_id), scan, _carton_or_none(order_id, number), actor, proposal)

    outcome = perform(asked(), command)
    changed = outcome.result
    context = bench_part(order, changed["item_id"], changed["carton_id"]) if outcome.ok else {}
    return shown(outcome, "packing/_packed.html", **context)


@bp.post("/orders/<int:order_id>/unpackings")
def create_unpacking(order_id: int) -> Response:
    scan = pick_scan()
    return _of_carton(order_id, lambda carton, actor: unpack_units(carton, scan, actor))


@bp.post("/orders/<int:order_id>/undos")
def create_undo(order_id: int) -> Response:
    meant = request.form.get("pack", "")
    return _done(order_id, lambda actor: undo_last(own(Order, order_id), actor, meant))


@bp.post("/orders/<int:order_id>/cartons")
def create_carton(order_id: int) -> Response:
    proposal = propose(own(Order, order_id))
    return _done(order_id, lambda actor: open_carton(own(Order, order_id), "", actor, proposal))


@bp.post("/orders/<int:order_id>/types")
def create_type(order_id: int) -> Response:
    """The carton is one of that type; one that is not begun is begun by it."""
    blank, number = request.form.get("type", ""), _number()

    def command(actor: Actor) -> dict[str, int]:
        carton = _carton_or_none(order_id, number)
        return choose_type(carton, blank, actor) if carton else open_carton(own(Order, order_id), blank, actor)

    return _done(order_id, command)


@bp.post("/orders/<int:order_id>/others")
def create_other(order_id: int) -> Response:
    """The carton is none of the warehouse's; with its sides, where somebody measured them."""
    sides = [int(one) if one.isdecimal() else 0 for one in request.form.get("sides", "")[:20].split()]
    return _of_carton(order_id, lambda carton, actor: take_other(carton, sides, actor))


@bp.post("/orders/<int:order_id>/closings")
def create_closing(order_id: int) -> Response:
    said = request.form
    closing = Closing(
        weight_g=said.get("weight", type=int),
        weighed_by=said.get("weighed_by", ""),
        goes_on=said.get("goes_on") == "yes",
        missing=said.get("missing", ""),
    )
    return _of_carton(order_id, lambda carton, actor: close_carton(carton, closing, actor))


@bp.post("/orders/<int:order_id>/reopenings")
def create_reopening(order_id: int) -> Response:
    return _of_carton(order_id, reopen_carton)


@bp.post("/orders/<int:order_id>/emptyings")
def create_emptying(order_id: int) -> Response:
    tote = request.form.get("tote", "")
    return _of_carton(order_id, lambda carton, actor: empty_carton(carton, tote, actor))


@bp.post("/orders/<int:order_id>/verifications")
def create_verification(order_id: int) -> Response:
    scan = pick_scan()
    return _of_carton(order_id, lambda carton, actor: verify_units(carton, scan, actor))


@bp.post("/orders/<int:order_id>/second-looks")
def create_second_look(order_id: int) -> Response:
    return _of_carton(order_id, verify_by_second)


@bp.post("/orders/<int:order_id>/checks/<int:check_id>/ticks")
def create_tick(order_id: int, check_id: int) -> Response:
    return _done(order_id, lambda actor: tick_check(own(Order, order_id), actor, check_id))


@bp.post("/orders/<int:order_id>/findings")
def create_finding(order_id: int) -> Response:
    """What was said to be missing is there."""
    loss_id = request.form.get("loss", 0, type=row_number)
    return _done(order_id, lambda actor: find_units(own(Order, order_id), loss_id, actor))


@bp.post("/orders/<int:order_id>/photographs")
def create_photograph(order_id: int) -> Response:
    stored = sent_picture("photograph")
    outcome = perform(asked(), lambda actor: attach(_carton(order_id, _number()), PHOTOGRAPH, stored, actor))
    return shown(outcome, "picking/_kept.html")


def _of_carton(order_id: int, command: Callable[[Carton, Actor], dict[str, Any]]) -> Response:
    number = _number()
    return _done(order_id, lambda actor: command(_carton(order_id, number), actor))


def _done(order_id: int, command: Callable[[Actor], dict[str, Any]]) -> Response:
    """The order as it is then; a refusal needs none of it."""
    outcome = perform(asked(), command)
    context = bench(own(Order, order_id)) if outcome.ok else {}
    response = shown(outcome, "packing/_bench.html", **context)
    if outcome.ok and "left" not in outcome.result:
        response.headers["Walk-Version"] = str(version_of(own(Order, order_id)))  # what follows is the server's to say
    return response


def _number() -> int:
    return request.form.get("carton", 0, type=int)


def _carton(order_id: int, number: int) -> Carton:
    """Raises NotFound."""
    carton = carton_numbered(own(Order, order_id), number)
    if carton is None:
        raise NotFound
    return carton


def _carton_or_none(order_id: int, number: int) -> Carton | None:
    return carton_numbered(own(Order, order_id), number)
