"""Returns at the desk: what waits for an answer, one of them, opening one, and settling what came back."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.attachments.models import PHOTOGRAPH
from app.attachments.queries import attachments_of
from app.clock import now
from app.operations import Actor, perform
from app.orders.models import Order
from app.printing.papers import pdf_of
from app.printing.queries import own_papers
from app.returns.commands.answer_rma import LONGEST, approve_rma, cancel_rma, refuse_rma
from app.returns.commands.open_rma import LONGEST_BEYOND, LONGEST_LINE_NOTE, LONGEST_NOTE, MOST_PHOTOGRAPHS, open_rma
from app.returns.commands.refund_rma import GOODS, MORE, POSTAGE, deduction_field
from app.returns.commands.send_exchange import send_repaired, units_to_send_back
from app.returns.commands.settle_rma import FOLLOWS, Settlement, settle_rma
from app.returns.listing import (
    LISTS,
    RmaSearch,
    counts_by_list,
    exchanges_of,
    found_rmas,
    may_be_called_off,
    orders_numbered,
    refunds_for,
    rma_history,
    rma_sending,
    rmas_of,
)
from app.returns.models import DESK, Rma
from app.returns.pictures import add_picture
from app.returns.proposals import following
from app.returns.returnable import name_of, returnable
from app.returns.rule_book import rules_of
from app.returns.rules import CHOOSABLE
from app.returns.slip import PAPER, slip_content, slip_of
from app.returns.words import (
    WISHES,
    deduction_name,
    disposition_name,
    grade_name,
    opener_name,
    reason_name,
    rma_state_name,
    wish_name,
)
from app.routes.asked import asked, is_sent_again, moved
from app.routes.current import current, own
from app.routes.pages import paged
from app.routes.papers import shown_pdf
from app.routes.print_asking import print_wanted
from app.routes.return_forms import kept_photographs, wanted_return

bp = Blueprint("returns", __name__, url_prefix="/returns")
bp.add_app_template_global(rmas_of)
bp.add_app_template_global(rma_sending)
bp.add_app_template_global(refunds_for)
bp.add_app_template_global(exchanges_of)
bp.add_app_template_global(units_to_send_back)
bp.add_app_template_global(returnable)
bp.add_app_template_global(name_of)
bp.add_app_template_global(reason_name)
bp.add_app_template_global(wish_name)
bp.add_app_template_global(grade_name)
bp.add_app_template_global(disposition_name)
bp.add_app_template_global(rma_state_name)
bp.add_app_template_global(opener_name)
bp.add_app_template_global(deduction_name)
bp.add_app_template_global(deduction_field)


@bp.get("")
def index() -> str:
    return render_template("returns/index.html", **_listed())


@bp.get("/now")
def shown() -> str:
    """The list alone."""
    return render_template("returns/_list.html", **_listed())


@bp.get("/new")
def find_order() -> ResponseReturnValue:
    """From the number of an order to the form for its return; of several channels' one is chosen."""
    number = request.args.get("number", "").strip()[:60]
    found = orders_numbered(current().warehouse_id, number)
    if len(found) == 1:
        return redirect(url_for("returns.new", order_id=found[0].id), 303)
    return render_template("returns/find.html", number=number, found=found)


@bp.get("/orders/<int:order_id>/new")
def new(order_id: int) -> str:
    order = own(Order, order_id)
    return render_template(
        "returns/new.html",
        order=order,
        lines=returnable(order),
        rules=rules_of(order),
        reasons=CHOOSABLE,
        wishes=WISHES,
        most=MOST_PHOTOGRAPHS,
        longest={"note": LONGEST_NOTE, "line": LONGEST_LINE_NOTE, "beyond": LONGEST_BEYOND},
    )


