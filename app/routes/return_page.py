"""The customer's side of returns, behind the order's unguessable link: no account, no session, no cookie, no script."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import NAMESPACE_URL, uuid4, uuid5

from babel.dates import format_date, format_datetime
from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_babel import force_locale, lazy_gettext

from app.db import db
from app.errors import DomainError, NotFound
from app.languages import LANGUAGES, in_language
from app.notices.choosing import notice_settings
from app.notices.links import link_by_token
from app.notices.models import OrderLink
from app.operations import Actor, Asked, OperationChanged, Outcome, perform, program
from app.operations.queries import is_known
from app.orders.models import Order
from app.printing.papers import pdf_of
from app.printing.queries import own_papers
from app.returns.commands.answer_rma import cancel_rma
from app.returns.commands.open_rma import (
    LONGEST_LINE_NOTE,
    LONGEST_NOTE,
    MOST_PHOTOGRAPHS,
    check_wanted,
    open_rma,
)
from app.returns.listing import may_be_called_off, refunds_for, rma_of
from app.returns.models import CUSTOMER
from app.returns.returnable import returnable
from app.returns.rule_book import rules_of
from app.returns.rules import CHOOSABLE
from app.returns.slip import PAPER, customers_slip
from app.routes import parcel_page
from app.routes.papers import shown_pdf
from app.routes.parcel_page import Bound, answered, page_language, plain, too_many, unknown_link
from app.routes.return_forms import kept_photographs, wanted_return
from app.routes.security import csrf
from app.warehouse.calendar import calendar_of
from app.warehouse.models import Warehouse

bp = Blueprint("return_page", __name__, url_prefix="/t")
P = ParamSpec("P")

MOST_SENT = 20
"""Forms and slips a minute for one address: both cost more than a page."""
sendings = Bound(MOST_SENT)


class SentBefore(DomainError):
    code = "return_sent_before"
    status = 422
    message = lazy_gettext("This form was sent before, with something else in it. Look it over, and send it again.")


@dataclass(frozen=True)
class Visit:
    """Whoever holds the link of that order."""

    token: str
    link: OrderLink
    order: Order
    language: str

    @property
    def actor(self) -> Actor:
        return program("customer", self.order.warehouse_id)

    def url(self, endpoint: str, number: str | None = None) -> str:
        return url_for(endpoint, token=self.token, number=number, lang=self.language)


Page = Callable[Concatenate[Visit, P], Response]


def _visited(page: Page[P]) -> Callable[..., Response]:
    """The page in the reader's language, for a link that is known, asked for not too often."""

    @wraps(page)
    def shown(token: str, *rest: P.args, **named: P.kwargs) -> Response:
        language, address = page_language(), request.remote_addr or ""
        with force_locale(language):
            if not parcel_page.bound.allows(address):
                return too_many(language)
            link = link_by_token(token)
            if link is None:
                return unknown_link(language)
            visit = Visit(token, link, db.session.get_one(Order, link.order_id), language)
            try:
                return page(visit, *rest, **named)
            except NotFound:
                return unknown_link(language)

    return shown


@bp.get("/<token>/return")
@_visited
def new(visit: Visit) -> Response:
    """What to send back, and why."""
    return _form(visit, None)


@bp.post("/<token>/returns")
@_visited
def create(visit: Visit) -> Response:
    """The form's own id names the operation: sent twice, it opens one return."""
    if not sendings.allows(request.remote_addr or ""):
        return too_many(visit.language)
    asked = _asked(visit)
    try:
        outcome = _opened(visit, asked)
    except OperationChanged:
        return _form(visit, SentBefore())
    except DomainError as refusal:
        return _form(visit, refusal)
    if not outcome.ok:
        return _form(visit, outcome.refusal)
    return make_response(redirect(visit.url("return_page.show", number=outcome.result["number"]), 303))


@bp.get("/<token>/returns/<number>")
@_visited
def show(visit: Visit, number: str) -> Response:
    """Its number, how far it is, and the way to call it off."""
    rma = rma_of(visit.order, number)
    page = {"rma": rma, "refunds": refunds_for(rma), "may_be_called_off": may_be_called_off(rma)}
    return _rendered(visit, "parcel_page/return.html", 200, **page)


