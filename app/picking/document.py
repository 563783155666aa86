"""The walk as one document: all that the page of a task needs, read once, in path order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TypedDict
from unicodedata import east_asian_width

from app.cases.queries import answered_call
from app.inventory.models import Lot
from app.picking.bins import Bins, BinView
from app.picking.ends import ends_in, metres_between
from app.picking.models import PickLine, PickTask
from app.picking.path import cell_of
from app.picking.places import PlaceView, place_view
from app.picking.queries import lines_at, lines_of_task, places_of_task, stopped_orders, stopped_totes
from app.picking.takeover import last_bin_of
from app.planning.graph import WayPoints
from app.planning.layout import Cell, Layout
from app.walks.models import CANCELLED, FINISHED, SHORT, SKIPPED, TODO, Stop
from app.warehouse.addresses import parts_of
from app.warehouse.layout import building_of
from app.warehouse.models import STAGING, Location
from app.warehouse.queries import locations_of_kind
from app.warehouse.settings import WarehouseSettings, settings_of

PICK = "pick"
LONG_NAME = 30


@dataclass(frozen=True)
class StopView:
    """One stop, of so many `orders`; `codes` are what may be scanned for the item: (code, units it stands for, unit).

    `serials_expected`: the numbers of which one is to be scanned, where it is known which they are.
    """

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
    kind: str = PICK
    serials_expected: tuple[str, ...] = ()
    orders: int = 1

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


class BinAndItem(TypedDict):
    """What a stop's bin and its lot say of a StopView, whatever is done there."""

    bin_address: str
    address_parts: tuple[tuple[str, str], ...]
    bin_barcode: str
    check_digits: str
    side: str
    item_id: int
    item_name: str
    variant: str
    sku: str
    lot_code: str
    asks_serial: bool
    cell: Cell | None


@dataclass(frozen=True)
class WalkDocument:
    """A walk as its picker sees it; one of `kind` put_back brings the goods of that order back."""

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
    stopped_totes: tuple[str, ...]
    """Where units of such orders lie, and stay until they are brought back."""
    last_bin: str
    """Where the walk was last known, while its picker has totes to take over."""
    has_rows: bool
    """Whether its aisles lie side by side, so that one may say how many of them it is to the next stop."""
    kind: str = PICK
    order_number: str = ""

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
    used = {stop.place.id for stop in stops if stop.left or not places[stop.place.id].misses}
    return WalkDocument(
        task_id=task.id,
        version=task.version,
        state=task.state,
        mode=task.mode,
        wave_number=task.wave_number,
        due_at=task.due_at,
        holder_id=task.holder_id,
        holder_name=task.holder.name if task.holder else "",
        places=tuple(place for place in places.values() if place.tote_barcode or place.carrier or place.id in used),
        stops=stops,
        lanes=tuple((lane.barcode, lane.address) for lane in lanes),
        settings=settings_of(warehouse),
        metres=task.metres,
        is_paused=task.paused_at is not None,
        answered_call=answered_call(task.id, task.holder_id),
        stopped=tuple(stopped_orders(task)),
        stopped_totes=tuple(stopped_totes(task)),
        last_bin=last_bin_of(task) if any(place.carrier for place in places.values()) else "",
        has_rows=not isinstance(building, WayPoints),
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
    views = []
    before = ends_in(layout, task.end.address if task.end else "").start
    for _, group in groupby(lines, key=lambda line: line.position):
        stop = list(group)
        here = cell_of(stop[0].location)
        metres = metres_between(layout, before, here)
        views.append(_stop(stop, places[stop[0].place_id], bins.view(stop), metres, language))
        before = here or before
    return views


def _stop(lines: Sequence[PickLine], place: PlaceView, here: BinView, metres: float, language: str) -> StopView:
    first = lines[0]  # by which the page knows the stop, whichever of its lines are done
    item, location = first.lot.item, first.location
    return StopView(
        **bin_and_item(location, first.lot, language),
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
        metres_from_before=round(metres, 1),
    )


def _bin_as_item(location: Location, here: BinView) -> tuple[tuple[str, int, str], ...]:
    """The bin's own code is one of the item's, a unit for each scan, where it may stand for it."""
    return ((location.barcode, 1, "each"),) if here.stands else ()


def bin_and_item(location: Location, lot: Lot, language: str) -> BinAndItem:
    """The part of a StopView that a pick and a put-back have in common."""
    item = lot.item
    return BinAndItem(
        bin_address=location.address,
        address_parts=parts_of(location.address, location.level),
        bin_barcode=location.barcode,
        check_digits=location.check_digits,
        side=location.side,
        item_id=item.id,
        item_name=item.name(language),
        variant=item.variant(language),
        sku=item.sku,
        lot_code=lot.code,
        asks_serial=item.tracks_serial,
        cell=cell_of(location),
    )


def state_of(lines: Iterable[Stop]) -> str:
    """The state of a stop of these lines: the one that still asks for most."""
    states = {line.state for line in lines}
    return next(state for state in (TODO, SKIPPED, SHORT, FINISHED, CANCELLED) if state in states)
