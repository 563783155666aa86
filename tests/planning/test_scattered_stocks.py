"""Stock for the lines of one walk, whatever bins it lies in."""

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.allocation import BinStock
from app.planning.layout import Cell, Crossing, Layout
from app.planning.scattered import Wanted, choose_stocks

LAYOUT = Layout(aisles=4, blocks=(6, 6), aisle_pitch=3, cell_pitch=1, end_to_cell=1)
DEPOT = Crossing(0, 0)
CELLS = st.one_of(st.none(), st.builds(Cell, st.integers(0, 3), st.integers(0, 11)))


def chosen(
    lines: Sequence[Wanted], stocks: Mapping[int, Sequence[BinStock]], visited: Sequence[Cell] = ()
) -> list[tuple[int, int, int]]:
    calls = iter(range(30))
    return choose_stocks(LAYOUT, lines, stocks, visited, DEPOT, DEPOT, lambda: next(calls, None) is None)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_lines_of_one_walk_share_stock_without_taking_any_unit_twice(data: st.DataObject) -> None:
    held = st.tuples(st.integers(0, 4), CELLS, st.booleans())
    stocks: dict[int, list[BinStock]] = {}
    number = 0
    for item in (1, 2):
        stocks[item] = []
        for available, cell, preferred in data.draw(st.lists(held, max_size=5)):
            number += 1
            stocks[item].append(BinStock(number, available, cell, preferred=preferred))
    wants = data.draw(st.lists(st.tuples(st.sampled_from([1, 2]), st.integers(1, 5)), min_size=1, max_size=5))
    lines = [Wanted(line, item, quantity) for line, (item, quantity) in enumerate(wants)]

    shares = chosen(lines, stocks, [Cell(1, 1)])

    for item, some in stocks.items():
        ids = [line.line_id for line in lines if line.item_id == item]
        wanted = sum(line.quantity for line in lines if line.item_id == item)
        taken = {stock.id: sum(units for _, at, units in shares if at == stock.id) for stock in some}
        assert all(taken[stock.id] <= stock.available for stock in some)
        assert sum(taken.values()) == min(wanted, sum(stock.available for stock in some))
        assert all(at in taken for line, at, _ in shares if line in ids)
        first = [stock for stock in some if stock.preferred]
        assert sum(taken[stock.id] for stock in first) == min(wanted, sum(stock.available for stock in first))
    for line in lines:
        assert sum(units for at, _, units in shares if at == line.line_id) <= line.quantity


def test_stock_where_the_walk_comes_by_anyway_goes_before_nearer_stock() -> None:
    near, on_the_way = BinStock(1, 5, Cell(1, 0)), BinStock(2, 5, Cell(3, 4))

    assert chosen([Wanted(7, 1, 2)], {1: [near, on_the_way]}) == [(7, 1, 2)]
    assert chosen([Wanted(7, 1, 2)], {1: [near, on_the_way]}, [Cell(3, 5)]) == [(7, 2, 2)]


def test_stock_outside_the_layout_fills_up_what_the_bins_inside_lack_and_the_first_line_is_served_first() -> None:
    inside, outside = BinStock(1, 3, Cell(3, 11)), BinStock(2, 9)

    shares = chosen([Wanted(7, 1, 2), Wanted(8, 1, 5)], {1: [outside, inside]})

    assert {stock: sum(units for _, at, units in shares if at == stock) for stock in (1, 2)} == {1: 3, 2: 4}
    assert chosen([Wanted(7, 1, 2), Wanted(8, 1, 5)], {1: [inside]}) == [(7, 1, 2), (8, 1, 1)]
