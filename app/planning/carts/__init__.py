"""From orders to carts: who gets what, which orders go together, from which bins, and in which order.

Everything is given and returned as frozen dataclasses, so that a release can have it computed in a process of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count

from app.planning.allocation import LineDemand, OrderDemand, rank, share_out
from app.planning.batching import BatchProblem, Goods, Load, cut
from app.planning.batching.plan import Plan, plan_batches
from app.planning.carts.wanted import OPTIMAL, CartPlan, Place, PlannedCart, Progress, Rules, Take, Wanted
from app.planning.layout import Cell, Layout, Point
from app.planning.paths import walk_metres
from app.planning.paths.policies import POLICIES
from app.planning.pool import Pool
from app.planning.scattered.stocks import Wanted as LineUnits
from app.planning.scattered.stocks import choose_stocks
from app.planning.zones import Zone, ZoneLine, ZoneOrder, in_turn, split

NEAREST = "nearest"
BIN_LOOKS = 240
"""How often the choice of bins asks whether to stop, for all carts together: two seconds or so."""
BIN_LOOKS_OF_CART = 20


def plan_carts(wanted: Wanted, stop: Callable[[], bool], tell: Callable[[Progress], None]) -> CartPlan:
    """The walks for the orders, the most urgent first; no more of a stock is taken than is available.

    An order that is more than a cart carries, or that lies in several zones, is on several carts. An order that gets
    nothing is on none. The best plan that is found until `stop()`; `tell` hears how far it is.
    """
    pool = Pool(wanted.stocks)
    shares = share_out(wanted.orders, pool.available(), wanted.whole_orders_first)
    orders = sorted(wanted.orders, key=rank)
    loads = [load for order in orders for load in _loads(order, shares, pool, wanted)]
    plan = _batched(loads, pool, wanted, stop, tell)
    lines = {line.id: line for order in orders for line in order.lines}
    looks = min(BIN_LOOKS_OF_CART, BIN_LOOKS // (len(plan.batches) or 1))
    carts = []
    for batch in plan.batches:
        takes = _takes(loads, batch.orders)
        nearer = _nearer(takes, lines, pool, wanted, looks)
        legs = _legs(nearer, pool, wanted.rules)
        is_planned = nearer is takes and len(legs) == 1 and wanted.rules.policy == OPTIMAL and wanted.place.start
        walks = [_walk(leg, batch.path if is_planned else _path(leg, wanted), pool, wanted.place) for leg in legs]
        carts.append(_joined(walks))
    return CartPlan(_closing(carts), sum(cart.metres for cart in carts), _first_come_metres(plan, loads, pool, wanted))


def metres_of(cells: Sequence[Cell | None], place: Place) -> float:
    """How far the walk through `cells` is, in the order given; bins outside the layout count nothing."""
    if place.layout is None or place.start is None or place.end is None:
        return 0.0
    return walk_metres(place.layout, [place.start, *(cell for cell in cells if cell), place.end])


def path_of(layout: Layout, cells: Sequence[Cell], start: Point, end: Point, policy: str = OPTIMAL) -> list[Cell]:
    """The cells in the order in which they are visited. Raises KeyError for a policy that there is not."""
    path = POLICIES[policy](layout, cells, start, end)
    return [cells[index] for index in path.order]


def _loads(order: OrderDemand, shares: Mapping[int, int], pool: Pool, wanted: Wanted) -> list[Load]:
    goods = [taken for line in order.lines for taken in pool.take(line, shares[line.id])]
    parts = _by_zone(order.id, goods, pool, wanted.rules.apart)
    return [load for part in parts for load in cut(Load(order.id, tuple(part)), wanted.cart)]


def _by_zone(order_id: int, goods: Sequence[Goods], pool: Pool, zones: Sequence[Zone]) -> list[list[Goods]]:
    """What is picked together: all, or what lies in one zone."""
    if not goods or not zones:
        return [list(goods)] if goods else []
    lines = tuple(ZoneLine(number, (pool.stock(one.stock_id).zone,), one.units) for number, one in enumerate(goods))
    return [[goods[number] for number in part.line_ids] for part in split([ZoneOrder(order_id, lines)], zones).parts]


def _batched(
    loads: Sequence[Load], pool: Pool, wanted: Wanted, stop: Callable[[], bool], tell: Callable[[Progress], None]
) -> Plan:
    rules, place = wanted.rules, wanted.place
    by_id = {order.id: order for order in wanted.orders}
    orders = tuple(
        load.as_order(
            due=_seconds_until(by_id[load.order_id].ship_by, rules),
            priority=by_id[load.order_id].priority,
            zone=str(pool.stock(load.goods[0].stock_id).zone) if rules.apart else None,
        )
        for load in loads
    )
    problem = BatchProblem(
        orders, wanted.cart, place.layout, place.start, place.end, rules.pickers, rules.mix_priorities, not rules.apart
    )
    return plan_batches(problem, stop, rules.seed, lambda metres, share: tell(Progress(share, metres)))


def _seconds_until(ship_by: datetime | None, rules: Rules) -> float | None:
    return (ship_by - rules.at).total_seconds() if ship_by and rules.at and rules.pickers else None


def _nearer(takes: list[Take], lines: Mapping[int, LineDemand], pool: Pool, wanted: Wanted, looks: int) -> list[Take]:
    """Lines whose strategy is `nearest` choose their bins again, now that it is known where the cart goes."""
    place = wanted.place
    near = [take for take in takes if lines[take.goods.line_id].strategy == NEAREST]
    if place.layout is None or place.start is None or place.end is None or not near:
        return takes
    fixed = [take for take in takes if lines[take.goods.line_id].strategy != NEAREST]
    for take in near:
        pool.give_back(take.goods)
    asked = [LineUnits(take.goods.line_id, lines[take.goods.line_id].item_id, take.goods.units) for take in near]
    stocks = {line.item_id: pool.left(line.item_id) for line in asked}
    visited = [take.goods.cell for take in fixed if take.goods.cell]
    chosen = choose_stocks(
        place.layout, asked, stocks, visited, place.start, place.end, _after(looks), wanted.rules.seed
    )
    orders = {take.goods.line_id: take.order_id for take in near}
    return fixed + [
        Take(orders[line_id], pool.take_from(pool.stock(stock_id), lines[line_id], units))
        for line_id, stock_id, units in chosen
    ]


def _after(looks: int) -> Callable[[], bool]:
    """True from the time on that it was asked so often: a bound without a clock, so equal input gives equal carts."""
    asked = count(1)
    return lambda: next(asked) > looks


def _legs(takes: list[Take], pool: Pool, rules: Rules) -> list[list[Take]]:
    """What is walked for in one go: all, or where carts are passed on what lies in one zone, zone after zone."""
    if not rules.passed_on or not rules.zones:
        return [takes]
    lie_in = [pool.stock(take.goods.stock_id).zone for take in takes]
    return [[takes[number] for number in numbers] for numbers in in_turn(lie_in, rules.zones)]


def _takes(loads: Sequence[Load], numbers: Sequence[int]) -> list[Take]:
    return [Take(loads[number].order_id, goods) for number in numbers for goods in loads[number].goods]


def _first_come_metres(plan: Plan, loads: Sequence[Load], pool: Pool, wanted: Wanted) -> float:
    """What first come, first served walks with the best paths; where carts are passed on, zone after zone too."""
    if not wanted.rules.passed_on:
        return plan.first_come_metres
    best = replace(wanted, rules=replace(wanted.rules, policy=OPTIMAL))
    legs = [leg for numbers in plan.first_come for leg in _legs(_takes(loads, numbers), pool, wanted.rules)]
    return sum(metres_of(_path(leg, best), wanted.place) for leg in legs)


def _joined(walks: Sequence[PlannedCart]) -> PlannedCart:
    return PlannedCart(tuple(take for walk in walks for take in walk.takes), sum(walk.metres for walk in walks))


def _path(takes: Sequence[Take], wanted: Wanted) -> Sequence[Cell]:
    place = wanted.place
    if place.layout is None or place.start is None or place.end is None:
        return ()
    cells = list(dict.fromkeys(take.goods.cell for take in takes if take.goods.cell))
    return path_of(place.layout, cells, place.start, place.end, wanted.rules.policy)


def _walk(takes: Sequence[Take], path: Sequence[Cell], pool: Pool, place: Place) -> PlannedCart:
    """What is taken when; bins outside the layout have no turn, and come last, by their address."""
    turns = {cell: turn for turn, cell in enumerate(path)}

    def by_path(take: Take) -> tuple[int, str, int, int]:
        goods = take.goods
        turn = turns.get(goods.cell, len(turns)) if goods.cell else len(turns)
        return turn, pool.stock(goods.stock_id).address, goods.stock_id, take.order_id

    return PlannedCart(tuple(sorted(takes, key=by_path)), metres_of(path, place))


def _closing(carts: Sequence[PlannedCart]) -> tuple[PlannedCart, ...]:
    last = {take.order_id: number for number, cart in enumerate(carts) for take in cart.takes}
    return tuple(
        replace(cart, closes=frozenset(take.order_id for take in cart.takes if last[take.order_id] == number))
        for number, cart in enumerate(carts)
    )


__all__ = [
    "OPTIMAL",
    "CartPlan",
    "Place",
    "PlannedCart",
    "Progress",
    "Rules",
    "Take",
    "Wanted",
    "metres_of",
    "path_of",
    "plan_carts",
]
