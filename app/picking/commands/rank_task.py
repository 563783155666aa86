"""Rank a task: it is begun before all others, after all others, or as its orders say."""

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.operations import Actor
from app.picking.models import PickTask
from app.picking.queries import orders_of_task
from app.walks.commands.set_priority import after_all, before_all, set_priority

FIRST, BY_ORDERS, LAST = "first", "orders", "last"
RANKS = (FIRST, BY_ORDERS, LAST)


class UnknownRank(DomainError):
    code = "unknown_rank"
    status = 422
    message = lazy_gettext("Choose whether it is picked first, last, or as its orders say.")


def rank_task(task: PickTask, rank: str, actor: Actor) -> dict[str, int]:
    """The next who asks for work finds it there. Raises UnknownRank or WalkClosed."""
    return set_priority(task, priority_of(task, rank), actor)


def priority_of(task: PickTask, rank: str) -> int:
    """The priority that the rank means for the task now. Raises UnknownRank."""
    if rank not in RANKS:
        raise UnknownRank
    if rank == BY_ORDERS:
        return max((order.priority for order in orders_of_task(task)), default=0)
    return before_all(task.warehouse_id) if rank == FIRST else after_all(task.warehouse_id)
