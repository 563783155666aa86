"""A put-back as one document, of the same shape as a pick walk: the handheld leads along it by the same script."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from app.cases.queries import answered_call
from app.picking.models import SINGLE
from app.putting_back.lots import asks_lot
from app.putting_back.models import KIND, PutBackLine, PutBackTask, PutBackTote
from app.putting_back.path import place_of
from app.putting_back.queries import lanes_of, lines_of_task, own_totes
from app.putting_back.serials import serials_in_tote
from app.walks.document import COLOURS, BinView, PlaceView, StopView, WalkDocument, bin_and_item, state_of, walk_itself
from app.walks.ends import with_metres
from app.walks.models import CANCELLED
from app.warehouse.models import WALL


@dataclass(frozen=True)
class ToteView(PlaceView):
    """A tote as a place of the cart; until its code `wanted` was scanned, it `stands_in` a lane or is at somebody's.

    One that `is_shared` holds others' goods too, and stays where it stands; so does a cell of a put wall.
    """

    wanted: str = ""
    address: str = ""
    stands_in: str = ""
    is_shared: bool = False
    is_cell: bool = False


def put_back_document(task: PutBackTask, language: str) -> WalkDocument:
    """The task's document, item names in `language`; it ends with an empty tote, or where all are shared, a lane."""
    lines = lines_of_task(task)
    places = _places(task, lines)
    place = place_of(task)
    return WalkDocument(
        **walk_itself(task, place.layout),
        mode=SINGLE,
        wave_number=task.wave_number,
        places=tuple(places.values()),
        stops=tuple(_stops(task, lines, places, language)),
        lanes=tuple((one.barcode, one.address) for one in own_totes(task) or lanes_of(task)),
        answered_call=answered_call(task.id, task.holder_id),
        order_number=task.order.number,
        puts=True,
    )


def put_back_stop(lines: Sequence[PutBackLine], language: str) -> StopView:
    """The stop of these lines alone; where it lies in the path is not asked."""
    task = lines[0].task
    lines = [line for line in lines if line.state != CANCELLED] or lines
    of_task = lines_of_task(task)
    return _stop(lines, of_task, _places(task, of_task)[lines[0].pick.tote_use_id], 0.0, language)


def tote_view(tote: PutBackTote) -> ToteView:
    """The tote as it is known now."""
    use, taken = tote.tote_use, tote.taken_at is not None
    at = use.staged_at.address if use.staged_at else use.carrier.name if use.carrier else ""
    return ToteView(
        id=tote.id,
        position=tote.position,
        colour=(tote.position - 1) % COLOURS + 1,
        order_number=tote.task.order.number,
        tote_barcode=use.tote.barcode if taken else None,
        tote_address=use.tote.address if taken else None,
        totes_full=0,
        wanted="" if taken else use.tote.barcode,
        address=use.tote.address,
        stands_in="" if taken else at,
        is_shared=tote.is_shared,
        is_cell=use.tote.purpose == WALL,
    )


def _places(task: PutBackTask, lines: Sequence[PutBackLine]) -> dict[int, ToteView]:
    """By tote; one out of which nothing goes back any more is left out."""
    used = {line.pick.tote_use_id for line in lines}
    return {tote.tote_use_id: tote_view(tote) for tote in task.totes if tote.tote_use_id in used}


def _stops(
    task: PutBackTask, lines: Sequence[PutBackLine], places: dict[int, ToteView], language: str
) -> list[StopView]:
    stops = [list(group) for _, group in groupby(lines, key=lambda line: line.position)]
    return [
        _stop(stop, lines, places[stop[0].pick.tote_use_id], metres, language)
        for stop, metres in with_metres(place_of(task), stops, lambda stop: stop[0].location)
    ]


def _stop(
    lines: Sequence[PutBackLine], of_task: Sequence[PutBackLine], place: ToteView, metres: float, language: str
) -> StopView:
    first = lines[0]  # by which the page knows the stop, whichever of its lines are done
    lot, location = first.pick.line.lot, first.location
    item = lot.item
    expected = [serial.code for line in lines for serial in line.pick.serials]
    in_tote = {serial.code for line in lines for serial in serials_in_tote(line.pick)}
    return StopView(
        **bin_and_item(location, item, lot.code, language),
        kind=KIND,
        line_id=first.id,
        position=first.position,
        state=state_of(lines),
        lines=len(lines),
        quantity=sum(line.quantity for line in lines),
        picked=sum(line.put for line in lines),
        short=sum(line.lost for line in lines),
        codes=tuple((code.code, code.quantity, code.unit) for code in item.barcodes),
        bin=BinView(asks_lot=asks_lot(first, of_task), serials=tuple(code for code in expected if code not in in_tote)),
        place=place,
        metres_from_before=metres,
        serials_expected=tuple(expected),
    )
