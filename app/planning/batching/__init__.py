"""Batching: which orders share a cart. Savings, an improvement search with restarts, set covering over the routes seen.

How carts.py calls it: cut what is too much for a cart with `cut`, then

    from app.planning.batching.plan import plan_batches
    problem = BatchProblem(
        tuple(load.as_order(due=…, priority=…, zone=…) for load in loads),
        cart, layout, start, end, Pickers(number, metres_per_second, …), mix_priorities=…, mix_zones=…,
    )
    plan = plan_batches(problem, stop, seed=1, progress=told)

`plan.batches[k].orders` are indexes into `loads`, as today's `Batch.loads`, `plan.batches[k].over` as `Batch.over`.
The batches come in the order in which they are to start. `stop` is asked often (every 50 ms or so); the best plan so
far is what is returned, also when it is true at once. `told(metres, share)` hears the metres of the best plan so far
and the share of `steps` that is done, from the same thread, after every step. Give everything to a spawned process
as it stands: all of it are frozen dataclasses. `plan.first_come_metres` is what first come, first served would walk.
"""

from app.planning.batching.loads import Batch, Goods, Load, cut, plan_batches
from app.planning.batching.problem import BatchOrder, BatchProblem, Cart, Pickers, Visit

__all__ = [
    "Batch", "BatchOrder", "BatchProblem", "Cart", "Goods", "Load", "Pickers", "Visit", "cut", "plan_batches",
]  # fmt: skip
