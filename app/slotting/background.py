"""Where a proposal is computed: in the background of the web process, in a process of its own."""

from collections.abc import Sequence
from functools import partial

from app.db import db, transaction
from app.events import Event
from app.jobs import compute, enqueue, others_wait
from app.jobs.aside import ComputingBroke
from app.slotting.commands import give_up, keep_proposal
from app.slotting.computing import Answer, propose
from app.slotting.events import SlottingAsked
from app.slotting.queries import asked_warehouses, proposal_of
from app.slotting.snapshot import snapshot_of
from app.warehouse.models import Warehouse

SECONDS = 15.0


def propose_when_committed(recorded: Sequence[Event]) -> None:
    """Subscriber: a proposal that was asked for is computed."""
    for event in recorded:
        if isinstance(event, SlottingAsked):
            enqueue(partial(work_out, event.warehouse_id))


def resume_proposals() -> None:
    """Compute what an earlier process was asked for and left."""
    for warehouse_id in asked_warehouses():
        enqueue(partial(work_out, warehouse_id))


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
    answer: Answer | None = None
    try:
        if given and given.days:
            answer = compute(propose, given, SECONDS, others_wait, lambda said: None)
    except ComputingBroke:
        _settle(warehouse_id, None)
        raise
    _settle(warehouse_id, answer)


def _settle(warehouse_id: int, answer: Answer | None) -> None:
    with transaction():
        proposal = proposal_of(warehouse_id)
        if proposal is None:
            return
        if answer:
            keep_proposal(proposal, answer.proposal, answer.days, answer.orders)
        else:
            give_up(proposal)
