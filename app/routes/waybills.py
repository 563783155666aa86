"""Waybills: of a carton at the packing desk and on the order's page, what is to make and print, the pile."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import NotFound
from app.operations import Actor, Outcome, perform
from app.operations.perform import Command
from app.orders.models import Order
from app.packing.commands import measure_carton
from app.packing.models import Carton
from app.printing.models import SENDING, WAITING
from app.printing.queries import closed_stations, printer_names, prints_of
from app.routes import current
from app.routes.asked import asked, moved, named, shown
from app.routes.pages import paged
from app.routes.refusals import is_page
from app.routes.security import csrf, row_number
from app.shipping.commands import ask_again, make_waybill, note_printed, take_from_pile, void_waybill, withdraw
from app.shipping.findings import finding_words
from app.shipping.handing_over.onward import Onward, onward_of
from app.shipping.models import Waybill, WaybillRequest
from app.shipping.news import hear
from app.shipping.offers import carriers_of, looked_at
from app.shipping.papers import slip_of
from app.shipping.pools import low_pools
from app.shipping.queries import (
    STATES,
    TO_MAKE,
    cancellations_of,
    carrier_known,
    carton_meant,
    cartons_by_waybill,
    counts_by_waybill,
    last_request,
    requests_by_carton,
    waybill_in,
    waybill_of,
    waybill_stays,
    waybills_by_carton,
    waybills_of,
)

ENDINGS = {"text/html": ".html", "application/pdf": ".pdf", "application/zpl": ".zpl", "image/png": ".png"}
bp = Blueprint("waybills", __name__, url_prefix="/shipping")
news = Blueprint("carrier_news", __name__)
csrf.exempt(news)
bp.add_app_template_global(finding_words)


@bp.get("/waybills")
def index() -> str:
    """Closed cartons by what is still to be done about their waybills."""
    warehouse_id = current.current().warehouse_id
    state = request.args.get("state", TO_MAKE)
    carrier_id = request.args.get("carrier", type=row_number)
    found = paged(cartons_by_waybill(warehouse_id, state if state in STATES else TO_MAKE, carrier_id))
    ids = [carton.id for carton in found.items]
    return render_template(
        "shipping/waybills.html",
        found=found,
        state=state if state in STATES else TO_MAKE,
        counts=counts_by_waybill(warehouse_id),
        carriers=carriers_of(warehouse_id),
        carrier_id=carrier_id,
        waybills=waybills_by_carton(ids),
        requests=requests_by_carton(ids),
        low=low_pools(warehouse_id),
    )


@bp.get("/cartons/<int:carton_id>")
def show(carton_id: int) -> str:
    """A carton's waybill as a page of its own."""
    carton = current.own(Carton, carton_id)
    order = carton.order
    return render_template(
        "shipping/carton.html",
        **waybill_part(carton),
        history=waybills_of(order),
        cancelled=cancellations_of(order),
    )


@bp.get("/cartons/<int:carton_id>/waybill")
def part(carton_id: int) -> str:
    """The same as a part of another page."""
    return render_template("shipping/_waybill.html", **waybill_part(current.own(Carton, carton_id)))


@bp.get("/orders/<int:order_id>/onward")
def onward(order_id: int) -> str:
    """What becomes of the order's closed cartons, for who has just packed them."""
    found = onward_of(current.own(Order, order_id))
    jobs = _labels_to_come(found)
    here = current.current().warehouse_id
    names, closed = printer_names(here), closed_stations(here)
    return render_template(
        "packing/_onward.html",
        onward=found,
        order_id=order_id,
        printers={waybill_id: names[printer_id] for waybill_id, printer_id in jobs.items()},
        stuck={waybill_id for waybill_id, printer_id in jobs.items() if printer_id in closed},
    )


@bp.post("/cartons/<int:carton_id>/waybills")
def create(carton_id: int) -> Response:
    """By the rules, or with the service that a person chose; `anew` for a new number in place of the old one."""
    service_id = request.form.get("service_id", type=row_number)
    anew = request.form.get("anew") == "1"
    return _shown(carton_id, lambda actor: make_waybill(current.own(Carton, carton_id), service_id, actor, anew=anew))


@bp.post("/cartons/<int:carton_id>/sides")
def create_sides(carton_id: int) -> Response:
    """What somebody measured of a carton that is none of the warehouse's, in centimetres."""
    sides = [request.form.get(side, 0, type=int) for side in ("length", "width", "height")]
    return _shown(carton_id, lambda actor: measure_carton(current.own(Carton, carton_id), sides, actor))


