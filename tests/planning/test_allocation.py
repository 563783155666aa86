"""Who gets the last units, and from which bins."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.allocation import BinStock, LineDemand, OrderDemand, choose_stock, share_out
from app.planning.layout import Cell, Crossing, Layout

DAY = datetime(2026, 11, 20, tzinfo=UTC)
STRATEGIES = ["fifo", "fefo", "nearest", "smallest"]
LAYOUT = Layout(aisles=6, blocks=(10,), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)

stocks = st.lists(
    st.builds(
        BinStock,
        id=st.integers(1, 1000),
        available=st.integers(0, 20),
        cell=st.none() | st.builds(Cell, st.integers(0, 5), st.integers(0, 9)),
        received_at=st.none() | st.integers(0, 9).map(lambda days: DAY + timedelta(days=days)),
        expires_on=st.none() | st.integers(0, 9).map(lambda days: date(2027, 1, 1) + timedelta(days=days)),
    ),
    unique_by=lambda stock: stock.id,
    max_size=6,
)
demands = st.lists(
    st.tuples(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9)), min_size=1, max_size=4), st.integers(0, 2)),
    max_size=6,
).map(
    lambda orders: [
        OrderDemand(
            number,
            tuple(LineDemand(100 * number + place, item, units) for place, (item, units) in enumerate(lines)),
            priority,
        )
        for number, (lines, priority) in enumerate(orders, 1)
    ]
)


@given(stocks, st.integers(0, 60), st.sampled_from(STRATEGIES))
def test_stock_is_chosen_up_to_what_is_asked_and_never_beyond_what_is_there(
    there: list[BinStock], demand: int, strategy: str
) -> None:
    chosen = choose_stock(demand, there, strategy, [Crossing(0, 0)], LAYOUT)

    available = {stock.id: stock.available for stock in there}
    assert all(0 < units <= available[stock_id] for stock_id, units in chosen)
    assert len({stock_id for stock_id, _ in chosen}) == len(chosen)
    assert sum(units for _, units in chosen) == min(demand, sum(available.values()))


@given(demands, st.dictionaries(st.integers(1, 4), st.integers(0, 20)), st.booleans())
def test_shares_never_exceed_what_is_asked_or_what_is_there(
    orders: list[OrderDemand], available: dict[int, int], whole: bool
) -> None:
    shares = share_out(orders, available, whole)

    asked = {line.id: line for order in orders for line in order.lines}
    assert shares.keys() == asked.keys()
    assert all(0 <= units <= asked[line_id].quantity for line_id, units in shares.items())
    given_out: Counter[int] = Counter()
    for line_id, units in shares.items():
        given_out[asked[line_id].item_id] += units
    assert all(units <= available.get(item_id, 0) for item_id, units in given_out.items())


@given(demands, st.dictionaries(st.integers(1, 4), st.integers(0, 20)), st.booleans())
def test_nothing_is_left_that_somebody_still_wants(
    orders: list[OrderDemand], available: dict[int, int], whole: bool
) -> None:
    shares = share_out(orders, available, whole)

    lines = [line for order in orders for line in order.lines]
    for item_id, units in available.items():
        of_item = [line for line in lines if line.item_id == item_id]
        left = units - sum(shares[line.id] for line in of_item)
        assert left == 0 or all(shares[line.id] == line.quantity for line in of_item)


def an_order(number: int, units: int, *more: int, priority: int = 0, ship_by: datetime | None = None) -> OrderDemand:
    """Its first line wants item 1, the next ones items 2, 3, …"""
    wanted = enumerate((units, *more), 1)
    lines = tuple(LineDemand(10 * number + item, item, quantity) for item, quantity in wanted)
    return OrderDemand(number, lines, priority, ship_by)


def test_the_last_units_go_to_the_most_urgent_order() -> None:
    late, soon = an_order(1, 5, ship_by=DAY + timedelta(hours=9)), an_order(2, 5, ship_by=DAY)
    important = an_order(3, 5, priority=1)

    assert share_out([late, soon, important], {1: 8}, whole_orders_first=False) == {31: 5, 21: 3, 11: 0}


def test_an_order_that_can_be_filled_whole_comes_before_one_that_cannot() -> None:
    urgent, modest = an_order(1, 4, 1, priority=9), an_order(2, 4)

    assert share_out([urgent, modest], {1: 5}, whole_orders_first=True) == {21: 4, 11: 1, 12: 0}
    assert share_out([urgent, modest], {1: 5}, whole_orders_first=False) == {21: 1, 11: 4, 12: 0}


def test_an_order_that_wants_an_item_twice_is_whole_only_with_both() -> None:
    twice = OrderDemand(1, (LineDemand(1, 7, 3), LineDemand(2, 7, 3)))
    once = OrderDemand(2, (LineDemand(3, 7, 5),))

    assert share_out([twice, once], {7: 5}, whole_orders_first=True) == {3: 5, 1: 0, 2: 0}


def a_bin(number: int, available: int = 5, **columns: object) -> BinStock:
    return BinStock(number, available, **columns)  # type: ignore[arg-type]


def test_fifo_takes_what_was_received_first_and_what_has_no_date_last() -> None:
    there = [a_bin(1), a_bin(2, received_at=DAY), a_bin(3, received_at=DAY - timedelta(days=1))]

    assert choose_stock(11, there, "fifo") == [(3, 5), (2, 5), (1, 1)]


def test_fefo_takes_what_expires_first_and_of_the_same_day_what_was_received_first() -> None:
    first = date(2027, 1, 1)
    there = [
        a_bin(1, received_at=DAY),
        a_bin(2, expires_on=first, received_at=DAY),
        a_bin(3, expires_on=first, received_at=DAY - timedelta(days=1)),
        a_bin(4, expires_on=date(2026, 12, 1), received_at=DAY),
    ]

    assert [stock_id for stock_id, _ in choose_stock(20, there, "fefo")] == [4, 3, 2, 1]


def test_nearest_takes_what_lies_next_to_where_the_cart_goes_anyway() -> None:
    there = [a_bin(1, cell=None), a_bin(2, cell=Cell(0, 0)), a_bin(3, cell=Cell(5, 9)), a_bin(4, cell=Cell(3, 4))]

    chosen = choose_stock(20, there, "nearest", [Cell(3, 5), Cell(5, 7)], LAYOUT)

    assert [stock_id for stock_id, _ in chosen] == [4, 3, 2, 1]


def test_smallest_empties_a_bin_soonest() -> None:
    assert choose_stock(6, [a_bin(1, 9), a_bin(2, 2), a_bin(3, 4)], "smallest") == [(2, 2), (3, 4)]


def test_preferred_stock_goes_before_older_stock() -> None:
    there = [a_bin(1, received_at=DAY - timedelta(days=9)), a_bin(2, received_at=DAY, preferred=True)]

    assert choose_stock(6, there, "fifo") == [(2, 5), (1, 1)]


def test_a_strategy_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="lifo"):
        choose_stock(1, [], "lifo")
