"""A lot that is blocked by HTTP, and what follows."""

from typing import Any

from app.inventory.models import LotBlock
from app.orders.holds import open_holds
from app.orders.models import Order
from app.picking.models import PickTask
from app.picking.queries import lines_of_task
from tests.floor import fresh
from tests.stockkeeping.desk import last
from tests.visitor import visitor
from tests.world import World


def blocks(world: World, lot: str = "L1", by: str = "Eli", **said: Any) -> int:
    """The block of a lot of tea, with nobody having seen to it yet; its id."""
    eli = visitor(world, by)
    fields: dict[str, Any] = {"reason": "recall"} | said
    answer = eli.send(f"/stock/lots/{world.lot('TEA', lot).id}/blocks", **fields)
    assert answer.status_code == 303, answer.text
    return int(last(LotBlock).id)


def lots_on_walk(task_id: int) -> list[tuple[str, int]]:
    """What is still to pick, by lot."""
    return [(line.lot.code, line.to_pick) for line in lines_of_task(fresh(PickTask, task_id)) if line.to_pick]


def held_for(order_id: int) -> list[str]:
    return [hold.reason for hold in open_holds(fresh(Order, order_id))]
