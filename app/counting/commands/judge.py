"""Judge a count: right, to be counted again by somebody else, or a variance; and settle what is known for sure."""

from collections.abc import Sequence

from sqlalchemy import select

from app.clock import now
from app.counting.commands.note_numbers import note_numbers
from app.counting.commands.post_variance import post
from app.counting.commands.put_up import put_up
from app.counting.models import AGAIN, DIFFERS, RIGHT, WAITS, CountEntry, CountLine, CycleCount, Variance
from app.counting.wanted import rounds_of, still_wanted
from app.db import db
from app.inventory.commands import believe
from app.inventory.models import Stock
from app.operations import Actor, audit, change
from app.walks.models import SKIPPED, TODO
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of

Picture = dict[int, tuple[int, tuple[str, ...], tuple[str, ...]]]


def judge(line: CountLine, actor: Actor) -> None:
    """Each item that was counted at the stop for itself; the count is settled once nothing of it is open."""
    count = line.count
    _look_anew(count)
    entries = line.standing
    line.outcome = RIGHT if all(entry.within for entry in entries) else DIFFERS
    audit(line, "judged", actor, {}, {"outcome": line.outcome})
    for item_id in dict.fromkeys(entry.item_id for entry in entries):
        _judge_item(count, item_id, actor)
    _look_anew(count)
    put_up(still_wanted(count), actor)
    settle(count, actor)


def settle(count: CycleCount, actor: Actor) -> None:
    """Nothing is in doubt there any more, once nobody has to count and no lead to decide."""
    _look_anew(count)
    is_open = any(line.state in (TODO, SKIPPED) for line in count.lines) or bool(still_wanted(count))
    if count.counted_at or is_open or any(one.state == WAITS for one in count.variances):
        return
    change(count, "settled", actor, counted_at=now())
    again = {one.entry.item_id for one in count.variances if one.state == AGAIN}
    judged = {entry.item_id for line in count.lines for entry in line.standing} - again
    here = select(Stock).where(Stock.location_id == count.location_id, Stock.item_id.in_(judged))
    for stock in db.session.scalars(here.order_by(Stock.id)):
        believe(stock)


def _judge_item(count: CycleCount, item_id: int, actor: Actor) -> None:
    rounds = rounds_of(count, item_id)
    entries = rounds[-1][1]
    if all(entry.within for entry in entries):
        return _bring_in(count, entries, agreed=True, actor=actor)
    if len(rounds) == 1:
        return None  # somebody else counts it
    seen = _picture(entries)
    agreed = any(_picture(before) == seen for _, before in rounds[:-1])
    return _bring_in(count, entries, agreed, actor)


def _picture(entries: Sequence[CountEntry]) -> Picture:
    """What differs from the book: two counts that say the same agree, whatever was picked between them."""
    return {one.lot_id: (one.units, tuple(one.missing), tuple(one.found)) for one in entries if not one.is_exact}


def _bring_in(count: CycleCount, entries: Sequence[CountEntry], agreed: bool, actor: Actor) -> None:
    for entry in entries:
        if entry.is_exact:
            note_numbers(entry, count.location, actor)
        else:
            _vary(count, entry, agreed, actor)


def _vary(count: CycleCount, entry: CountEntry, agreed: bool, actor: Actor) -> None:
    """Small and certain: it posts itself, if no order keeps what is missing. Else it waits for a lead."""
    variance = Variance(
        warehouse_id=count.warehouse_id,
        count_id=count.id,
        entry_id=entry.id,
        location_id=count.location_id,
        lot_id=entry.lot_id,
        units=entry.units,
        agreed=agreed,
        raised_at=now(),
    )
    db.session.add(variance)
    audit(variance, "raised", actor, {}, {"units": entry.units, "agreed": agreed, "count_id": count.id})
    limit = settings_of(db.session.get_one(Warehouse, count.warehouse_id)).count_approve_above
    size = max(abs(entry.units), len(entry.missing) + len(entry.found))
    if agreed and size <= limit:
        post(variance, actor, may_take_kept=False)


def _look_anew(count: CycleCount) -> None:
    db.session.flush()
    db.session.expire(count, ["lines", "variances"])
    for line in count.lines:
        db.session.expire(line, ["entries"])
