"""The start: each worker lands where the work of the role begins."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.db import check_database
from app.routes import current
from app.routes.rights import RIGHTS

bp = Blueprint("index", __name__)

STARTS = ("waves.index", "picking.work", "orders.index", "stock.index", "workers.index")
"""The first of these that the worker may open."""


@bp.get("/")
def index() -> ResponseReturnValue:
    roles = current.current().roles
    for endpoint in STARTS:
        if endpoint in current_app.view_functions and roles & RIGHTS.get(endpoint, frozenset()):
            return redirect(url_for(endpoint), 303)
    return render_template("session/no_work.html")


@bp.get("/admin")
def admin() -> ResponseReturnValue:
    return redirect(url_for("workers.index"), 303)


@bp.get("/healthz")
def health() -> dict[str, str]:
    """For whoever watches the server: it answers while the program and its database do."""
    check_database()
    return {"status": "ok"}
