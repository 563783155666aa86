"""Batching: which orders share a cart. Savings, an improvement search with restarts, set covering over the routes seen.

A release cuts what is too much for a cart with `cut`, and then asks

    problem = BatchProblem(
        tuple(load.as_order(due=…, priority=…, zone=…) for load in loads),
        cart, layout, start, end, Pickers(number, metres_per_second, …), mix_priorities=…, mix_zones=…,
    )
    plan = plan_batches(problem, stop, seed=1, progress=told)

`plan.batches[k].orders` are indexes into `loads`, in the order in which batches are to start. `stop` is asked about
every 50 ms; the best plan so far is what is returned, also when it is true at once; then the paths of the batches are
planned, some 10 ms each. `told(metres, share)` hears the metres of the best plan so far and the share of `steps` that
is done, from the same thread, after every step. Everything can be handed to another process as it stands.
"""

from app.planning.batching.loads import Goods, Load, cut
from app.planning.batching.plan import Plan, PlannedBatch, plan_batches
from app.planning.batching.problem import BatchOrder, BatchProblem, Cart, Pickers, Visit

__all__ = [
    "BatchOrder", "BatchProblem", "Cart", "Goods", "Load", "Pickers", "Plan", "PlannedBatch", "Visit", "cut",
    "plan_batches",
]  # fmt: skip
