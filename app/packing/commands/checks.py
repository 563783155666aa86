"""The checklist of a channel: what is done before the last carton of each of its orders is closed."""

from sqlalchemy import func, select

from app.clock import now
from app.db import db
from app.operations import Actor, audit, change
from app.orders.models import Channel
from app.packing.keeping_errors import CheckWordsMissing
from app.packing.models import Check
from app.scanning import clean

KINDS = ("invoice", "gift_note", "customs", "other")
LONGEST = 120


def add_check(channel: Channel, kind: str, words: str, barcode: str, actor: Actor) -> Check:
    """One more thing, at the end of the list; `barcode` is on the paper that is put in. Raises CheckWordsMissing."""
    words = " ".join(words.split())
    if kind not in KINDS or not 0 < len(words) <= LONGEST:
        raise CheckWordsMissing
    last = db.session.scalar(select(func.max(Check.position)).where(Check.channel_id == channel.id)) or 0
    code = clean(barcode)[:40] if barcode.strip() else ""
    check = Check(channel_id=channel.id, position=last + 1, kind=kind, words=words, barcode=code)
    db.session.add(check)
    audit(check, "added", actor, {}, {"channel": channel.name, "words": words})
    return check


def end_check(check: Check, actor: Actor) -> None:
    """It is asked for no more; what was ticked stays in the history."""
    if check.ended_at is None:
        change(check, "ended", actor, ended_at=now())
