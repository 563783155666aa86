"""One line of JSON as a problem of batching, and its plan as the answer. docs/planning.md describes both forms."""

import re
from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from app.planning.batching import BatchOrder, BatchProblem, Cart, Pickers, Visit
from app.planning.batching.plan import Plan
from app.plans.instances import (
    MOST_METRES,
    MOST_UNITS,
    Building,
    Unclear,
    amount,
    building_of,
    counted,
    rows,
    table,
    whole,
)
from app.plans.stream import Answer, Instance

MOST_ORDERS, MOST_LINES, MOST_PICKERS = 5_000, 2_000, 1_000
MOST_SECONDS = 366 * 24 * 3600.0
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", re.ASCII)


def problem_of(instance: Instance) -> BatchProblem:
    """What is asked. Raises Unclear, also for an order that is more than a cart carries."""
    building = building_of(instance)
    cart = _cart(instance)
    given = rows(instance.get("orders"), '"orders"', MOST_ORDERS)
    orders = tuple(_order(order, number, building) for number, order in enumerate(given))
    for number, order in enumerate(orders):
        if not cart.carries(order.room(cart)):
            raise Unclear(f"order {number} is more than a cart carries")
    return BatchProblem(
        orders,
        cart,
        building.layout,
        building.start,
        building.end,
        _pickers(instance, orders),
        mix_priorities=_flag(instance, "mix_priorities"),
        mix_zones=_flag(instance, "mix_zones"),
    )


def answer_of(problem: BatchProblem, plan: Plan) -> Answer:
    """The plan in the form of the output; what is late and who walks when only where pickers were given."""
    answer: Answer = {
        "length": plan.metres,
        "batches": [list(batch.orders) for batch in plan.batches],
        "paths": [[[cell.aisle, cell.cell] for cell in batch.path] for batch in plan.batches],
    }
    if problem.pickers:
        answer["late"] = list(plan.late)
        answer["walks"] = [
            {"picker": batch.picker, "starts_at": round(batch.starts_at, 3), "ends_at": round(batch.ends_at, 3)}
            for batch in plan.batches
        ]
    return answer


def _order(given: object, number: int, building: Building) -> BatchOrder:
    """A list of lines, or an object whose `lines` they are."""
    order: Mapping[str, Any] = given if isinstance(given, dict) else {"lines": given}
    what = f"order {number}"
    lines = rows(order.get("lines"), f'"lines" of {what}', MOST_LINES)
    if not lines:
        raise Unclear(f"{what} has no lines")
    zone = order.get("zone")
    if not isinstance(zone, str | None):
        raise Unclear(f'"zone" of {what} is to be a text')
    return BatchOrder(
        visits=tuple(_visit(line, what, building) for line in lines),
        volume_l=amount(order.get("volume", 0), f'"volume" of {what}', MOST_UNITS),
        weight_kg=amount(order.get("weight", 0), f'"weight" of {what}', MOST_UNITS),
        due=None if order.get("due") is None else _moment(order["due"], f'"due" of {what}'),
        priority=whole(order.get("priority", 0), f'"priority" of {what}', -MOST_UNITS, MOST_UNITS),
        zone=zone,
    )


def _visit(given: object, what: str, building: Building) -> Visit:
    return Visit(*counted(given, f"a line of {what}", "quantity", building))


def _cart(instance: Instance) -> Cart:
    given = table(instance.get("cart", {}), '"cart"')

    def limit(key: str) -> float:
        return inf if given.get(key) is None else whole(given[key], f'"{key}" of "cart"', 1, MOST_UNITS)

    def most(key: str) -> float:
        return inf if given.get(key) is None else amount(given[key], f'"{key}" of "cart"', MOST_UNITS)

    capacity = instance.get("capacity")
    if capacity is None and not given:
        raise Unclear('"capacity" is missing: how many units a cart carries')
    return Cart(
        places=limit("totes"),
        units=inf if capacity is None else whole(capacity, '"capacity"', 1, MOST_UNITS),
        volume_l=most("volume"),
        weight_kg=most("weight"),
        lines=limit("lines"),
        orders=limit("orders"),
        units_in_tote=limit("units_in_tote"),
        shared_totes=_flag(given, "shared_totes", default=False),
    )


def _pickers(instance: Instance, orders: Sequence[BatchOrder]) -> Pickers | None:
    """None where nobody asked for pickers, and no order has a time until which it is due."""
    if instance.get("pickers") is None and all(order.due is None for order in orders):
        return None
    given = table(instance.get("pickers", {}), '"pickers"')
    return Pickers(
        number=whole(given.get("number", 1), '"number" of "pickers"', 1, MOST_PICKERS),
        metres_per_second=amount(given.get("speed", 1.2), '"speed" of "pickers"', MOST_METRES, least=0.01),
        seconds_per_pick=amount(given.get("seconds_per_pick", 0), '"seconds_per_pick" of "pickers"', MOST_SECONDS),
        seconds_per_start=amount(given.get("seconds_per_start", 0), '"seconds_per_start" of "pickers"', MOST_SECONDS),
        starts_at=_moment(given.get("starts_at", 0), '"starts_at" of "pickers"'),
    )


def _moment(given: object, what: str) -> float:
    """Seconds on the instance's own clock; "08:30" and "08:30:15" are seconds since midnight."""
    if not isinstance(given, str):
        return amount(given, what, MOST_SECONDS)
    clock = CLOCK.fullmatch(given)
    if not clock:
        raise Unclear(f'{what} is to be seconds, or a time like "08:30"')
    hours, minutes, seconds = (int(part or 0) for part in clock.groups())
    return hours * 3600.0 + minutes * 60 + seconds


def _flag(given: Mapping[str, Any], key: str, default: bool = True) -> bool:
    value = given.get(key, default)
    if not isinstance(value, bool):
        raise Unclear(f'"{key}" is to be true or false')
    return value
