"""Every refusal in words: as a page for a person who came with a browser, as an alert for a script."""

import logging

from flask import Flask, Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from flask_htmx import HTMX
from flask_htmx import make_response as fragment
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.db import PROBLEMS, is_passing
from app.errors import Busy, DomainError
from app.operations import OperationChanged
from app.routes.current import NotSignedIn, forget_asker

log = logging.getLogger(__name__)
htmx = HTMX()
"""Tells a fragment's request from a page's."""


class NoSuchPage(DomainError):
    code = "no_such_page"
    status = 404
    message = lazy_gettext("There is no such page. Go back to the start.")


class PageTooOld(DomainError):
    code = "page_too_old"
    status = 400
    message = lazy_gettext("This page is out of date. Load it again; what was scanned is kept on the device.")


class TooLarge(DomainError):
    code = "too_large"
    status = 413
    message = lazy_gettext("This is larger than the program takes. Send less at once.")


class NotUnderstood(DomainError):
    code = "not_understood"
    status = 400
    message = lazy_gettext("The program did not understand this. Load the page again.")


class SomethingBroke(DomainError):
    """Never stored, and named as ours: the worker did nothing wrong."""

    code = "something_broke"
    status = 500
    message = lazy_gettext("Something broke in the program. What was scanned is kept on the device. Tell your admin.")


WORDS: dict[int, type[DomainError]] = {404: NoSuchPage, 405: NoSuchPage, 413: TooLarge, 500: SomethingBroke}


def is_page() -> bool:
    """Whether a person's browser asks for a whole page, not a script for a fragment."""
    if htmx or "Operation-Id" in request.headers:
        return False
    if "Sec-Fetch-Mode" in request.headers:
        return request.headers["Sec-Fetch-Mode"] == "navigate"
    takes = request.accept_mimetypes  # our scripts say so, or take JSON; a program that takes anything gets the page
    return not takes or takes.accept_html


def told(refusal: DomainError) -> str:
    """The refusal's words: as a page; inside the form that htmx sent; or as an alert for a script."""
    if is_page():
        if isinstance(refusal, Busy):
            forget_asker()  # the page must not ask the book who that is: it may not answer
        return render_template("refused.html", message=str(refusal), way_back=_way_back())
    template = "components/_told.html" if htmx else "components/_alert.html"
    return render_template(template, message=str(refusal))


def _way_back() -> str:
    """The page of ours that the person came from; else the start."""
    came_from = request.referrer or ""
    return came_from if came_from.startswith(request.host_url) and came_from != request.url else "/"


def init_refusals(app: Flask) -> None:
    htmx.init_app(app)
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(CSRFError, _csrf_missing)
    app.register_error_handler(HTTPException, _http)
    for problem in PROBLEMS:
        app.register_error_handler(problem, _database)


def _refused(refusal: DomainError) -> Response:
    if isinstance(refusal, NotSignedIn):
        return _to_sign_in(refusal)
    response = make_response(told(refusal), refusal.status)
    if isinstance(refusal, Busy):
        response.headers["Retry-After"] = "1"
    if isinstance(refusal, OperationChanged):  # the outcome that is stored is of what was asked before
        response.headers["Operation-Id"], response.headers["Operation-Outcome"] = g.operation_id, refusal.code
    return response


def _to_sign_in(refusal: NotSignedIn) -> Response:
    """A page leads to the sign-in; a fragment never holds it, the script is told where to go."""
    if is_page() and request.method == "GET":
        return make_response(redirect(url_for("session.sign_in_page"), 303))
    response: Response = fragment(told(refusal), refusal.status, redirect=url_for("session.sign_in_page"))
    return response


def _csrf_missing(problem: CSRFError) -> Response:
    return _refused(PageTooOld())


def _database(problem: Exception) -> Response:
    """It is busy or away: a line in the log, and the device asks again. Anything else is a fault of ours."""
    if not is_passing(problem):
        raise problem
    log.warning("503 %s %s: %s", request.method, request.path, str(problem).splitlines()[0])
    return _refused(Busy())


def _http(problem: HTTPException) -> Response:
    """What Flask refuses by itself, in our words; a redirect stays what it is."""
    if problem.code is None or problem.code < 400:
        return make_response(problem.get_response())
    return make_response(told(WORDS.get(problem.code, NotUnderstood)()), problem.code)
