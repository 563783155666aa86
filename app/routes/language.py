"""In which language and by which clock a page is written, and how numbers stand in its words."""

from typing import Any

from flask import Blueprint, Flask, Response, has_request_context, make_response, redirect, render_template, request
from flask_babel import Babel, get_locale, get_translations
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from app.db import db
from app.languages import LANGUAGES, as_read, asked_for
from app.operations import perform
from app.routes import cookies, current
from app.routes.asked import asked, moved
from app.warehouse.queries import warehouse_of
from app.workers.commands import UnknownLanguage, choose_language
from app.workers.models import Worker

bp = Blueprint("language", __name__)


@bp.get("/language")
def show() -> str:
    return render_template("session/language.html", back=_way_back(request.args.get("back", "")))


@bp.post("/language")
def choose() -> Response:
    """For a worker it is an operation and stays with the worker; before sign-in it stays with the device."""
    chosen, back = request.form.get("language", ""), _way_back(request.form.get("back", ""))
    worker = current.signed_in()
    if worker:
        outcome = perform(
            asked(), lambda actor: choose_language(db.session.get_one(Worker, worker.worker_id), chosen, actor)
        )
        return moved(outcome, back)
    if chosen not in LANGUAGES:
        raise UnknownLanguage(language=chosen)
    return cookies.keep_language(make_response(redirect(back, 303)), chosen)


def language() -> str:
    """The worker's own; before sign-in what was chosen on the device, or what its browser asks for."""
    if not has_request_context():
        return "en"  # a command of the shell, a job
    worker = current.signed_in()
    if worker:
        return worker.language
    chosen = cookies.chosen_language()
    return chosen if chosen in LANGUAGES else asked_for(request.accept_languages.values())


def time_zone() -> str | None:
    """The clock of the warehouse that the worker is in."""
    worker = current.signed_in() if has_request_context() else None
    return warehouse_of(worker.warehouse_id).time_zone if worker else None


def init_language(app: Flask) -> None:
    Babel(app, locale_selector=language, timezone_selector=time_zone)
    app.jinja_env.globals.update(get_locale=get_locale, languages_known=LANGUAGES)
    app.jinja_env.globals.update(_=_said, gettext=_said, ngettext=_counted)


@pass_context
def _said(context: Context, text: str, **values: Any) -> str:
    """The text of a template in the reader's language, with its numbers."""
    return _filled(context, get_translations().ugettext(text), values)


@pass_context
def _counted(context: Context, one: str, many: str, num: int, **values: Any) -> str:
    return _filled(context, get_translations().ungettext(one, many, num), {"num": num, **values})


def _filled(context: Context, text: str, values: dict[str, Any]) -> str:
    """As Jinja's own gettext fills a text: what is filled in is escaped."""
    said = Markup(text) if context.eval_ctx.autoescape else text  # noqa: S704 the text is ours
    return said % {name: as_read(name, value) for name, value in values.items()}


def _way_back(path: str) -> str:
    """A page of ours, or the start."""
    is_ours = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if is_ours else "/"
