"""Take in what was heard of a parcel: each piece of news once, in whatever order it comes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from app.clock import now
from app.db import db, guarded_update, insert_new
from app.events import record
from app.packing.models import Carton
from app.shipping.models import TrackingEvent, Waybill
from app.shipping.tracking.events import Tracked
from app.shipping.tracking.heard import PLACE, WORDS, Heard, News, tidy
from app.shipping.tracking.states import STATES

AHEAD = timedelta(days=1)
"""A carrier's clock may be wrong, or of another zone; what it says of the day after tomorrow is no news."""


def note_events(waybill: Waybill, heard: Iterable[News], source: str) -> int:
    """Keep what is new of what was heard; how many pieces that is. The waybill's state is the newest one's."""
    order_id = db.session.scalars(select(Carton.order_id).where(Carton.id == waybill.carton_id)).one()
    added = 0
    for one in heard:
        told = Heard(one.at, one.code, tidy(one.words, WORDS), tidy(one.place, PLACE))
        if told.at > now() + AHEAD or not _add(waybill, told, source):
            continue
        added += 1
        _follow(waybill, told)
        record(Tracked(waybill.warehouse_id, order_id, waybill.id, _event_id(waybill, told)))
    return added


def _add(waybill: Waybill, told: Heard, source: str) -> bool:
    return insert_new(
        TrackingEvent,
        waybill_id=waybill.id,
        at=told.at,
        code=told.code,
        words=told.words,
        place=told.place,
        source=source,
        fingerprint=told.fingerprint,
        received_at=now(),
    )


def _event_id(waybill: Waybill, told: Heard) -> int:
    mine = (TrackingEvent.waybill_id == waybill.id, TrackingEvent.fingerprint == told.fingerprint)
    return db.session.scalars(select(TrackingEvent.id).where(*mine)).one()


def _follow(waybill: Waybill, told: Heard) -> None:
    """The newest counts; of two at the same moment the one that is further on its way."""
    earlier = STATES[: STATES.index(told.code)]
    is_newer = or_(
        Waybill.state_at.is_(None),
        Waybill.state_at < told.at,
        (Waybill.state_at == told.at) & Waybill.state.in_((*earlier, "")),
    )
    guarded_update(waybill, is_newer, state=told.code, state_at=told.at)


def is_newest(event: TrackingEvent, state_at: datetime | None) -> bool:
    """Whether nothing later was heard: old news that came late changes nothing for anybody."""
    return state_at is None or event.at >= state_at
