"""A lead's words to pickers: sent with one touch, read on the handheld, acknowledged there."""

from flask import Blueprint, Response, make_response, render_template, request, url_for

from app.messages.commands import Words, note_receipt, send_message
from app.messages.models import LONGEST, Message
from app.messages.phrases import NAMES, PHRASES, message_words, phrase_words
from app.messages.queries import messages_for, pickers_to_tell, sent_messages
from app.operations import Outcome, perform
from app.routes import current
from app.routes.asked import asked, moved, named, shown
from app.routes.refusals import is_page
from app.warehouse.blocking import aisle_names
from app.warehouse.queries import warehouse_of

bp = Blueprint("messages", __name__, url_prefix="/messages")
bp.add_app_template_global(message_words)
bp.add_app_template_global(phrase_words)


@bp.get("")
def index() -> str:
    """`to` is whom the lead chose already."""
    return render_template("messages/index.html", **_page(_chosen()))


@bp.get("/sent")
def shown_sent() -> str:
    return render_template("messages/_sent.html", sent=sent_messages(current.current().warehouse_id))


@bp.post("")
def create() -> Response:
    """A phrase's own button sends it; what was written counts before it."""
    here = current.current().warehouse_id
    said = request.form
    words = Words(said.get("phrase", ""), said.get("name", ""), said.get("text", ""))
    outcome = perform(asked(), lambda actor: send_message(here, words, _told(here), actor))
    if is_page():
        return moved(outcome, url_for("messages.index"))
    return named(make_response(_answered(outcome), outcome.status), outcome)


@bp.get("/mine")
def mine() -> str:
    """What the picker has still to hear, in the picker's language."""
    me = current.current()
    return render_template("messages/_mine.html", receipts=messages_for(me.worker_id, me.warehouse_id))


@bp.post("/<int:message_id>/receipts")
def create_receipt(message_id: int) -> Response:
    step = request.form.get("step", "")
    outcome = perform(asked(), lambda actor: note_receipt(current.own(Message, message_id), step, actor))
    return shown(outcome, "picking/_kept.html")


def _answered(outcome: Outcome) -> str:
    """What was sent leaves the form; what was refused stays in it."""
    if outcome.ok:
        came = {"told": outcome.result["told"]}
    else:
        came = {
            "refused": str(outcome.refusal),
            "typed": {name: request.form.get(name, "") for name in ("text", "name")},
        }
    return render_template("messages/_messages.html", **_page(_chosen()) | came)


def _page(chosen: frozenset[int]) -> dict[str, object]:
    warehouse = warehouse_of(current.current().warehouse_id)
    pickers = pickers_to_tell(warehouse.id)
    return {
        "pickers": pickers,
        "at_work": sum(at_work for _, at_work in pickers),
        "chosen": chosen,
        "all_chosen": "all" in request.values or not chosen,
        "phrases": [phrase for phrase in PHRASES if phrase not in NAMES],
        "about_aisles": list(NAMES),
        "aisles": aisle_names(warehouse),
        "longest": LONGEST,
        "sent": sent_messages(warehouse.id),
        "typed": {},
    }


def _told(warehouse_id: int) -> list[int]:
    """Those who were chosen by name; where everybody was, those too: too many hear of it rather than too few."""
    chosen = _chosen()
    if "all" not in request.form:
        return list(chosen)
    return [worker.id for worker, at_work in pickers_to_tell(warehouse_id) if at_work or worker.id in chosen]


def _chosen() -> frozenset[int]:
    return frozenset(int(text) for text in request.values.getlist("to") if text.isascii() and text.isdigit())