@bp.post("/waybills/<int:waybill_id>/voids")
def create_void(waybill_id: int) -> Response:
    carton_id = _waybill(waybill_id).carton_id
    return _shown(carton_id, lambda actor: void_waybill(_waybill(waybill_id), actor))


@bp.post("/waybills/<int:waybill_id>/printings")
def create_printing(waybill_id: int) -> Response:
    carton_id = _waybill(waybill_id).carton_id
    return _shown(carton_id, lambda actor: note_printed(_waybill(waybill_id), actor))


@bp.post("/requests/<int:request_id>/tries")
def create_try(request_id: int) -> Response:
    return _shown(_carton_of(request_id), lambda actor: ask_again(current.own(WaybillRequest, request_id), actor))


@bp.post("/requests/<int:request_id>/withdrawals")
def create_withdrawal(request_id: int) -> Response:
    return _shown(_carton_of(request_id), lambda actor: withdraw(current.own(WaybillRequest, request_id), actor))


@bp.get("/waybills/<int:waybill_id>/slip")
def slip(waybill_id: int) -> Response:
    """The carrier's own slip, as it sent it: to be kept as a file, never opened as a page of ours."""
    waybill = _waybill(waybill_id)
    media_type, content = slip_of(waybill)
    answer = make_response(content)
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Disposition"] = f'attachment; filename="{waybill.number}{ENDINGS[media_type]}"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@bp.get("/pile")
def pile() -> str:
    """Scan the carton, stick the next waybill of the pile on it, scan that."""
    return render_template("shipping/pile.html")


@bp.post("/pile")
def create_from_pile() -> Response:
    """What a handheld scanned: the carton or its order, then the waybill."""
    carton, waybill = request.form.get("carton", ""), request.form.get("waybill", "")

    def command(actor: Actor) -> Mapping[str, Any]:
        return take_from_pile(carton_meant(current.current().warehouse_id, carton), waybill, actor)

    outcome = perform(asked(), command)
    if is_page():
        return moved(outcome, url_for("waybills.pile"))
    return shown(outcome, "shipping/_stuck.html", **(_stuck(outcome) if outcome.ok else {}))


@news.post("/carriers/<int:carrier_id>/news")
def hear_news(carrier_id: int) -> ResponseReturnValue:
    """What a carrier tells by itself; its signature says whether it is the carrier."""
    carrier = carrier_known(carrier_id)
    understood, thanks = hear(carrier, request.form.to_dict())
    return thanks, 200 if understood else 400, {"Content-Type": "text/plain; charset=utf-8"}


def waybill_part(carton: Carton) -> dict[str, Any]:
    """What the part of a carton's waybill shows."""
    waybill = waybill_of(carton)
    keeps_back, choice = ([], None) if waybill else looked_at(carton)
    return {
        "carton": carton,
        "waybill": waybill,
        "asked": None if waybill else last_request(carton),
        "keeps_back": keeps_back,
        "choice": choice,
        "stays": waybill_stays(carton),
    }


def _labels_to_come(found: Sequence[Onward]) -> dict[int, int]:
    """Which printer the label of each waybill comes out of, both by id."""
    warehouse_id = current.current().warehouse_id
    ids = [one.waybill.id for one in found if one.waybill]
    newest = {waybill_id: prints_of(warehouse_id, Waybill.__tablename__, waybill_id)[:1] for waybill_id in ids}
    return {
        waybill_id: job.printer_id
        for waybill_id, jobs in newest.items()
        for job in jobs
        if job.printer_id and job.state in (WAITING, SENDING)
    }


def _shown(carton_id: int, command: Command) -> Response:
    """The part anew, with the refusal in it; for a browser without the script, the carton's page."""
    outcome = perform(asked(), command)
    if is_page():
        return moved(outcome, url_for("waybills.show", carton_id=carton_id))
    told = "" if outcome.ok else str(outcome.refusal)
    html = render_template("shipping/_waybill.html", told=told, **waybill_part(current.own(Carton, carton_id)))
    return named(make_response(html, outcome.status), outcome)


def _carton_of(request_id: int) -> int:
    """Raises NotFound for what is about a manifest."""
    carton_id = current.own(WaybillRequest, request_id).carton_id
    if carton_id is None:
        raise NotFound
    return carton_id


def _stuck(outcome: Outcome) -> dict[str, Any]:
    waybill = _waybill(outcome.result["waybill_id"])
    return {"waybill": waybill, "instead_of": outcome.result.get("instead_of", "")}


def _waybill(waybill_id: int) -> Waybill:
    return waybill_in(current.current().warehouse_id, waybill_id)
