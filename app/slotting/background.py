"""Where a proposal is computed: in the background, in a process of its own."""

from collections.abc import Mapping, Sequence
from functools import partial

from app.db import db, transaction
from app.events import Event
from app.jobs import Job, compute, enqueue, others_wait
from app.planning.slotting import Proposal
from app.slotting.commands import give_up, keep_proposal
from app.slotting.computing import Walked, propose, walk
from app.slotting.events import SlottingAsked
from app.slotting.queries import asked_warehouses, proposal_of
from app.slotting.snapshot import snapshot_of
from app.warehouse.models import Warehouse

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
