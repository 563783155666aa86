"""A refill as one document, of the same shape as a pick walk: the handheld leads along it by the same script."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.cases.queries import answered_call
from app.db import db
from app.inventory.models import Serial
from app.replenishing.commands.at_stop import asks_lot
from app.replenishing.models import KIND, RefillLine, RefillTask
from app.replenishing.path import place_of
from app.replenishing.queries import lines_of_task
from app.walks.document import BinView, PlaceView, StopView, WalkDocument, bin_and_item, state_of, walk_itself
from app.walks.ends import with_metres

PUT_KIND = "refill_put"
"""What a stop is called where units are put, or brought back: it has other words than one that takes."""
MODE = "single"


@dataclass(frozen=True)
class RefillTote(PlaceView):
    """The walk's tote; one that is taken over is scanned anew: `wanted`, at whoever had it."""

    wanted: str = ""
    address: str = ""


@dataclass(frozen=True)
class RefillDocument(WalkDocument):
    """A refill as its holder sees it; `reason` is why it was raised."""

    reason: str = ""


def refill_document(task: RefillTask, language: str) -> RefillDocument:
    """The task's document, item names in `language`; it ends with its empty tote."""
    place, tote = place_of(task), tote_view(task)
    return RefillDocument(
        **walk_itself(task, place.layout),
        mode=MODE,
        places=(tote,),
        stops=tuple(_stops(task, tote, language)),
        lanes=((tote.tote_barcode or "", tote.tote_address or ""),) if tote.tote_barcode else (),
        answered_call=answered_call(task.id, task.holder_id),
        puts=True,
        reason=task.reason,
    )


def refill_stop(line: RefillLine, language: str) -> StopView:
    """This stop alone; where it lies in the path is not asked."""
    return _stop(line, tote_view(line.task), 0.0, language)


def tote_view(task: RefillTask) -> RefillTote:
    """The walk's tote as it is known now."""
    tote, at_hand = task.tote, task.tote_taken_at is not None
    return RefillTote(
        id=task.id,
        position=1,
        colour=1,
        order_number="",
        tote_barcode=tote.barcode if tote and at_hand else None,
        tote_address=tote.address if tote and at_hand else None,
        totes_full=0,
        wanted=tote.barcode if tote and not at_hand else "",
        address=tote.address if tote and not at_hand else "",
    )


def _stops(task: RefillTask, tote: RefillTote, language: str) -> list[StopView]:
    lines = with_metres(place_of(task), lines_of_task(task), lambda line: line.location)
    return [_stop(line, tote, metres, language) for line, metres in lines]


def _stop(line: RefillLine, tote: RefillTote, metres: float, language: str) -> StopView:
    item = line.lot.item
    return StopView(
        **bin_and_item(line.location, item, line.lot.code, language),
        kind=KIND if line.takes else PUT_KIND,
        line_id=line.id,
        position=line.position,
        state=state_of([line]),
        lines=1,
        quantity=line.quantity,
        picked=line.done,
        short=line.short,
        codes=tuple((code.code, code.quantity, code.unit) for code in item.barcodes),
        bin=BinView(asks_lot=asks_lot(line), serials=()),
        place=tote,
        metres_from_before=metres,
        serials_expected=tuple(_numbers_to_put(line)) if item.tracks_serial and not line.takes else (),
    )


def _numbers_to_put(line: RefillLine) -> Sequence[str]:
    """Which units lie in the tote; none where nothing of it was taken yet, or the numbers are not known."""
    if line.task.tote_id is None:
        return ()
    mine = (Serial.item_id == line.lot.item_id, Serial.location_id == line.task.tote_id)
    return db.session.scalars(select(Serial.code).where(*mine).order_by(Serial.id)).all()
