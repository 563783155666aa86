"""In which language and by which clock a page is written."""

from flask import Flask, has_request_context, request
from flask_babel import Babel, get_locale

from app.routes import current
from app.warehouse.queries import warehouse_of

# Browsers ask by region; Chinese is read by script.
ASKED = {
    "en": "en",
    "zh-hant": "zh_Hant",
    "zh-tw": "zh_Hant",
    "zh-hk": "zh_Hant",
    "zh-mo": "zh_Hant",
    "zh-hans": "zh_Hans",
    "zh-cn": "zh_Hans",
    "zh-sg": "zh_Hans",
    "zh": "zh_Hans",
}


def language() -> str:
    """The worker's own; before sign-in the first that the browser asks for and we have."""
    if not has_request_context():
        return "en"  # a command of the shell, a job
    worker = current.signed_in()
    if worker:
        return worker.language
    for asked, _quality in request.accept_languages:
        known = _known(asked.lower())
        if known:
            return known
    return "en"


def _known(asked: str) -> str | None:
    """The language by its longest beginning that we have: zh-hant-tw is zh-hant before it is zh."""
    while asked and asked not in ASKED:
        asked = asked.rpartition("-")[0]
    return ASKED.get(asked)


def time_zone() -> str | None:
    """The clock of the warehouse that the worker is in."""
    worker = current.signed_in() if has_request_context() else None
    return warehouse_of(worker.warehouse_id).time_zone if worker else None


def init_language(app: Flask) -> None:
    Babel(app, locale_selector=language, timezone_selector=time_zone)
    app.jinja_env.globals["get_locale"] = get_locale
