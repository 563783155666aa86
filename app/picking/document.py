"""The walk as one document: all that the page of a task needs, read once, in path order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import isfinite
from unicodedata import east_asian_width

from app.cases.queries import answered_call
from app.picking.bins import Bins, BinView
from app.picking.ends import ends_in
from app.picking.models import CartPlace, PickLine, PickTask
from app.picking.queries import lines_at, lines_of_task, places_of_task, stopped_orders
from app.planning.graph import WayPoints
from app.planning.layout import Cell, Layout, NotInLayout, Point
from app.walks.models import CANCELLED, FINISHED, SHORT, SKIPPED, TODO
from app.warehouse.addresses import parts_of
from app.warehouse.layout import building_of
from app.warehouse.models import STAGING, Location
from app.warehouse.queries import locations_of_kind
from app.warehouse.settings import WarehouseSettings, settings_of

LONG_NAME = 30
COLOURS = 6
"""A tote's place has one of so many colours, beside its number."""


@dataclass(frozen=True)
class PlaceView:
    """A place on the cart and its tote; one that was passed on stands in its lane until it is scanned to the place."""

    id: int
    position: int
    colour: int
    order_number: str
    tote_barcode: str | None
    tote_address: str | None
    totes_full: int
    passed_on_barcode: str = ""
    passed_on_address: str = ""
    passed_on_lane: str = ""


@dataclass(frozen=True)
class StopView:
    """One stop; `codes` are what may be scanned for the item: (code, units it stands for, unit)."""

    line_id: int
    position: int
    state: str
    bin_address: str
    address_parts: tuple[tuple[str, str], ...]
    bin_barcode: str
    check_digits: str
    side: str
    item_id: int
    item_name: str
    variant: str
    sku: str
    lines: int
    quantity: int
    picked: int
    short: int
    codes: tuple[tuple[str, int, str], ...]
    lot_code: str
    asks_serial: bool
    bin: BinView
    place: PlaceView
    cell: Cell | None
    metres_from_before: float

    @property
    def left(self) -> int:
        return self.quantity - self.picked - self.short

    @property
    def name_is_long(self) -> bool:
        """Whether two lines of the usual size are too few for the name on the smallest handheld."""
        return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in self.item_name) > LONG_NAME

    @property
    def asks_lot(self) -> bool:
        """Whether the bin holds several lots, so that the item's code is not enough."""
        return self.bin.asks_lot


@dataclass(frozen=True)
class WalkDocument:
    """A pick task as its picker sees it."""

    task_id: int
    version: int
    state: str
    mode: str
    wave_number: int
    due_at: datetime | None
    holder_id: int | None
    holder_name: str
    places: tuple[PlaceView, ...]
    stops: tuple[StopView, ...]
    lanes: tuple[tuple[str, str], ...]
    settings: WarehouseSettings
    metres: float
    is_paused: bool
    answered_call: int | None
    stopped: tuple[str, ...]
    """Numbers of the orders of which stops left this walk."""
    has_rows: bool
    """Whether its aisles lie side by side, so that one may say how many of them it is to the next stop."""

    @property
    def stops_done(self) -> int:
        return sum(stop.left == 0 for stop in self.stops)

    @property
    def lines(self) -> int:
        return sum(stop.lines for stop in self.stops)

    @property
    def lines_done(self) -> int:
        return sum(stop.lines for stop in self.stops if stop.left == 0)


def walk_document(task: PickTask, language: str) -> WalkDocument:
    """The task's document, item names in `language`."""
    warehouse = task.warehouse
    places = {place.id: place_view(place) for place in places_of_task(task)}
    lanes = locations_of_kind(task.warehouse_id, STAGING)
    building = building_of(warehouse)
    stops = tuple(_stops(task, places, building, language))
    used = {stop.place.id for stop in stops}
    return WalkDocument(
        task_id=task.id,
        version=task.version,
        state=task.state,
        mode=task.mode,
        wave_number=task.wave_number,
        due_at=task.due_at,
        holder_id=task.holder_id,
        holder_name=task.holder.name if task.holder else "",
        places=tuple(place for place in places.values() if place.tote_barcode or place.id in used),
        stops=stops,
        lanes=tuple((lane.barcode, lane.address) for lane in lanes),
        settings=settings_of(warehouse),
        metres=task.metres,
        is_paused=task.paused_at is not None,
        answered_call=answered_call(task.id, task.holder_id),
        stopped=tuple(stopped_orders(task)),
        has_rows=not isinstance(building, WayPoints),
    )


