"""How the answer to a lead's move looks: what was done in words, for a moment with the way back."""

from flask import Response, make_response, redirect, render_template
from flask_htmx import make_response as fragment

from app.operations import Outcome
from app.routes.asked import named
from app.routes.refusals import is_page, told

CHANGED = "moved, wave-changed, floor-changed"
"""Events of the page: who watches these parts asks for them anew, the mover's own page at once."""


def answered(outcome: Outcome, words: str, url: str, can_undo: bool = False) -> Response:
    """In place on the lead's page, or on to `url` where a browser sent the form by itself; a refusal in its words."""
    if not outcome.ok:
        return named(make_response(told(outcome.refusal), outcome.status), outcome)
    if is_page():
        return named(make_response(redirect(url, 303)), outcome)
    undo = outcome.operation_id if can_undo and not outcome.replayed else ""
    html = render_template("moves/_done.html", words=words, undo=undo)
    response: Response = fragment(html, 200, trigger=CHANGED)
    return named(response, outcome)
