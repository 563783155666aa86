"""The demo's past: what was ordered in the months before, brought in as history, so that demand can be measured.

It is invented like all else of the demo. History has left: it moves no stock and waits for nobody.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from app.db import transaction
from app.demo.orders import Demand, line_of, order_of
from app.operations import Actor
from app.orders.arrivals import NewOrder
from app.orders.arrive import arrive, channel_named, desk_of
from app.tables import in_batches
from app.warehouse.queries import warehouse_of

DAYS, ORDERS_A_DAY, MOST_LINES = 120, 3, 24
"""Fewer and larger orders than the shop has today: enough to tell what is asked for often, and loaded in seconds."""
CHANNEL = "web shop"


def demo_past(warehouse_id: int, demand: Demand, until: datetime, seed: int, actor: Actor) -> None:
    """Bring the past in; `until`: when the orders of today's work begin."""
    for batch in in_batches(past_orders(demand, until, seed), 60):
        with transaction():
            warehouse = warehouse_of(warehouse_id)
            arrive(desk_of(warehouse, channel_named(warehouse_id, CHANNEL), actor, as_shipped=True), batch)


def past_orders(demand: Demand, until: datetime, seed: int) -> Iterator[NewOrder]:
    """Day by day, the oldest first; the same for the same seed."""
    random = Random(f"past {seed}")
    for day in range(DAYS, 0, -1):
        for place in range(ORDERS_A_DAY):
            placed_at = until - timedelta(days=day) + timedelta(hours=8 * (place + random.random()))
            lines = [line_of(demand.choose(random), random) for _ in range(random.randint(6, MOST_LINES))]
            yield order_of(f"H{day:03}{place + 1}", placed_at, "home", lines, random)
