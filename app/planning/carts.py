"""From orders to carts: who gets what, which orders go together, from which bins, and in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.planning.allocation import BinStock, LineDemand, OrderDemand, choose_stock, rank, share_out
from app.planning.batching import Cart, Goods, Load, cut, plan_batches
from app.planning.layout import Cell, Layout, Point
from app.planning.paths import plan_path, walk_metres

NEAREST = "nearest"


@dataclass(frozen=True)
class Place:
    """Where walks begin and end in a building; without a layout there are no metres, and bins go by address."""

    layout: Layout | None = None
    start: Point | None = None
    end: Point | None = None


@dataclass(frozen=True)
class Take:
    """Goods for an order, at their place in the walk."""

    order_id: int
    goods: Goods


@dataclass(frozen=True)
class PlannedCart:
    """One walk: what is taken, in path order. `closes` are the orders that no later cart of the plan picks for."""

    takes: tuple[Take, ...]
    metres: float
    closes: frozenset[int]


def plan_carts(
    orders: Sequence[OrderDemand],
    stocks: Mapping[int, Sequence[BinStock]],
    cart: Cart,
    place: Place,
    whole_orders_first: bool,
) -> list[PlannedCart]:
    """The walks for `orders`, the most urgent first, from `stocks` per item id, no more of a stock than is available.

    An order that is more than a cart carries is cut into several. An order that gets nothing is on no cart.
    """
    pool = _Pool(stocks)
    shares = share_out(orders, pool.available(), whole_orders_first)
    loads = [load for order in sorted(orders, key=rank) for load in _loads(order, shares, pool, cart)]
    lines = {line.id: line for order in orders for line in order.lines}
    carts = []
    for batch in plan_batches(loads, cart, place.layout, place.start):
        takes = [Take(loads[index].order_id, goods) for index in batch.loads for goods in loads[index].goods]
        carts.append(_walk(_nearer(takes, lines, pool, place), pool, place))
    return _closing(carts)


def metres_of(cells: Sequence[Cell | None], place: Place) -> float:
    """How far the walk through `cells` is, in the order given; bins outside the layout count nothing."""
    if place.layout is None or place.start is None or place.end is None:
        return 0.0
    return walk_metres(place.layout, [place.start, *(cell for cell in cells if cell), place.end])


class _Pool:
    """What is left of each stock while a plan is made."""

    def __init__(self, stocks: Mapping[int, Sequence[BinStock]]) -> None:
        self._stocks = stocks
        self._by_id = {stock.id: stock for some in stocks.values() for stock in some}
        self._left = {stock.id: stock.available for stock in self._by_id.values()}

    def available(self) -> dict[int, int]:
        return {item_id: sum(stock.available for stock in stocks) for item_id, stocks in self._stocks.items()}

    def address(self, stock_id: int) -> str:
        return self._by_id[stock_id].address

    def give_back(self, goods: Goods) -> None:
        self._left[goods.stock_id] += goods.units

    def take(self, line: LineDemand, units: int, near: Sequence[Point], layout: Layout | None) -> list[Goods]:
        stocks = [replace(stock, available=self._left[stock.id]) for stock in self._stocks.get(line.item_id, ())]
        taken = []
        for stock_id, quantity in choose_stock(units, stocks, line.strategy, near, layout):
            self._left[stock_id] -= quantity
            cell = self._by_id[stock_id].cell
            taken.append(Goods(line.id, stock_id, quantity, cell, line.volume_l, line.weight_kg))
        return taken


def _loads(order: OrderDemand, shares: Mapping[int, int], pool: _Pool, cart: Cart) -> list[Load]:
    goods = [taken for line in order.lines for taken in pool.take(line, shares[line.id], (), None)]
    return cut(Load(order.id, tuple(goods)), cart) if goods else []


def _nearer(takes: list[Take], lines: Mapping[int, LineDemand], pool: _Pool, place: Place) -> list[Take]:
    """Lines whose strategy is `nearest` choose their bins again, now that it is known where the cart goes."""
    layout = place.layout
    open_ones = [take for take in takes if lines[take.goods.line_id].strategy == NEAREST]
    if layout is None or not open_ones:
        return takes
    chosen = [take for take in takes if lines[take.goods.line_id].strategy != NEAREST]
    for take in open_ones:
        pool.give_back(take.goods)
    near = [point for point in (place.start, place.end, *(take.goods.cell for take in chosen)) if point]
    for take in open_ones:
        for goods in pool.take(lines[take.goods.line_id], take.goods.units, near, layout):
            chosen.append(Take(take.order_id, goods))
            near += [goods.cell] if goods.cell else []
    return chosen


def _walk(takes: Sequence[Take], pool: _Pool, place: Place) -> PlannedCart:
    turns = _turns(takes, place)

    def by_path(take: Take) -> tuple[int, str, int, int]:
        goods = take.goods
        return turns.get(goods.cell, len(turns)), pool.address(goods.stock_id), goods.stock_id, take.order_id

    return PlannedCart(tuple(sorted(takes, key=by_path)), metres_of(list(turns), place), frozenset())


def _turns(takes: Sequence[Take], place: Place) -> dict[Cell | None, int]:
    """When each cell's turn is; bins outside the layout have none, and come last."""
    if place.layout is None or place.start is None or place.end is None:
        return {}
    cells = list(dict.fromkeys(take.goods.cell for take in takes if take.goods.cell))
    path = plan_path(place.layout, cells, place.start, place.end)
    return {cells[index]: turn for turn, index in enumerate(path.order)}


def _closing(carts: list[PlannedCart]) -> list[PlannedCart]:
    last = {take.order_id: number for number, cart in enumerate(carts) for take in cart.takes}
    return [
        replace(cart, closes=frozenset(take.order_id for take in cart.takes if last[take.order_id] == number))
        for number, cart in enumerate(carts)
    ]
