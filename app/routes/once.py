"""A secret that was just made is shown once, in the answer that made it; it is stored nowhere."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, make_response
from flask_babel import lazy_gettext

from app.errors import DomainError
from app.operations import Outcome
from app.routes.asked import named
from app.routes.refusals import told


class ShownOnce(DomainError):
    code = "shown_once"
    message = lazy_gettext("This was made and shown before, and is kept nowhere. Make a new one if it is lost.")


def shown_once(outcome: Outcome, page: Callable[[Mapping[str, Any]], str | Response]) -> Response:
    """The page with the secret; a replay made nothing, so it has nothing to show."""
    if not outcome.ok:
        return named(make_response(told(outcome.refusal), outcome.status), outcome)
    if outcome.replayed:
        raise ShownOnce
    return named(make_response(page(outcome.result)), outcome)
