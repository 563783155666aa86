"""From orders to carts: nobody gets what is not there, and every unit that is given out is on one walk."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.allocation import BinStock, LineDemand, OrderDemand
from app.planning.batching import Cart
from app.planning.carts import Place, PlannedCart, Rules, Wanted, metres_of, plan_carts
from app.planning.layout import Cell, Crossing, Layout

LAYOUT = Layout(aisles=6, blocks=(10, 10), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
PLACE = Place(LAYOUT, Crossing(0, 0), Crossing(2, 0))

line = st.tuples(st.integers(1, 4), st.integers(1, 9), st.sampled_from(["fifo", "fefo", "nearest", "smallest"]))
orders = st.lists(st.lists(line, min_size=1, max_size=4), max_size=8).map(
    lambda some: [
        OrderDemand(
            number, tuple(LineDemand(10 * number + at, item, units, how) for at, (item, units, how) in enumerate(lines))
        )
        for number, lines in enumerate(some, 1)
    ]
)


def planned(wanted: Wanted) -> Sequence[PlannedCart]:
    """The carts of a plan that is stopped as soon as there is one."""
    return plan_carts(wanted, lambda: True, lambda progress: None).carts


a_cell = st.none() | st.builds(Cell, st.integers(0, 5), st.integers(0, 19))
shelves = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 12), a_cell), max_size=8).map(
    lambda some: {
        item: [BinStock(at, units, cell, f"A-{at:02}") for at, (kind, units, cell) in enumerate(some) if kind == item]
        for item in {kind for kind, _, _ in some}
    }
)


@settings(deadline=None)
@given(orders, shelves, st.integers(1, 4), st.sampled_from([PLACE, Place()]), st.booleans())
def test_what_the_carts_take_is_wanted_is_there_and_is_all_that_can_be_had(
    wanted: list[OrderDemand], there: dict[int, list[BinStock]], places: int, place: Place, whole: bool
) -> None:
    carts = planned(Wanted(wanted, there, Cart(places=places, units=20), place, whole))

    lines = {line.id: line for order in wanted for line in order.lines}
    taken, from_stock, by_item = Counter[int](), Counter[int](), Counter[int]()
    for take in (take for cart in carts for take in cart.takes):
        taken[take.goods.line_id] += take.goods.units
        from_stock[take.goods.stock_id] += take.goods.units
        by_item[lines[take.goods.line_id].item_id] += take.goods.units
    assert all(units <= lines[line_id].quantity for line_id, units in taken.items())
    for item_id, stocks in there.items():
        assert all(from_stock[stock.id] <= stock.available for stock in stocks)
        asked = sum(line.quantity for line in lines.values() if line.item_id == item_id)
        assert by_item[item_id] == min(asked, sum(stock.available for stock in stocks))


@settings(deadline=None)
@given(orders, shelves, st.integers(1, 4))
def test_each_order_is_closed_by_the_last_cart_that_picks_for_it(
    wanted: list[OrderDemand], there: dict[int, list[BinStock]], places: int
) -> None:
    carts = planned(Wanted(wanted, there, Cart(places=places, units=15), PLACE))

    for number, cart in enumerate(carts):
        later = {take.order_id for after in carts[number + 1 :] for take in after.takes}
        assert cart.closes == {take.order_id for take in cart.takes} - later
        assert len({take.order_id for take in cart.takes}) <= places
        cells = [take.goods.cell for take in cart.takes]
        assert abs(cart.metres - metres_of(cells, PLACE)) < 1e-6


def one_of(carts: Sequence[PlannedCart]) -> list[int]:
    [cart] = carts
    return [take.goods.stock_id for take in cart.takes]


def test_nearest_is_near_to_the_other_bins_of_the_cart() -> None:
    wanted = [OrderDemand(1, (LineDemand(1, 1, 1), LineDemand(2, 2, 1, "nearest")))]
    there = {
        1: [BinStock(10, 5, Cell(5, 19))],
        2: [BinStock(20, 5, Cell(2, 10)), BinStock(21, 5, Cell(5, 18))],
    }

    assert set(one_of(planned(Wanted(wanted, there, Cart(places=6), PLACE)))) == {10, 21}


def test_without_a_layout_bins_go_by_their_address() -> None:
    wanted = [OrderDemand(1, (LineDemand(1, 1, 1), LineDemand(2, 2, 1)))]
    there = {1: [BinStock(10, 5, None, "B-02-1")], 2: [BinStock(20, 5, None, "A-09-1")]}

    assert one_of(planned(Wanted(wanted, there, Cart(places=6)))) == [20, 10]


def test_what_several_orders_take_from_one_bin_stands_together_on_the_walk() -> None:
    wanted = [OrderDemand(number, (LineDemand(number, 1, 1), LineDemand(10 + number, 2, 1))) for number in (1, 2, 3)]
    there = {1: [BinStock(10, 5, Cell(1, 4))], 2: [BinStock(20, 5, Cell(1, 4))]}

    assert one_of(planned(Wanted(wanted, there, Cart(places=6), PLACE))) == [10, 10, 10, 20, 20, 20]


def test_what_lies_in_different_zones_is_on_different_carts_and_each_order_is_still_closed_once() -> None:
    wanted = [OrderDemand(number, (LineDemand(number, 1, 1), LineDemand(10 + number, 2, 1))) for number in (1, 2, 3)]
    there = {1: [BinStock(10, 5, Cell(1, 4), zone=7)], 2: [BinStock(20, 5, Cell(1, 5), zone=8)]}

    apart = planned(Wanted(wanted, there, Cart(places=6), PLACE, rules=Rules(zones=(7, 8, None))))
    together = planned(Wanted(wanted, there, Cart(places=6), PLACE))

    assert sorted(sorted({take.goods.stock_id for take in cart.takes}) for cart in apart) == [[10], [20]]
    assert sorted(order for cart in apart for order in cart.closes) == [1, 2, 3]
    assert [len(cart.takes) for cart in together] == [6]


def test_carts_that_are_passed_on_are_compared_with_first_come_first_served_zone_after_zone_too() -> None:
    shelf = {item: [BinStock(item, 9, Cell(item % 6, 3), f"A-{item}", zone=7 + item % 2)] for item in range(6)}
    near, far = (0, 1), (4, 5)
    asked = [near, far, near, far, near, far]
    wanted = [
        OrderDemand(number, tuple(LineDemand(10 * number + item, item, 1, "fifo") for item in items))
        for number, items in enumerate(asked, 1)
    ]
    passed = Wanted(wanted, shelf, Cart(places=2), PLACE, rules=Rules(zones=(8, 7, None), passed_on=True))

    at_once = plan_carts(passed, lambda: True, lambda progress: None)
    searched = plan_carts(passed, lambda: False, lambda progress: None)

    assert at_once.metres == at_once.first_come_metres == searched.first_come_metres
    assert searched.metres < searched.first_come_metres


def test_a_cart_that_is_passed_on_is_walked_zone_by_zone_each_from_depot_to_lane() -> None:
    wanted = [OrderDemand(number, (LineDemand(number, 1, 1), LineDemand(10 + number, 2, 1))) for number in (1, 2)]
    there = {
        1: [BinStock(10, 1, Cell(1, 4), zone=7), BinStock(11, 1, Cell(3, 2), zone=8)],
        2: [BinStock(20, 1, Cell(1, 6), zone=8), BinStock(21, 1, Cell(0, 9), zone=None)],
    }

    (cart,) = planned(Wanted(wanted, there, Cart(places=6), PLACE, rules=Rules(zones=(8, 7, None), passed_on=True)))

    cells = {take.goods.stock_id: take.goods.cell for take in cart.takes}
    order = list(cells)
    assert (set(order[:2]), order[2:]) == ({11, 20}, [10, 21])
    legs = ([cells[at] for at in order[:2]], [cells[10]], [cells[21]])
    assert cart.metres == sum(metres_of(leg, PLACE) for leg in legs)
    assert metres_of(legs[0], PLACE) <= metres_of(legs[0][::-1], PLACE), "each zone by the shortest way"
