"""The start: each worker lands where the work of the role begins."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.db import check_database
from app.routes import current
from app.routes.rights import RIGHTS
from app.routes.threads import threads_of
from app.warehouse.queries import warehouse_of

bp = Blueprint("index", __name__)

STARTS = (
    "floor.index",
    "picking.work",
    "packing.index",
    "orders.index",
    "stock.index",
    "workers.index",
    "dock.index",
    "returns_dock.index",
    "returns.index",
)
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


@bp.get("/menu")
def menu() -> str:
    """All ways that the worker's roles open, for a handheld."""
    return render_template("session/menu.html")


@bp.get("/admin")
def admin() -> ResponseReturnValue:
    return redirect(url_for("workers.index"), 303)


@bp.get("/healthz")
def health() -> dict[str, object]:
    """It answers while the program and its database do; who watches the server reads it, and handhelds the status."""
    check_database()
    threads = threads_of(current_app)
    return {"status": "ok", "threads": {"taken": threads.taken, "of": threads.of, "crowded": threads.is_crowded}}
