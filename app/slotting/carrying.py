"""Carry out a proposal: so many moves a day go onto walks, those first that save most for their way.

A move takes all that lies of its items in both bins. While a unit of that is kept for an order, the move waits.
"""

from collections.abc import Sequence
from datetime import datetime, time

from flask_babel import lazy_gettext
from sqlalchemy import func, select

from app.catalog.models import Item
from app.clock import now
from app.db import db, guarded_update
from app.errors import DomainError
from app.events import record
from app.inventory.commands import keep
from app.inventory.models import Stock
from app.operations import Actor, audit, change
from app.planning.layout import NotInLayout
from app.replenishing.commands.raising import Cause, add_to, alone_with, lead_along, walk_with_room
from app.replenishing.models import SLOTTING
from app.slotting.commands import MOST_MOVES
from app.slotting.events import SlottingCarried
from app.slotting.models import LEFT, SlottingMove, SlottingProposal
from app.slotting.queries import proposal_of
from app.walks.path import cell_of
from app.warehouse.calendar import calendar_of
from app.warehouse.layout import layout_of
from app.warehouse.models import Location, Warehouse

CAUSE = Cause(SLOTTING)
Pile = tuple[Location, Item, list[tuple[Stock, int]]]
"""What goes to a bin: all that lies of the item elsewhere."""


class ProposalIsNew(DomainError):
    code = "slotting_proposal_is_new"
    message = lazy_gettext("Another proposal was computed meanwhile, or none is there. Look at it first.")


class NotSoManyADay(DomainError):
    code = "not_so_many_moves_a_day"
    status = 422
    message = lazy_gettext("Say 1 to %(most)s moves a day.")


def carry_out(warehouse_id: int, seen: str, moves_a_day: int, actor: Actor) -> None:
    """Put so many moves a day on walks from now on. Raises NotSoManyADay, or ProposalIsNew: another one was `seen`."""
    if not 1 <= moves_a_day <= MOST_MOVES:
        raise NotSoManyADay(most=MOST_MOVES)
    proposal = proposal_of(warehouse_id)
    if proposal is None or proposal.computed_at is None or proposal.computed_at.isoformat() != seen:
        raise ProposalIsNew
    change(proposal, "carried out", actor, moves_a_day=moves_a_day)
    record(SlottingCarried(warehouse_id))


def stop_carrying(warehouse_id: int, actor: Actor) -> None:
    """What is on walks is carried yet, and nothing more."""
    proposal = proposal_of(warehouse_id)
    if proposal is not None and proposal.moves_a_day is not None:
        change(proposal, "not carried out any more", actor, moves_a_day=None)
        record(SlottingCarried(warehouse_id))


def moves_to_begin(proposal: SlottingProposal) -> list[int]:
    """Ids of the moves that are left, those first that save most for each metre that they are carried; none once all
    of today's are begun.
    """
    if proposal.moves_a_day is None or begun_today(proposal) >= proposal.moves_a_day:
        return []
    left = [move for move in proposal.moves if move.state == LEFT]
    metres = _metres(proposal, left)
    return [move.id for move in sorted(left, key=lambda move: (-move.metres_a_day / metres[move.id], move.position))]


def begun_today(proposal: SlottingProposal) -> int:
    """How many moves went onto walks since midnight, by the warehouse's clock."""
    calendar = calendar_of(db.session.get_one(Warehouse, proposal.warehouse_id))
    midnight = datetime.combine(calendar.today(now()), time(), calendar.zone)
    mine = (SlottingMove.proposal_id == proposal.id, SlottingMove.begun_at >= midnight)
    return db.session.scalar(select(func.count()).select_from(SlottingMove).where(*mine)) or 0


def begin_move(move_id: int, actor: Actor) -> bool:
    """Put a move onto a walk that nobody has begun, both ways of it on the same one; whether that could be done."""
    move = db.session.get(SlottingMove, move_id, with_for_update=True)
    if move is None or move.state != LEFT:
        return False
    proposal = db.session.get_one(SlottingProposal, move.proposal_id, populate_existing=True)
    if proposal.moves_a_day is None or begun_today(proposal) >= proposal.moves_a_day:
        return False
    for item_id in sorted({move.item_id, move.other_id or move.item_id}):
        alone_with(proposal.warehouse_id, item_id)
    piles = _piles(move)
    if piles is None:
        change(move, "moot", actor, is_moot=True)
        return False
    with db.session.begin_nested() as together:
        if not all(keep(stock, units) for _, _, stocks in piles for stock, units in stocks):
            together.rollback()
            return False
    task = walk_with_room(proposal.warehouse_id, sum(len(stocks) for _, _, stocks in piles), CAUSE, actor)
    for target, item, stocks in piles:
        add_to(task, target, item, stocks, CAUSE, actor)
    lead_along(task, CAUSE)
    guarded_update(move, task_id=task.id, begun_at=now())
    audit(move, "put on a walk", actor, {}, {"task_id": task.id})
    return True


def _piles(move: SlottingMove) -> list[Pile] | None:
    """What goes where; None where the items do not lie as they did when the move was proposed."""
    here, there = _lying(move.source_id), _lying(move.target_id)
    mine = [stock for stock in here if stock.item_id == move.item_id]
    others = [stock for stock in there if stock.item_id != move.item_id]
    if not mine or {stock.item_id for stock in others} - {move.other_id}:
        return None
    piles: list[Pile] = [(move.target, move.item, _whole(mine))]
    if others and move.other is not None:
        piles.append((move.source, move.other, _whole(others)))
    return piles


def _whole(stocks: Sequence[Stock]) -> list[tuple[Stock, int]]:
    return [(stock, stock.on_hand) for stock in stocks]


def _lying(location_id: int) -> Sequence[Stock]:
    wanted = select(Stock).where(Stock.location_id == location_id, Stock.on_hand > 0).order_by(Stock.id)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).all()


def _metres(proposal: SlottingProposal, moves: Sequence[SlottingMove]) -> dict[int, float]:
    """How far each is carried; one metre at least, and where the building is not known."""
    layout = layout_of(db.session.get_one(Warehouse, proposal.warehouse_id))
    found = {}
    for move in moves:
        source, target = cell_of(move.source), cell_of(move.target)
        try:
            metres = layout.distance(source, target) if layout and source and target else 1.0
        except NotInLayout:
            metres = 1.0
        found[move.id] = max(1.0, metres)
    return found