@bp.get("/<token>/returns/<number>/slip")
@_visited
def slip(visit: Visit, number: str) -> Response:
    """To be printed and put into the parcel; its code is what the dock scans."""
    if not sendings.allows(request.remote_addr or ""):
        return too_many(visit.language)
    content = customers_slip(rma_of(visit.order, number), visit.language)
    db.session.rollback()  # drawing takes its time, and holds no connection meanwhile
    response = shown_pdf(pdf_of(PAPER, [content], own_papers()), content["rma"])
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@bp.post("/<token>/returns/<number>/cancellations")
@_visited
def create_cancellation(visit: Visit, number: str) -> Response:
    """Until the parcel arrived; saying so twice is as good as once."""
    rma = rma_of(visit.order, number)
    name = str(uuid5(NAMESPACE_URL, f"call off {visit.link.digest} {rma.number}"))
    asked = Asked(name, "return_page.create_cancellation", {"rma": rma.id}, visit.actor)
    outcome = perform(asked, lambda actor: cancel_rma(rma_of(visit.order, number), actor))
    if not outcome.ok:
        return plain(str(outcome.refusal), visit.language, outcome.status)
    return make_response(redirect(visit.url("return_page.show", number=number), 303))


csrf.exempt(create)
csrf.exempt(create_cancellation)


def _opened(visit: Visit, asked: Asked) -> Outcome:
    """What would be refused is refused before any photograph is kept; what was sent before is only answered again."""
    pictures = []
    if not is_known(asked.id):
        check_wanted(visit.order, wanted_return(visit.order, CUSTOMER))
        pictures = kept_photographs()
    wanted = wanted_return(visit.order, CUSTOMER, pictures)
    return perform(asked, lambda actor: open_rma(db.session.get_one(Order, visit.order.id), wanted, actor))


def _asked(visit: Visit) -> Asked:
    """Named by the link and the form together: nobody else's operation has that name."""
    given = request.form.get("operation_id", "")[:60]
    content: dict[str, Any] = {"link": visit.link.id, **request.form.to_dict()}
    for place, file in enumerate(request.files.getlist("photograph")):
        content[f"photograph_{place}"] = hashlib.sha256(file.stream.read()).hexdigest()
        file.stream.seek(0)
    name = str(uuid5(NAMESPACE_URL, f"return {visit.link.digest} {given}"))
    return Asked(name, "return_page.create", content, visit.actor)


def _form(visit: Visit, refusal: DomainError | None) -> Response:
    """What was typed stays; photographs have to be chosen again, no browser keeps them."""
    rules = rules_of(visit.order)
    return _rendered(
        visit,
        "parcel_page/return_form.html",
        refusal.status if refusal else 200,
        refusal=str(refusal) if refusal else "",
        lines=returnable(visit.order),
        rules=rules,
        reasons=CHOOSABLE,
        said=request.form,
        most=MOST_PHOTOGRAPHS,
        longest={"note": LONGEST_NOTE, "line": LONGEST_LINE_NOTE},
        operation_id=str(uuid4()),
    )


def _rendered(visit: Visit, template: str, status: int, **context: Any) -> Response:
    warehouse = db.session.get_one(Warehouse, visit.order.warehouse_id)
    zone, language, settings = calendar_of(warehouse).zone, visit.language, notice_settings(warehouse)
    shared: Mapping[str, Any] = {
        "shop": settings.shop,
        "contact": settings.contact,
        "words": in_language(settings.returns, language),
        "order": visit.order,
        "url": visit.url,
        "language": language,
        "languages": LANGUAGES,
        "said_day": lambda at: format_date(at.astimezone(zone).date(), "long", locale=language),
        "said_at": lambda at: format_datetime(at, "EEE d MMM HH:mm", tzinfo=zone, locale=language),
    }
    return answered(render_template(template, **shared, **context), status)
