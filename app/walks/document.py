"""A walk as one document, and its stops as its holder sees them, whatever is done there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from unicodedata import east_asian_width

from app.catalog.models import Item
from app.planning.graph import WayPoints
from app.planning.layout import Cell, Layout
from app.walks.models import CANCELLED, FINISHED, SHORT, SKIPPED, TODO, Stop, Walk
from app.walks.path import cell_of
from app.warehouse.addresses import parts_of
from app.warehouse.models import Location
from app.warehouse.settings import WarehouseSettings, settings_of

PICK = "pick"
LONG_NAME = 30
COLOURS = 6
"""A tote's place has one of so many colours, beside its number."""


@dataclass(frozen=True)
class PlaceView:
    """A place on the cart and its tote; one that was passed on stands in its lane until it is scanned to the place, and
    one that is taken over is on the cart of its `carrier`. `misses`: one of its totes is not found.
    """

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
    carrier: str = ""
    misses: bool = False


@dataclass(frozen=True)
class BinView:
    """`spare`: units of the lot that nobody keeps. `lots`: others that may be taken, each with how many are free.
    `empty_at`: the bin is empty when this walk has picked so many units there; None where nobody asks.
    `stands`: one item in one lot lies there and nothing else, and the warehouse lets the bin's scan count for it.
    """

    spare: int = 0
    asks_lot: bool = False
    lots: tuple[tuple[str, int], ...] = ()
    empty_at: int | None = None
    serials: tuple[str, ...] = ()
    stands: bool = False


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
    """A walk as its holder sees it; one that `puts` brings goods out of totes into bins, those of that order back."""

    task_id: int
    version: int
    state: str
    mode: str
    due_at: datetime | None
    holder_id: int | None
    holder_name: str
    places: tuple[PlaceView, ...]
    stops: tuple[StopView, ...]
    lanes: tuple[tuple[str, str], ...]
    settings: WarehouseSettings
    metres: float
    is_paused: bool
    has_rows: bool
    """Whether its aisles lie side by side, so that one may say how many of them it is to the next stop."""
    kind: str
    answered_call: int | None
    wave_number: int = 0
    stopped: tuple[str, ...] = ()
    """Numbers of the orders of which stops left this walk."""
    stopped_totes: tuple[str, ...] = ()
    """Where units of such orders lie, and stay until they are brought back."""
    last_bin: str = ""
    """Where the walk was last known, while its picker has totes to take over."""
    order_number: str = ""
    puts: bool = False
    refilled: tuple[tuple[int, str, int, str], ...] = ()
    """What waited and can be picked now: (id, bin, units, item's name)."""

    @property
    def stops_done(self) -> int:
        return sum(stop.left == 0 for stop in self.stops)

    @property
    def lines(self) -> int:
        return sum(stop.lines for stop in self.stops)

    @property
    def lines_done(self) -> int:
        return sum(stop.lines for stop in self.stops if stop.left == 0)


class WalkItself(TypedDict):
    """What a walk says of its WalkDocument, whatever is done on it."""

    task_id: int
    version: int
    state: str
    due_at: datetime | None
    holder_id: int | None
    holder_name: str
    settings: WarehouseSettings
    metres: float
    is_paused: bool
    has_rows: bool
    kind: str


def walk_itself(walk: Walk, layout: Layout | None) -> WalkItself:
    """The part of a WalkDocument that all walks have in common; `layout` of the building that they lead through."""
    return WalkItself(
        task_id=walk.id,
        version=walk.version,
        state=walk.state,
        due_at=walk.due_at,
        holder_id=walk.holder_id,
        holder_name=walk.holder.name if walk.holder else "",
        settings=settings_of(walk.warehouse),
        metres=walk.metres,
        is_paused=walk.paused_at is not None,
        has_rows=layout is not None and not isinstance(layout, WayPoints),
        kind=walk.kind,
    )


def bin_and_item(location: Location, item: Item, lot_code: str, language: str) -> BinAndItem:
    """The part of a StopView that all walks have in common, whatever is done at their stops."""
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
        lot_code=lot_code,
        asks_serial=item.tracks_serial,
        cell=cell_of(location),
    )


def state_of(lines: Iterable[Stop]) -> str:
    """The state of a stop of these lines: the one that still asks for most."""
    states = {line.state for line in lines}
    return next(state for state in (TODO, SKIPPED, SHORT, FINISHED, CANCELLED) if state in states)
