"""Where a proposal is computed, in a process of its own, and its moves are put on walks: in the background."""

from collections.abc import Mapping, Sequence
from functools import partial
from time import monotonic

from app.db import db, transaction
from app.events import Event
from app.jobs import Job, compute, enqueue, others_wait
from app.operations import program
from app.planning.slotting import Proposal
from app.slotting.carrying import begin_move, moves_to_begin
from app.slotting.commands import give_up, keep_proposal
from app.slotting.computing import Walked, propose, walk
from app.slotting.events import SlottingAsked, SlottingCarried
from app.slotting.queries import asked_warehouses, carried_out, proposal_of
from app.slotting.snapshot import snapshot_of
from app.warehouse.models import Warehouse

EVERY = 300.0
"""Seconds between two looks of a process at what is carried out."""
_looked: dict[int, float] = {}
CART_SECONDS, MOVE_SECONDS = 7.0, 8.0
"""Each has its own time, so that long days leave some for the moves."""


def propose_when_committed(recorded: Sequence[Event]) -> None:
    """Subscriber: a proposal that was asked for is computed."""
    for event in recorded:
        if isinstance(event, SlottingAsked):
            enqueue(_name(event.warehouse_id), partial(work_out, event.warehouse_id))


def proposals_to_do() -> Mapping[str, Job]:
    """Those that were asked for in any process, or that an earlier one left."""
    return {_name(warehouse_id): partial(work_out, warehouse_id) for warehouse_id in asked_warehouses()}


def _name(warehouse_id: int) -> str:
    return f"the proposal for warehouse {warehouse_id}"


def work_out(warehouse_id: int) -> None:
    """Compute the proposal that was asked for, and keep it. It gives way to whoever waits to have something computed.

    Not inside a transaction. Raises ComputingBroke; then nobody waits for it any more.
    """
    db.session.rollback()
    proposal = proposal_of(warehouse_id)
    if proposal is None or proposal.asked_at is None:
        return
    warehouse = db.session.get_one(Warehouse, warehouse_id)
    given = snapshot_of(warehouse, proposal.asked_days, proposal.asked_moves)
    db.session.rollback()  # computing takes its time, and holds no connection meanwhile
    walked: Walked | None = None
    found: Proposal | None = None
    try:
        if given and given.days:
            walked = compute(walk, given, CART_SECONDS, others_wait, lambda said: None)
            found = compute(propose, walked, MOVE_SECONDS, others_wait, lambda said: None)
    finally:
        _settle(warehouse_id, walked, found)


def _settle(warehouse_id: int, walked: Walked | None, found: Proposal | None) -> None:
    with transaction():
        proposal = proposal_of(warehouse_id)
        if proposal is None:
            return
        if walked and found:
            keep_proposal(proposal, found, walked.days, walked.orders)
        else:
            give_up(proposal)


def carry_when_committed(recorded: Sequence[Event]) -> None:
    """Subscriber: a proposal is to be carried out."""
    for event in recorded:
        if isinstance(event, SlottingCarried):
            enqueue(_carrying(event.warehouse_id), partial(_carry_now, event.warehouse_id))


def moves_to_carry() -> Mapping[str, Job]:
    """Of the proposals that are carried out, now and then: stock that was kept is free, or a day has begun."""
    due = [one for one in carried_out() if _looked.get(one, 0.0) < monotonic()]
    return {_carrying(one): partial(_carry_now, one) for one in due}


def _carry_now(warehouse_id: int) -> None:
    _looked[warehouse_id] = monotonic() + EVERY
    begin_moves(warehouse_id)


def begin_moves(warehouse_id: int) -> int:
    """Put today's moves on walks, each in a transaction of its own; how many it were. Not inside a transaction."""
    db.session.rollback()
    proposal = proposal_of(warehouse_id)
    waiting = moves_to_begin(proposal) if proposal else []
    db.session.rollback()
    begun = 0
    for move_id in waiting:
        with transaction():
            begun += begin_move(move_id, program("slotting", warehouse_id))
    return begun


def _carrying(warehouse_id: int) -> str:
    return f"the moves of warehouse {warehouse_id}"
