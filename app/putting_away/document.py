"""A put-away as one document, of the same shape as a pick walk: the handheld leads along it by the same script."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.cases.queries import answered_call
from app.putting_away.lots import asks_lot
from app.putting_away.models import KIND, PutAwayLine, PutAwaySource, PutAwayTask
from app.putting_away.path import place_of
from app.putting_away.queries import knows_all_serials, lines_of_task, serials_at
from app.walks.document import COLOURS, BinView, PlaceView, StopView, WalkDocument, bin_and_item, walk_itself
from app.walks.ends import with_metres
from app.warehouse.models import PLATE, TOTE

NOWHERE = "?"
"""The address of a stop for which no bin was found: whoever stands there scans one."""


@dataclass(frozen=True)
class SourceView(PlaceView):
    """A source as a place of the cart, until its code `wanted` was scanned. A dock `stays` where it is."""

    wanted: str = ""
    address: str = ""
    stands_in: str = ""
    is_plate: bool = False
    stays: bool = False


def put_away_document(task: PutAwayTask, language: str) -> WalkDocument:
    """The task's document, item names in `language`; it ends at one of its sources, which is empty then."""
    lines = lines_of_task(task)
    used = {line.source_id for line in lines}
    places = {source.id: source_view(source) for source in task.sources if source.id in used}
    place = place_of(task)
    return WalkDocument(
        **walk_itself(task, place.layout),
        mode=KIND,
        places=tuple(places.values()),
        stops=tuple(_stops(task, lines, places, language)),
        lanes=tuple((one.location.barcode, one.location.address) for one in task.sources),
        answered_call=answered_call(task.id, task.holder_id),
        puts=True,
    )


def put_away_stop(line: PutAwayLine, language: str) -> StopView:
    """The stop alone; where it lies in the path is not asked."""
    return _stop(line, lines_of_task(line.task), source_view(line.source), 0.0, language)


def source_view(source: PutAwaySource) -> SourceView:
    """The source as it is known now."""
    location, taken = source.location, source.taken_at is not None
    start = source.task.start
    return SourceView(
        id=source.id,
        position=source.position,
        colour=(source.position - 1) % COLOURS + 1,
        order_number="",
        tote_barcode=location.barcode if taken else None,
        tote_address=location.address if taken else None,
        totes_full=0,
        wanted="" if taken else location.barcode,
        address=location.address,
        stands_in=start.address if start and start.id != location.id else "",
        is_plate=location.purpose == PLATE,
        stays=location.kind != TOTE,
    )


def _stops(
    task: PutAwayTask, lines: Sequence[PutAwayLine], places: dict[int, SourceView], language: str
) -> list[StopView]:
    return [
        _stop(line, lines, places[line.source_id], metres, language)
        for line, metres in with_metres(place_of(task), lines, lambda line: line.location)
    ]


def _stop(
    line: PutAwayLine, of_task: Sequence[PutAwayLine], place: SourceView, metres: float, language: str
) -> StopView:
    lot, item = line.lot, line.lot.item
    where = bin_and_item(line.location, item, lot.code, language)
    if line.has_no_place:
        where |= {"bin_address": NOWHERE, "address_parts": (("", NOWHERE),), "bin_barcode": "", "check_digits": ""}
    known = item.tracks_serial and knows_all_serials(line)
    return StopView(
        **where,
        kind=KIND,
        line_id=line.id,
        position=line.position,
        state=line.state,
        lines=1,
        quantity=line.quantity,
        picked=line.put,
        short=line.lost,
        codes=tuple((code.code, code.quantity, code.unit) for code in item.barcodes),
        bin=BinView(asks_lot=asks_lot(line, of_task)),
        place=place,
        metres_from_before=metres,
        serials_expected=tuple(serial.code for serial in serials_at(line)) if known else (),
    )