def stop_view(lines: Sequence[PickLine], language: str) -> StopView:
    """The stop of these lines alone; where it lies in the path is not asked."""
    lines = [line for line in lines if line.state != CANCELLED] or lines
    line = lines[0]
    beside = lines_at(line) if any(one.to_pick for one in lines) else ()
    here = Bins(line.task.warehouse, lines, beside).view(lines)
    return _stop(lines, place_view(line.place), here, 0.0, language)


def place_view(place: CartPlace) -> PlaceView:
    waits = place.passed_on
    use = None if waits else place.tote
    return PlaceView(
        id=place.id,
        position=place.position,
        colour=(place.position - 1) % COLOURS + 1,
        order_number=place.order.number if place.order else "",
        tote_barcode=use.tote.barcode if use else None,
        tote_address=use.tote.address if use else None,
        totes_full=sum(one.full_at is not None for one in place.totes),
        passed_on_barcode=waits.tote.barcode if waits else "",
        passed_on_address=waits.tote.address if waits else "",
        passed_on_lane=waits.staged_at.address if waits and waits.staged_at else "",
    )


def _stops(task: PickTask, places: dict[int, PlaceView], layout: Layout, language: str) -> list[StopView]:
    lines = lines_of_task(task)
    bins = Bins(task.warehouse, lines, lines)
    views = []
    before = ends_in(layout, task.end.address if task.end else "").start
    for _, group in groupby(lines, key=lambda line: line.position):
        stop = list(group)
        here = _cell(stop[0].location)
        metres = _metres(layout, before, here)
        views.append(_stop(stop, places[stop[0].place_id], bins.view(stop), metres, language))
        before = here or before
    return views


def _metres(layout: Layout, before: Point | None, here: Cell | None) -> float:
    """Nothing is said of a way that the building lacks, or that was blocked meanwhile."""
    if before is None or here is None:
        return 0.0
    try:
        metres = layout.distance(before, here)
    except NotInLayout:
        return 0.0
    return metres if isfinite(metres) else 0.0


def _cell(location: Location) -> Cell | None:
    if location.aisle is None or location.cell is None:
        return None
    return Cell(location.aisle, location.cell)


def _stop(lines: Sequence[PickLine], place: PlaceView, here: BinView, metres: float, language: str) -> StopView:
    first = lines[0]  # by which the page knows the stop, whichever of its lines are done
    item, location = first.lot.item, first.location
    return StopView(
        line_id=first.id,
        position=first.position,
        state=_state(lines),
        bin_address=location.address,
        address_parts=parts_of(location.address, location.level),
        bin_barcode=location.barcode,
        check_digits=location.check_digits,
        side=location.side,
        item_id=item.id,
        item_name=item.name(language),
        variant=item.variant(language),
        sku=item.sku,
        lines=len(lines),
        quantity=sum(line.quantity for line in lines),
        picked=sum(line.picked for line in lines),
        short=sum(line.short for line in lines),
        codes=tuple((code.code, code.quantity, code.unit) for code in item.barcodes) + _bin_as_item(location, here),
        lot_code=first.lot.code,
        asks_serial=item.tracks_serial,
        bin=here,
        place=place,
        cell=_cell(location),
        metres_from_before=round(metres, 1),
    )


def _bin_as_item(location: Location, here: BinView) -> tuple[tuple[str, int, str], ...]:
    """The bin's own code is one of the item's, a unit for each scan, where it may stand for it."""
    return ((location.barcode, 1, "each"),) if here.stands else ()


def _state(lines: Sequence[PickLine]) -> str:
    states = {line.state for line in lines}
    return next(state for state in (TODO, SKIPPED, SHORT, FINISHED, CANCELLED) if state in states)
