"""The live floor: will we make the cut-off, who is where, and what waits for the lead."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import get_locale

from app.clock import now
from app.floor.changes import Lists, Row, row
from app.floor.map import ground, live_map
from app.floor.pickers import PickerView, pickers_on_floor
from app.floor.presence import clock, presence_words
from app.floor.tasks import FreeTask, free_tasks
from app.routes import current
from app.warehouse.models import Warehouse
from app.warehouse.queries import warehouse_of
from app.waves.board import WaveView, waves_on_board
from app.waves.risk import Floor, floor_of

bp = Blueprint("floor", __name__, url_prefix="/floor")
bp.add_app_template_global(clock, "clock_of")
bp.add_app_template_global(presence_words)

lists = Lists()
"""What pages of this process have before them."""


@bp.get("")
def index() -> str:
    """The whole board; `screen=big` is for a wall: larger, and nothing to press."""
    warehouse, floor = _floor()
    pickers = pickers_on_floor(warehouse.id, floor)
    return render_template(
        "floor/index.html",
        is_big=request.args.get("screen") == "big",
        lists={name: lists.patch(rows, "none") for name, rows in _rows(warehouse, floor, pickers).items()},
        ground=ground(warehouse),
        map=live_map(warehouse, floor, pickers),
    )


@bp.get("/changes")
def changes() -> Response:
    """Of each list the rows that the page does not have as they are; an empty answer where it has all of them."""
    patches = {
        name: patch for name, rows in _lists().items() if (patch := lists.patch(rows, request.args.get(name, "")))
    }
    if not patches:
        return Response(status=204)
    return make_response(render_template("floor/_patches.html", patches=patches))


@bp.get("/map")
def shown_map() -> str:
    """What moves on it; with `heat` also how often was picked where in this shift."""
    warehouse, floor = _floor()
    with_heat = "heat" in request.args
    found = live_map(warehouse, floor, pickers_on_floor(warehouse.id, floor), with_heat)
    return render_template("floor/_map.html", map=found)


def _lists() -> dict[str, list[Row]]:
    warehouse, floor = _floor()
    return _rows(warehouse, floor, pickers_on_floor(warehouse.id, floor))


def _rows(warehouse: Warehouse, floor: Floor, pickers: Sequence[PickerView]) -> dict[str, list[Row]]:
    return {
        "waves": [_wave(view) for view in waves_on_board(warehouse.id, floor)],
        "pickers": _pickers(pickers),
        "tasks": [_task(task) for task in free_tasks(warehouse.id)],
    }


def _wave(view: WaveView) -> Row:
    wave = view.wave
    going_out = (wave.planned_share, wave.planned_metres, wave.enough_at) if view.is_releasing else ()
    shown: tuple[Any, ...] = (view.forecast, view.cut_off_at, view.orders, view.lines, view.to_come, view.pickers)
    more = (sorted(view.tasks.items()), view.short, view.held, wave.state, wave.paused_at, wave.done_at, going_out)
    return row(f"wave-{wave.id}", view, _language(), shown, more)


def _pickers(views: Sequence[PickerView]) -> list[Row]:
    day = now().date()  # a time of yesterday is told with its day
    return [row(f"picker-{view.worker_id}", view, _language(), day, _look(view)) for view in views]


def _look(view: PickerView) -> tuple[object, ...]:
    """What of a picker is shown: when a device was heard last is not, while it is online."""
    there = view.presence
    heard = there and (there.device, there.online, there.signed_in, there.waiting, there.battery, there.charging)
    since = there.since if there and not there.online else None
    told = {name: value for name, value in vars(view).items() if name != "presence"}
    return heard, since, sorted(told.items(), key=lambda item: item[0])


def _task(task: FreeTask) -> Row:
    return row(f"task-{task.id}", task, _language(), task)


def _language() -> str:
    return str(get_locale())


def _floor() -> tuple[Warehouse, Floor]:
    warehouse = _warehouse()
    return warehouse, floor_of(warehouse, now())


def _warehouse() -> Warehouse:
    return warehouse_of(current.current().warehouse_id)