@bp.post("/orders/<int:order_id>")
def create(order_id: int) -> Response:
    pictures = [] if is_sent_again() else kept_photographs()
    wanted = wanted_return(own(Order, order_id), DESK, pictures)
    outcome = perform(asked(), lambda actor: open_rma(own(Order, order_id), wanted, actor))
    return moved(outcome, url_for("returns.show", rma_id=outcome.result.get("rma_id", 0)))


@bp.get("/<int:rma_id>")
def show(rma_id: int) -> str:
    rma = own(Rma, rma_id)
    found = following(rma)
    return render_template(
        "returns/rma.html",
        rma=rma,
        language=str(get_locale() or "en"),
        is_late=rma.answered_at is None and rma.answer_due_at < now(),
        pictures=_pictures(rma),
        history=rma_history(rma),
        refunds=refunds_for(rma),
        following=found,
        is_whole=all(parcel.done_at for parcel in rma.parcels),
        follows=FOLLOWS,
        may_be_called_off=may_be_called_off(rma),
        longest=LONGEST,
        fields={"goods": GOODS, "postage": POSTAGE, "more": MORE},
        leads="lead" in current().roles,
    )


@bp.post("/<int:rma_id>/answers")
def create_answer(rma_id: int) -> Response:
    """Approved, or refused with words to the customer."""
    words = request.form.get("words", "")
    answer = refuse_rma if request.form.get("answer") == "refused" else approve_rma
    return _done(rma_id, lambda rma, actor: answer(rma, words, actor))


@bp.post("/<int:rma_id>/cancellations")
def create_cancellation(rma_id: int) -> Response:
    return _done(rma_id, cancel_rma)


@bp.post("/<int:rma_id>/settlements")
def create_settlement(rma_id: int) -> Response:
    form = request.form.to_dict()
    prefix = "item_"
    chosen = Settlement(
        follows=form.get("follows", ""),
        shown=form.get("shown", ""),
        changed=form,
        reason=form.get("reason", ""),
        by_lead="lead" in current().roles,
        items={
            int(name.removeprefix(prefix)): sku
            for name, sku in form.items()
            if name.startswith(prefix) and name.removeprefix(prefix).isdecimal()
        },
    )
    return _done(rma_id, lambda rma, actor: settle_rma(rma, chosen, actor))


@bp.post("/<int:rma_id>/sendings")
def create_sending(rma_id: int) -> Response:
    """What was repaired goes back."""
    return _done(rma_id, send_repaired)


@bp.post("/<int:rma_id>/pictures")
def create_picture(rma_id: int) -> Response:
    own(Rma, rma_id)
    pictures = [] if is_sent_again() else kept_photographs()
    return _done(rma_id, lambda rma, actor: add_picture(rma, pictures, actor))


@bp.post("/<int:rma_id>/prints")
def create_print(rma_id: int) -> Response:
    """Its slip, on a printer of the house."""
    return print_wanted(slip_of(own(Rma, rma_id)))


@bp.get("/<int:rma_id>/slip.pdf")
def slip(rma_id: int) -> Response:
    """To be sent to the customer, or shown."""
    content = slip_content(own(Rma, rma_id))
    return shown_pdf(pdf_of(PAPER, [content], own_papers()), content["rma"])


def _done(rma_id: int, command: Callable[[Rma, Actor], Mapping[str, Any]]) -> Response:
    outcome = perform(asked(), lambda actor: command(own(Rma, rma_id), actor))
    return moved(outcome, url_for("returns.show", rma_id=rma_id))


def _pictures(rma: Rma) -> list[Any]:
    return [one for one in attachments_of(Rma.__tablename__, [rma.id]) if one.kind == PHOTOGRAPH]


def _listed() -> dict[str, object]:
    here, said = current().warehouse_id, request.args
    which = said.get("which", "") if said.get("which", "") in LISTS else ""
    search = RmaSearch(which, said.get("number", "").strip()[:60])
    return {
        "found": paged(found_rmas(here, search)),
        "counts": counts_by_list(here),
        "lists": LISTS,
        "search": search,
        "at": now(),
    }
