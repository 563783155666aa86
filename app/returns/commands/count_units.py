"""What was taken out of a parcel before anybody knew whose it is: as far as it was sent, it is counted as returned."""

from sqlalchemy import select

from app.db import db, guarded_update
from app.operations import Actor, audit
from app.returns.commands.grade_units import count_returned, reason_of
from app.returns.models import ReturnParcel, ReturnUnit
from app.returns.shipped import SentLine, sent_lines
from app.returns.units import Units, came_back
from app.returns.words import WRONG_ITEM


def count_units(parcel: ReturnParcel, actor: Actor) -> int:
    """How many units; a confirmation of which not all was sent stays a stranger's, and so nothing is counted twice."""
    standing = (ReturnUnit.undone_at.is_(None), ReturnUnit.line_id.is_(None))
    mine = select(ReturnUnit).where(ReturnUnit.parcel_id == parcel.id, *standing).order_by(ReturnUnit.id)
    return sum(_count(parcel, unit, actor) for unit in db.session.scalars(mine).all())


def _count(parcel: ReturnParcel, unit: ReturnUnit, actor: Actor) -> int:
    order = parcel.rma.order if parcel.rma else None
    sent = next((one for one in (sent_lines(order) if order else ()) if _was_sent(unit, one)), None)
    if sent is None:
        return 0
    reason = reason_of(parcel, sent.item.id) if unit.reason == WRONG_ITEM else unit.reason
    line = count_returned(parcel, Units(sent.item, unit.lot, unit.quantity, unit.serials, sent), reason)
    before, after = {"line_id": None, "reason": unit.reason}, {"line_id": line.id, "reason": reason}
    guarded_update(unit, ReturnUnit.line_id.is_(None), **after)
    audit(unit, "counted", actor, before, after)
    return unit.quantity


def _was_sent(unit: ReturnUnit, sent: SentLine) -> bool:
    """All of it, in that lot and with those numbers; of what history sent nobody knows these."""
    if sent.item.id != unit.lot.item_id or sent.left < unit.quantity or came_back(unit.serials, [sent.line.id]):
        return False
    if sent.item.tracks_serial and len(unit.serials) != unit.quantity:
        return False
    if not sent.is_known:
        return True
    lot = next((one for one in sent.lots if one.lot.id == unit.lot_id and one.left >= unit.quantity), None)
    return lot is not None and set(unit.serials) <= set(lot.serials)
