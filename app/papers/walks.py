"""A walk on paper, in path order."""

from itertools import groupby

from app.db import db
from app.papers.common import Content, at, shared
from app.picking.models import PickLine, PickTask
from app.picking.queries import lines_of_task, places_of_task
from app.warehouse.models import Warehouse


def pick_list(task: PickTask) -> Content:
    """What is still to be picked; lines of one bin, lot and place on the cart are one stop."""
    warehouse = db.session.get_one(Warehouse, task.warehouse_id)
    kept = shared(warehouse)
    totes = {place.id: _tote(place) for place in places_of_task(task)}
    todo = [line for line in lines_of_task(task) if line.to_pick]
    stops = [list(group) for _, group in groupby(todo, key=lambda one: (one.location_id, one.lot_id, one.place_id))]
    return kept | {
        "wave": task.wave_number,
        "walk": task.id,
        "code": f"WALK-{task.id}",
        "picker": task.holder.name if task.holder else "",
        "metres": round(task.metres),
        "cut_off_at": at(task.due_at),
        "stops": [_stop(number, group, kept["language"], totes) for number, group in enumerate(stops, 1)],
    }


def _stop(number: int, group: list[PickLine], language: str, totes: dict[int, str]) -> Content:
    first = group[0]
    return {
        "number": number,
        "address": first.location.address,
        "sku": first.lot.item.sku,
        "name": first.lot.item.name(language),
        "lot": first.lot.code,
        "quantity": sum(line.to_pick for line in group),
        "tote": totes.get(first.place_id, ""),
    }


def _tote(place: object) -> str:
    """The place's number on the cart, and the tote that stands there already."""
    bound = place.tote  # type: ignore[attr-defined]
    number = place.position  # type: ignore[attr-defined]
    return f"{number} · {bound.tote.address}" if bound else str(number)
