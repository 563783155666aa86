"""The put wall: units of a bulk tote are sorted into cells, one order to each."""

from flask import Blueprint, Response, render_template, request

from app.operations import perform
from app.packing.bench import totes_to_sort
from app.packing.commands import sort_units, undo_sort
from app.packing.models import WallCell
from app.packing.wall import wall_cells
from app.routes.asked import asked, shown
from app.routes.current import current, own
from app.routes.picking import pick_scan
from app.routes.security import row_number

bp = Blueprint("put_wall", __name__, url_prefix="/packing/wall")


@bp.get("")
def index() -> str:
    return render_template("packing/wall.html", **_wall())


@bp.get("/cells")
def shown_cells() -> str:
    return render_template("packing/_cells.html", **_wall())


@bp.post("/sorts")
def create_sort() -> Response:
    """The answer is the cell, as it is with the unit in it."""
    here, scan = current().warehouse_id, pick_scan()
    outcome = perform(asked(), lambda actor: sort_units(here, scan, actor))
    if not outcome.ok:
        return shown(outcome, "packing/_sorted.html")
    view = next(one for one in wall_cells(here) if one.cell.id == outcome.result["cell_id"])
    return shown(outcome, "packing/_sorted.html", view=view, units=outcome.result["units"])


@bp.post("/undos")
def create_undo() -> Response:
    cell_id = request.form.get("cell", 0, type=row_number)
    return shown(perform(asked(), lambda actor: undo_sort(own(WallCell, cell_id), actor)), "picking/_kept.html")


def _wall() -> dict[str, object]:
    here = current().warehouse_id
    return {"cells": wall_cells(here), "totes": totes_to_sort(here)}
