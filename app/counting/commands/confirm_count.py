"""Confirm what lies in a bin: it is compared with the book as it was in the moment of the count."""

from datetime import datetime, timedelta

from sqlalchemy import select

from app.clock import now
from app.counting.commands.judge import judge
from app.counting.commands.raising import raise_count
from app.counting.errors import CountedAlready, CountedBefore, CountOff
from app.counting.events import CountChanged
from app.counting.models import MOVED, REASON, CountLine
from app.counting.path import replan
from app.counting.reading import Counted, CountScan, read_counts
from app.counting.tolerance import entry_of
from app.counting.wanted import counted_lines
from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import stock_of
from app.inventory.models import Lot, Stock, StockLeg, StockMovement
from app.operations import Actor, audit
from app.walks.holder import check_holder
from app.walks.models import CANCELLED, FINISHED, SKIPPED, TODO, Stop
from app.walks.queries import CLOCK_TOLERANCE
from app.walks.scans import check_bin

AT_ONCE = timedelta(seconds=10)
"""What comes so soon was not kept on the handheld, and its clock is right."""
LONGEST = 4 * 3600
"""Seconds; nobody counts one bin for longer."""


def confirm_count(line: CountLine, scan: CountScan, actor: Actor) -> dict[str, object]:
    """Note what was counted, and judge it. Where the stock moved since, it is counted again on the same walk.

    Raises CountOff, CountedAlready, CountedBefore, a wrong bin's refusal, and those of `read_counts`.
    """
    check_holder(line.task, actor)
    check_open(line)
    _check_other(line, actor)
    check_bin(line.location, scan.bin)
    counted = {one.lot.id: one for one in read_counts(line, scan)}
    _take(line, actor)
    stocks = _held_stocks(line, counted)
    moved = _has_moved([stock.lot_id for stock in stocks], line, _since(line, scan, actor))
    _note(line, stocks, counted, actor)
    if moved:
        _count_anew(line, actor)
    else:
        judge(line, actor)
    record(CountChanged(line.task.warehouse_id))
    return {"line_id": line.id, "task_id": line.walk_id, "moved": moved}


def check_open(line: CountLine) -> None:
    """Raises CountOff or CountedAlready."""
    if line.state == CANCELLED:
        raise CountOff(address=line.location.address)
    if line.state == FINISHED:
        raise _done(line)


def _done(line: CountLine) -> CountedAlready:
    return CountedAlready(address=line.location.address, worker=line.worker.name if line.worker else "")


def _check_other(line: CountLine, actor: Actor) -> None:
    """A second count is somebody else's."""
    before = [one for one in counted_lines(line.count) if one.round < line.round]
    if actor.worker_id in {one.worker_id for one in before}:
        raise CountedBefore(worker=actor.worker_name, address=line.location.address)


def _take(line: CountLine, actor: Actor) -> None:
    """Two devices of one holder count it in the same moment: one was first."""
    before = line.state
    if not guarded_update(line, Stop.state.in_((TODO, SKIPPED)), state=FINISHED):
        db.session.refresh(line)
        raise _done(line)
    audit(line, "counted", actor, {"state": before}, {"state": FINISHED})
    values = {"worker_id": actor.worker_id, "operation_id": actor.operation_id}
    guarded_update(line, counted_at=now(), device_at=actor.device_at, **values)


def _held_stocks(line: CountLine, counted: dict[int, Counted]) -> list[Stock]:
    """The balances that are judged, as they are now; nobody moves anything of them until the transaction ends.

    Another item that the book has there too has a count of its own to come.
    """
    for one in counted.values():
        stock_of(one.lot, line.location)
    here = select(Stock).where(Stock.location_id == line.location_id).order_by(Stock.id).with_for_update()
    stocks = db.session.scalars(here.execution_options(populate_existing=True)).all()
    known = {stock.item_id for stock in stocks if stock.on_hand}
    if line.item_id is None:
        return [stock for stock in stocks if stock.on_hand or stock.lot_id in counted]
    strangers = [stock for stock in stocks if stock.lot_id in counted and stock.item_id not in known]
    own = [stock for stock in stocks if stock.item_id == line.item_id and (stock.on_hand or stock.lot_id in counted)]
    return list(dict.fromkeys([*(own or [_nothing(line)]), *strangers]))


def _nothing(line: CountLine) -> Stock:
    """The book has none of the item there, and nobody saw one: that is a count too."""
    lot = db.session.scalars(select(Lot).where(Lot.item_id == line.item_id).order_by(Lot.id).limit(1)).one()
    return stock_of(lot, line.location)


def _since(line: CountLine, scan: CountScan, actor: Actor) -> datetime:
    """From when on a movement makes the count worthless: since the bin was scanned, by a clock that may be off."""
    arrived, begun = now(), line.task.started_at or now()
    at = actor.device_at or arrived
    if at > arrived + AT_ONCE:
        return begun  # its clock is ahead: nobody knows when that was
    slack = timedelta() if arrived - at <= AT_ONCE else CLOCK_TOLERANCE
    return max(begun, at - slack - timedelta(seconds=min(max(scan.seconds, 0), LONGEST)))


def _has_moved(lot_ids: list[int], line: CountLine, since: datetime) -> bool:
    """Whether units came or left; that the book was brought to an earlier count moves nothing."""
    moved = (
        select(StockLeg.id)
        .join(StockMovement, StockMovement.id == StockLeg.movement_id)
        .where(StockLeg.location_id == line.location_id, StockMovement.at >= since, StockMovement.reason != REASON)
    )
    if line.item_id is not None:
        moved = moved.where(StockLeg.lot_id.in_(lot_ids))
    return db.session.scalars(moved.limit(1)).first() is not None


def _note(line: CountLine, stocks: list[Stock], counted: dict[int, Counted], actor: Actor) -> None:
    for stock in stocks:
        one = counted.get(stock.lot_id)
        entry = entry_of(line, stock, one.units if one else 0, one.serials if one else [])
        db.session.add(entry)
        audit(entry, "counted", actor, {}, {"lot_id": stock.lot_id, "counted": entry.counted, "booked": entry.booked})
    judged = {stock.lot_id for stock in stocks}
    for one in counted.values():
        if one.lot.id not in judged:
            raise_count(line.location, one.item, "seen", actor)
    db.session.expire(line, ["entries"])


def _count_anew(line: CountLine, actor: Actor) -> None:
    line.outcome = MOVED
    again = CountLine(
        walk_id=line.walk_id,
        position=line.position,
        location_id=line.location_id,
        count_id=line.count_id,
        item_id=line.item_id,
        round=line.round,
    )
    db.session.add(again)
    audit(line, "moved meanwhile", actor, {}, {"outcome": MOVED})
    replan(line.task, standing_at=line.location)
