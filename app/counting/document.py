"""A count as one document, of the same shape as a pick walk. It never says what the book has: who counts is blind."""

from dataclasses import dataclass

from app.cases.queries import answered_call
from app.counting.models import KIND, MOVED, CountLine, CountTask
from app.counting.queries import lines_of_task
from app.walks.document import (
    BinAndItem,
    BinView,
    PlaceView,
    StopView,
    WalkDocument,
    bin_and_item,
    state_of,
    walk_itself,
)
from app.walks.ends import place_of, with_metres
from app.walks.models import FINISHED
from app.walks.path import cell_of
from app.warehouse.addresses import parts_of
from app.warehouse.models import Location

NO_PLACE = PlaceView(0, 0, 1, "", None, None, 0)
"""Nothing is carried: what is counted stays where it lies."""
SINGLE = "single"


@dataclass(frozen=True)
class CountView(StopView):
    """One place to count: `quantity` is that place, not what lies there. `is_whole`: everything in the bin."""

    is_whole: bool = False
    by_lot: bool = False
    by_serial: bool = False


@dataclass(frozen=True)
class CountDocument(WalkDocument):
    """`recounts`: addresses that are counted anew, because something moved there meanwhile."""

    is_second: bool = False
    zone: str = ""
    recounts: tuple[tuple[int, str], ...] = ()


def count_document(task: CountTask, language: str) -> CountDocument:
    """The task's document, item names in `language`."""
    lines = lines_of_task(task)
    place = place_of(task)
    return CountDocument(
        **walk_itself(task, place.layout),
        mode=SINGLE,
        places=(),
        stops=tuple(_stops(task, language)),
        lanes=(),
        answered_call=answered_call(task.id, task.holder_id),
        is_second=task.is_second,
        zone=task.zone.name if task.zone else "",
        recounts=tuple((line.id, line.location.address) for line in lines if line.outcome == MOVED),
    )


def count_stop(line: CountLine, language: str) -> CountView:
    """The stop alone; where it lies in the path is not asked."""
    return _stop(line, 0.0, language)


def _stops(task: CountTask, language: str) -> list[CountView]:
    lines = with_metres(place_of(task), lines_of_task(task), lambda line: line.location)
    return [_stop(line, metres, language) for line, metres in lines]


def _stop(line: CountLine, metres: float, language: str) -> CountView:
    item, location = line.item, line.location
    shown = bin_and_item(location, item, "", language) if item else _whole(location)
    shown["asks_serial"] = False  # numbers are counted in their own way
    return CountView(
        **shown,
        kind=KIND,
        line_id=line.id,
        position=line.position,
        state=state_of([line]),
        lines=1,
        quantity=1,
        picked=1 if line.state == FINISHED else 0,
        short=0,
        codes=tuple((code.code, code.quantity, code.unit) for code in item.barcodes) if item else (),
        bin=BinView(),
        place=NO_PLACE,
        metres_from_before=metres,
        is_whole=item is None,
        by_lot=bool(item and item.tracks_lot),
        by_serial=bool(item and item.tracks_serial),
    )


def _whole(location: Location) -> BinAndItem:
    return BinAndItem(
        bin_address=location.address,
        address_parts=parts_of(location.address, location.level),
        bin_barcode=location.barcode,
        check_digits=location.check_digits,
        side=location.side,
        item_id=0,
        item_name="",
        variant="",
        sku="",
        lot_code="",
        asks_serial=False,
        cell=cell_of(location),
    )
