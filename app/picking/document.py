"""The walk as one document: all that the page of a task needs, read once, in path order."""

from collections.abc import Sequence
from itertools import groupby

from app.cases.queries import answered_call
from app.picking.bins import Bins
from app.picking.models import PickLine, PickTask
from app.picking.places import place_view
from app.picking.queries import lines_at, lines_of_task, places_of_task, stopped_orders, stopped_totes
from app.picking.takeover import last_bin_of
from app.planning.layout import Layout
from app.replenishing.queries import refilled_for
from app.walks.document import BinView, PlaceView, StopView, WalkDocument, bin_and_item, state_of, walk_itself
from app.walks.ends import ends_in, with_metres
from app.walks.models import CANCELLED
from app.warehouse.layout import building_of
from app.warehouse.models import STAGING, Location
from app.warehouse.queries import locations_of_kind


def walk_document(task: PickTask, language: str) -> WalkDocument:
    """The task's document, item names in `language`."""
    warehouse = task.warehouse
    places = {place.id: place_view(place) for place in places_of_task(task)}
    lanes = locations_of_kind(task.warehouse_id, STAGING)
    building = building_of(warehouse)
    stops = tuple(_stops(task, places, building, language))
    used = {stop.place.id for stop in stops if stop.left or not places[stop.place.id].misses}
    return WalkDocument(
        **walk_itself(task, building),
        mode=task.mode,
        wave_number=task.wave_number,
        places=tuple(place for place in places.values() if place.tote_barcode or place.carrier or place.id in used),
        stops=stops,
        lanes=tuple((lane.barcode, lane.address) for lane in lanes),
        answered_call=answered_call(task.id, task.holder_id),
        stopped=tuple(stopped_orders(task)),
        stopped_totes=tuple(stopped_totes(task)),
        last_bin=last_bin_of(task) if any(place.carrier for place in places.values()) else "",
        refilled=tuple(
            (wait.id, wait.stop.location.address, wait.units, wait.item.name(language))
            for wait in refilled_for(task)
            if wait.stop
        ),
    )


def stop_view(lines: Sequence[PickLine], language: str) -> StopView:
    """The stop of these lines alone; where it lies in the path is not asked."""
    lines = [line for line in lines if line.state != CANCELLED] or lines
    line = lines[0]
    beside = lines_at(line) if any(one.to_pick for one in lines) else ()
    here = Bins(line.task.warehouse, lines, beside).view(lines)
    return _stop(lines, place_view(line.place), here, 0.0, language)


def _stops(task: PickTask, places: dict[int, PlaceView], layout: Layout, language: str) -> list[StopView]:
    lines = lines_of_task(task)
    bins = Bins(task.warehouse, lines, lines)
    stops = [list(group) for _, group in groupby(lines, key=lambda line: line.position)]
    place = ends_in(layout, task.end.address if task.end else "")
    return [
        _stop(stop, places[stop[0].place_id], bins.view(stop), metres, language)
        for stop, metres in with_metres(place, stops, lambda stop: stop[0].location)
    ]


def _stop(lines: Sequence[PickLine], place: PlaceView, here: BinView, metres: float, language: str) -> StopView:
    first = lines[0]  # by which the page knows the stop, whichever of its lines are done
    item, location = first.lot.item, first.location
    return StopView(
        **bin_and_item(location, item, first.lot.code, language),
        line_id=first.id,
        position=first.position,
        state=state_of(lines),
        lines=len(lines),
        orders=len({line.order_line.order_id for line in lines}),
        quantity=sum(line.quantity for line in lines),
        picked=sum(line.picked for line in lines),
        short=sum(line.short for line in lines),
        codes=tuple((code.code, code.quantity, code.unit) for code in item.barcodes) + _bin_as_item(location, here),
        bin=here,
        place=place,
        metres_from_before=metres,
    )


def _bin_as_item(location: Location, here: BinView) -> tuple[tuple[str, int, str], ...]:
    """The bin's own code is one of the item's, a unit for each scan, where it may stand for it."""
    return ((location.barcode, 1, "each"),) if here.stands else ()
