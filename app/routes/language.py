"""In which language and by which clock a page is written."""

from flask import Flask, has_request_context, request
from flask_babel import Babel, get_locale

from app.languages import asked_for
from app.routes import current
from app.warehouse.queries import warehouse_of


def language() -> str:
    """The worker's own; before sign-in the first that the browser asks for and we have."""
    if not has_request_context():
        return "en"  # a command of the shell, a job
    worker = current.signed_in()
    if worker:
        return worker.language
    return asked_for(request.accept_languages.values())


def time_zone() -> str | None:
    """The clock of the warehouse that the worker is in."""
    worker = current.signed_in() if has_request_context() else None
    return warehouse_of(worker.warehouse_id).time_zone if worker else None


def init_language(app: Flask) -> None:
    Babel(app, locale_selector=language, timezone_selector=time_zone)
    app.jinja_env.globals["get_locale"] = get_locale
