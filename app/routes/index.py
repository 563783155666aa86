"""The start: each worker lands where the work of the role begins."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.db import check_database
from app.routes import current
from app.routes.rights import RIGHTS
from app.warehouse.queries import warehouse_of

bp = Blueprint("index", __name__)

STARTS = ("waves.index", "picking.work", "orders.index", "stock.index", "workers.index")
"""The first of these that the worker may open; an admin of a warehouse without a building is led to its set-up."""


@bp.get("/")
def index() -> ResponseReturnValue:
    worker = current.current()
    if "admin" in worker.roles and warehouse_of(worker.warehouse_id).layout is None:
        return redirect(url_for("install.progress"), 303)
    for endpoint in STARTS:
        if worker.roles & RIGHTS[endpoint]:
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
