"""Ask for a proposal where items should lie, and keep it when it is there."""

from flask_babel import lazy_gettext
from sqlalchemy import delete

from app.clock import now
from app.db import db, insert_rows
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit
from app.planning.slotting import Proposal
from app.slotting.events import SlottingAsked, SlottingComputed
from app.slotting.models import SlottingMove, SlottingProposal
from app.slotting.queries import has_orders, proposal_of
from app.warehouse.layout import NoLayout, layout_of
from app.warehouse.models import Warehouse

MOST_DAYS = 365
MOST_MOVES = 200
DAYS, MOVES = 28, 50


class NothingOrdered(DomainError):
    code = "nothing_ordered"
    message = lazy_gettext("There are no orders yet to learn from. Import orders, then ask again.")


class NotSoMany(DomainError):
    code = "not_so_many"
    status = 422
    message = lazy_gettext("A proposal takes 1 to %(days)s days and 1 to %(moves)s moves. Change the numbers.")


def ask_for_proposal(warehouse: Warehouse, days: int, moves: int, actor: Actor) -> None:
    """Note that a proposal is wanted from the orders of so many days, of so many moves at most.

    Raises NotSoMany, NoLayout or NothingOrdered.
    """
    if not (1 <= days <= MOST_DAYS and 1 <= moves <= MOST_MOVES):
        raise NotSoMany(days=MOST_DAYS, moves=MOST_MOVES)
    layout = layout_of(warehouse)
    if layout is None or not layout.depots:
        raise NoLayout
    if not has_orders(warehouse.id):
        raise NothingOrdered
    proposal = proposal_of(warehouse.id)
    if proposal is None:
        proposal = SlottingProposal(warehouse_id=warehouse.id)
        db.session.add(proposal)
    proposal.asked_at, proposal.asked_days, proposal.asked_moves = now(), days, moves
    audit(proposal, "asked", actor, {}, {"days": days, "moves": moves})
    record(SlottingAsked(warehouse.id))


def keep_proposal(proposal: SlottingProposal, found: Proposal, days: int, orders: int) -> None:
    """Keep what was computed instead of what was there before."""
    db.session.execute(delete(SlottingMove).where(SlottingMove.proposal_id == proposal.id))
    proposal.days, proposal.orders = days, orders
    proposal.metres_before, proposal.metres_after = found.metres_before, found.metres_after
    insert_rows(
        SlottingMove,
        [
            {
                "proposal_id": proposal.id,
                "position": position,
                "item_id": move.item_id,
                "source_id": move.source,
                "target_id": move.target,
                "other_id": move.other_id,
                "metres_a_day": move.metres_a_day,
            }
            for position, move in enumerate(found.moves, 1)
        ],
    )
    proposal.computed_at, proposal.moves_a_day = now(), None  # what is proposed now nobody has asked to carry out
    give_up(proposal)


def give_up(proposal: SlottingProposal) -> None:
    """Nothing more is computed for it until somebody asks again."""
    proposal.asked_at = None
    record(SlottingComputed(proposal.warehouse_id))
