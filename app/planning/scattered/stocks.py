"""Stock for the lines of one walk that may come from any bin: what the strategy `nearest` takes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.planning.allocation import BinStock
from app.planning.layout import Cell, Layout, Point
from app.planning.scattered.choose import choose_bins
from app.planning.scattered.demand import Demand


@dataclass(frozen=True)
class Wanted:
    """Units of an item for a line."""

    line_id: int
    item_id: int
    quantity: int


def choose_stocks(
    layout: Layout,
    lines: Sequence[Wanted],
    stocks: Mapping[int, Sequence[BinStock]],
    visited: Sequence[Cell],
    start: Point,
    end: Point,
    stop: Callable[[], bool],
    seed: int = 0,
) -> list[tuple[int, int, int]]:
    """(line id, stock id, units) for lines that share a walk, chosen together with it; `visited` it comes by anyway.

    `stocks` per item id are those with units available, no two lines of which get the same unit. Preferred stock goes
    before all other, and bins outside the layout, or that nobody gets to, come last. A line gets less than it wants
    only where there is no more. Lines are served in the order given. Raises NotInLayout.
    """
    wanted: dict[int, int] = {}
    for line in lines:
        wanted[line.item_id] = wanted.get(line.item_id, 0) + line.quantity
    demands: list[tuple[int, Demand]] = []
    given: dict[int, dict[int, int]] = {item: {} for item in wanted}
    for item, quantity in wanted.items():
        demands.extend((item, demand) for demand in _demands(layout, quantity, stocks.get(item, ()), given[item]))
    fixed = [Demand(1, [(cell, 1)]) for cell in dict.fromkeys(visited) if not layout.is_blocked(cell)]
    choice = choose_bins(layout, [*(demand for _, demand in demands), *fixed], start, end, stop, seed)
    for (item, _), taken in zip(demands, choice.taken, strict=False):
        _spread(dict(taken), stocks[item], given[item])
    return [share for line in lines for share in _share(line, given[line.item_id])]


def _demands(layout: Layout, quantity: int, stocks: Sequence[BinStock], given: dict[int, int]) -> list[Demand]:
    """The item's demand on bins of the layout; what cannot be chosen (all of it goes, or it lies outside) is given."""
    found = []
    for preferred in (True, False):
        group = [stock for stock in stocks if stock.preferred is preferred and stock.available > 0]
        bins = [(stock.cell, stock.available) for stock in group if stock.cell and not layout.is_blocked(stock.cell)]
        within = min(quantity, sum(units for _, units in bins))
        if within:
            found.append(Demand(within, bins))
        quantity -= within
        for stock in group:
            if quantity > 0 and (stock.cell is None or layout.is_blocked(stock.cell)):
                given[stock.id] = min(quantity, stock.available)
                quantity -= given[stock.id]
    return found


def _spread(taken: dict[Cell, int], stocks: Sequence[BinStock], given: dict[int, int]) -> None:
    """What is taken from a cell, from the stocks there, preferred ones first."""
    for stock in sorted(stocks, key=lambda stock: (not stock.preferred, stock.id)):
        units = min(taken.get(stock.cell, 0), stock.available - given.get(stock.id, 0)) if stock.cell else 0
        if units > 0:
            given[stock.id] = given.get(stock.id, 0) + units
            taken[stock.cell] -= units  # type: ignore[index]


def _share(line: Wanted, given: dict[int, int]) -> list[tuple[int, int, int]]:
    shares = []
    left = line.quantity
    for stock, units in given.items():
        some = min(left, units)
        if some > 0:
            shares.append((line.line_id, stock, some))
            given[stock] -= some
            left -= some
    return shares
