"""What customers are told: chosen and worded by an admin, seen on the order, sent again by the desk."""

from flask import Blueprint, Response, render_template, request, url_for

from app.config import configured
from app.languages import LANGUAGES, gettext
from app.notices.again import send_again
from app.notices.choosing import (
    WAYS,
    Chosen,
    NoSuchText,
    back_to_usual,
    change_text,
    choose_notices,
    notice_settings,
)
from app.notices.facts import PREVIEW, public_link
from app.notices.links import known_link, link_of
from app.notices.models import Notice
from app.notices.steps import STEPS, step_name
from app.notices.wording import FACTS, LONGEST_BODY, LONGEST_SUBJECT, Text, check_text, said, text_of
from app.notices.writing import notices_of
from app.operations import perform
from app.orders.models import Order
from app.routes.asked import asked, moved
from app.routes.current import current, own
from app.warehouse.models import Warehouse
from app.warehouse.queries import warehouse_of

bp = Blueprint("notices", __name__)
bp.add_app_template_global(step_name)
bp.add_app_template_global(notices_of)
bp.add_app_template_global(public_link)
bp.add_app_template_global(known_link, "order_link")


@bp.app_template_global()
def notice_problem(notice: Notice) -> str:
    """Why it did not go: our own words in the reader's language, a server's as they came."""
    return gettext(notice.problem) if notice.problem else ""


@bp.post("/notices/<int:notice_id>/sendings")
def create_sending(notice_id: int) -> Response:
    outcome = perform(asked(), lambda actor: send_again(own(Notice, notice_id), actor))
    return moved(outcome, url_for("orders.show", order_id=own(Notice, notice_id).order_id))


@bp.post("/orders/<int:order_id>/links")
def create_link(order_id: int) -> Response:
    """The customer's page, for whoever asks at the desk where the parcel is."""
    outcome = perform(asked(), lambda _: {"link_id": link_of(own(Order, order_id)).id})
    return moved(outcome, url_for("orders.show", order_id=order_id))


@bp.get("/admin/notices")
def index() -> str:
    mail = configured("MAIL")
    return render_template(
        "admin/notices.html",
        settings=notice_settings(_warehouse()),
        steps=STEPS,
        ways=WAYS,
        languages=LANGUAGES,
        sender=mail.sender if mail else "",
        public_url=configured("PUBLIC_URL"),
    )


@bp.post("/admin/notices")
def update() -> Response:
    form = request.form
    chosen = Chosen(
        steps={step: form.getlist(f"step_{step}") for step in STEPS},
        shop=form.get("shop", ""),
        contact=form.get("contact", ""),
        returns={language: form.get(f"returns_{language}", "") for language in LANGUAGES},
        language=form.get("language", ""),
        reply_to=form.get("reply_to", "").strip(),
        webhook_url=form.get("webhook_url", "").strip(),
    )
    outcome = perform(asked(), lambda actor: choose_notices(_warehouse(), chosen, actor))
    return moved(outcome, url_for("notices.index"))


@bp.get("/admin/notices/<step>/<language>")
def text(step: str, language: str) -> str:
    _require(step, language)
    return render_template("admin/notice_text.html", **_shown(step, language, text_of(_here(), step, language)))


@bp.post("/admin/notices/<step>/<language>/previews")
def preview(step: str, language: str) -> str:
    """What the customer would read; nothing is kept."""
    _require(step, language)
    given = _given()
    check_text(given)
    return render_template("admin/_notice_preview.html", filled=said(given, _facts()))


@bp.post("/admin/notices/<step>/<language>")
def update_text(step: str, language: str) -> Response:
    given = _given()
    outcome = perform(asked(), lambda actor: change_text(_warehouse(), step, language, given, actor))
    return moved(outcome, url_for("notices.text", step=step, language=language))


@bp.post("/admin/notices/<step>/<language>/usual")
def create_usual(step: str, language: str) -> Response:
    outcome = perform(asked(), lambda actor: back_to_usual(_warehouse(), step, language, actor))
    return moved(outcome, url_for("notices.text", step=step, language=language))


def _given() -> Text:
    subject, body = request.form.get("subject", ""), request.form.get("body", "")
    return Text(" ".join(subject.split()), body.replace("\r\n", "\n").strip())


def _shown(step: str, language: str, words: Text) -> dict[str, object]:
    return {
        "step": step,
        "language": language,
        "languages": LANGUAGES,
        "text": words,
        "filled": said(words, _facts()),
        "facts": sorted(FACTS),
        "longest": {"subject": LONGEST_SUBJECT, "body": LONGEST_BODY},
    }


def _facts() -> dict[str, object]:
    """The order that nobody made, from the shop as it is called here."""
    settings = notice_settings(_warehouse())
    return {**PREVIEW, "shop": settings.shop, "contact": settings.contact or PREVIEW["contact"]}


def _require(step: str, language: str) -> None:
    if step not in STEPS or language not in LANGUAGES:
        raise NoSuchText


def _warehouse() -> Warehouse:
    return warehouse_of(_here())


def _here() -> int:
    return current().warehouse_id
