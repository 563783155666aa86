"""What guards every request: where it comes from, that its page was ours, and what a browser may do with the answer."""

from flask import Flask, Response, current_app, request
from flask_babel import lazy_gettext
from flask_wtf import CSRFProtect
from werkzeug.routing import IntegerConverter, Map

from app.errors import DomainError
from app.routes.asked import refuse
from app.routes.refusals import NotUnderstood
from app.workers.sessions import SHIFT

csrf = CSRFProtect()

POLICY = (
    "default-src 'self'; img-src 'self' data:; connect-src 'self' {socket}; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
LARGEST_ID = 2**31 - 1
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignOrigin(DomainError):
    code = "foreign_origin"
    status = 403
    message = lazy_gettext("This came from another site. Open the program by its own address and do it there.")


class HttpsOnly(DomainError):
    code = "https_only"
    status = 403
    message = lazy_gettext("This warehouse is served over HTTPS only. Open its address with https:// in front.")


class RowId(IntegerConverter):
    """`<int:…>` in an address: a number that no row can have is no such page, instead of trouble in the database."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_ID)


def row_number(text: str) -> int:
    """The same for the `type=` of a field: as if it were no number at all."""
    number = int(text)
    if abs(number) > LARGEST_ID:
        raise ValueError(text)
    return number


def init_guard(app: Flask) -> None:
    """What comes before anybody is looked up."""
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False  # an answer that is late would bring back the session before
    app.config["PERMANENT_SESSION_LIFETIME"] = SHIFT
    app.url_map.converters["int"] = RowId
    app.before_request(_refuse_plain_http)
    app.before_request(_refuse_foreign)
    app.after_request(_add_headers)


def init_csrf(app: Flask) -> None:
    """Looked at after the rights, so that a shift that is over is told as that, and not as a stale page or text."""
    app.config["WTF_CSRF_SSL_STRICT"] = False  # the Origin is judged for every request, encrypted or not
    csrf.init_app(app)
    app.before_request(_refuse_unreadable)


def _refuse_plain_http() -> None:
    """In production a cookie is never sent in the clear; this very machine excepted, where nobody listens."""
    at_home = request.host.partition(":")[0] in {"localhost", "127.0.0.1"}
    if not (request.is_secure or current_app.config["DEMO"] or at_home or request.path == "/healthz"):
        raise HttpsOnly


def _refuse_foreign() -> None:
    """A change comes from our own page: browsers say where from; who says nothing still needs the CSRF token."""
    if request.method in SAFE:
        return
    origin = request.headers.get("Origin")
    if origin is None and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        return
    if origin != request.host_url.rstrip("/"):
        raise ForeignOrigin


def _refuse_unreadable() -> None:
    """A NUL is in no text that a person or a scanner writes, and PostgreSQL keeps none."""
    texts = [request.path]
    for _name, values in (*request.args.lists(), *request.form.lists()):
        texts += values
    if any("\0" in text for text in texts):
        refuse(NotUnderstood())


def _add_headers(response: Response) -> Response:
    """A file that no browser shows as a page needs little of it, and there are many of them on a slow line."""
    if request.endpoint == "static":
        response.headers["X-Content-Type-Options"] = HEADERS["X-Content-Type-Options"]
        response.headers["Cross-Origin-Resource-Policy"] = HEADERS["Cross-Origin-Resource-Policy"]
        return response
    socket = f"{'wss' if request.is_secure else 'ws'}://{request.host}"
    response.headers.setdefault("Content-Security-Policy", POLICY.format(socket=socket))
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # With an authority of its own the browser would keep this host, all its ports, to a promise that a move to
    # another certificate breaks; and the plain page from which devices install the authority would be out of reach.
    if request.is_secure and not current_app.config["TLS"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
