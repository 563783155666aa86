"""The customer's page behind an unguessable link: no account, no session, no cookie, no script."""

from datetime import timedelta
from threading import Lock
from time import monotonic
from uuid import NAMESPACE_URL, uuid5

from babel.dates import format_datetime
from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import force_locale

from app.db import db
from app.languages import LANGUAGES, asked_for, gettext
from app.notices.links import keep_quiet, link_by_token
from app.notices.page import ParcelPage, page_of
from app.operations import Asked, perform, program
from app.orders.models import Order
from app.returns.listing import rmas_of
from app.returns.returnable import open_lines
from app.routes.security import csrf

bp = Blueprint("parcel_page", __name__, url_prefix="/t")

A_MINUTE = 60.0
MOST_ASKED = 120
"""Pages a minute for one address: a family behind one router looks now and then, a program that guesses does not."""
MOST_KNOWN = 10_000
"""Addresses that are remembered at once; beyond that all are forgotten, and each begins anew."""


LAST = timedelta(microseconds=1)
"""Until midnight is by the day before."""


class Bound:
    """So many questions a minute from one address; in memory, for it only keeps the load down."""

    def __init__(self, most: int = MOST_ASKED) -> None:
        self._most = most
        self._lock = Lock()
        self._asked: dict[str, int] = {}
        self._until = 0.0

    def allows(self, address: str) -> bool:
        with self._lock:
            if monotonic() > self._until or len(self._asked) > MOST_KNOWN:
                self._asked, self._until = {}, monotonic() + A_MINUTE
            self._asked[address] = self._asked.get(address, 0) + 1
            return self._asked[address] <= self._most


bound = Bound()


@bp.get("/<token>")
def show(token: str) -> Response:
    language = page_language()
    with force_locale(language):
        if not bound.allows(request.remote_addr or ""):
            return too_many(language)
        link, page = link_by_token(token), page_of(token, language)
        if link is None or page is None:
            return unknown_link(language)
        return answered(_rendered(page, db.session.get_one(Order, link.order_id), token, language), 200)


@bp.post("/<token>/quiet")
def create_quiet(token: str) -> Response:
    """No more mails about the order. The link itself is what proves who asks, and a mail program asks by itself."""
    language = page_language()
    with force_locale(language):
        if not bound.allows(request.remote_addr or ""):
            return too_many(language)
        link = link_by_token(token)
        if link is None:
            return unknown_link(language)
        # One link says this once: so its operation has a name of its own, however often it is sent.
        name = str(uuid5(NAMESPACE_URL, f"quiet {link.digest}"))
        actor = program("customer")
        perform(Asked(name, "parcel_page.create_quiet", {"link": link.id}, actor), lambda who: keep_quiet(link, who))
        return plain(gettext("You get no more mails about this order."), language, 200)


csrf.exempt(create_quiet)


def _rendered(page: ParcelPage, order: Order, token: str, language: str) -> str:
    return render_template(
        "parcel_page/page.html",
        page=page,
        rmas=rmas_of(order),
        may_return=bool(open_lines(order)),
        token=token,
        language=language,
        languages=LANGUAGES,
        said_day=lambda at: format_datetime(at - LAST, gettext("EEE d MMM"), tzinfo=page.zone, locale=language),
        said_at=lambda at: format_datetime(at, gettext("EEE d MMM HH:mm"), tzinfo=page.zone, locale=language),
    )


def too_many(language: str) -> Response:
    return plain(gettext("Too many questions at once. Try again in a minute."), language, 429)


def unknown_link(language: str) -> Response:
    return plain(gettext("This link is not known. Look into the shop's message again."), language, 404)


def plain(words: str, language: str, status: int) -> Response:
    html = render_template("parcel_page/plain.html", words=words, language=language, languages=LANGUAGES)
    return answered(html, status)


def answered(html: str, status: int) -> Response:
    """The address is a secret that no other site is told; our own forms have to say where they come from."""
    response = make_response(html, status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    return response


def page_language() -> str:
    chosen = request.args.get("lang", "")
    return chosen if chosen in LANGUAGES else asked_for(request.accept_languages.values())
