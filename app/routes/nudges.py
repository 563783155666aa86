"""What a page missed: for one whose socket was away, or never came about."""

from typing import Any

from flask import Blueprint, Flask, current_app, g, request

from app.clock import now
from app.floor.hearing import Who
from app.floor.keeping import hearing_of
from app.floor.reports import report_asked
from app.outbox.queries import names_told, newest_number
from app.outbox.topics import topics_of
from app.routes import current
from app.routes.refusals import is_page

bp = Blueprint("nudges", __name__)


@bp.get("/nudges")
def index() -> dict[str, Any]:
    """The names of the nudges for this worker since the number `after`, and the number to ask from the next time.

    A device without a socket is heard of by its asking.
    """
    worker = current.current()
    if request.args.get("socket") == "none":
        who = Who(worker.device_id, worker.warehouse_id, worker.worker_id)
        hearing_of(current_app).asked(who, report_asked(request.args), now())
    names, newest = names_told(topics_of(worker), request.args.get("after", type=int))
    return {"names": names, "sequence": newest}


def init_nudges(app: Flask) -> None:
    app.before_request(_note_number)
    app.jinja_env.globals["nudges_shown"] = lambda: g.get("nudges_shown")


def _note_number() -> None:
    """A page shows what was told up to now, for it reads all else after this; from here on it asks what came."""
    if request.method == "GET" and request.endpoint != "static" and current.signed_in() and is_page():
        g.nudges_shown = newest_number()
