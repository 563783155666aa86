"""Which orders share a cart, and how an order that is more than a cart carries is cut."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.batching import Cart, Goods, Load, cut, plan_batches
from app.planning.layout import Cell, Crossing, Layout

LAYOUT = Layout(aisles=8, blocks=(10, 10), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
FRONT = Crossing(0, 0)

goods = st.builds(
    Goods,
    line_id=st.integers(1, 99),
    stock_id=st.integers(1, 99),
    units=st.integers(1, 30),
    cell=st.none() | st.builds(Cell, st.integers(0, 7), st.integers(0, 19)),
    volume_l=st.sampled_from([0.0, 0.5, 2.0]),
    weight_kg=st.sampled_from([0.0, 0.25, 4.0]),
)
loads = st.lists(
    st.builds(Load, order_id=st.integers(1, 50), goods=st.lists(goods, min_size=1, max_size=5).map(tuple)), max_size=10
)
carts = st.builds(
    Cart,
    places=st.integers(1, 4),
    units=st.integers(1, 80),
    volume_l=st.integers(1, 100),
    weight_kg=st.integers(1, 100),
    lines=st.integers(1, 12),
)


def carries(cart: Cart, some: list[Load]) -> bool:
    limits = (cart.places, cart.units, cart.volume_l, cart.weight_kg, cart.lines)
    rooms = [load.room() for load in some]
    return all(sum(room) <= limit + 1e-9 for room, limit in zip(zip(*rooms, strict=True), limits, strict=True))


@settings(deadline=None)
@given(loads, carts, st.sampled_from([None, LAYOUT]))
def test_each_load_is_on_one_cart_and_no_cart_carries_too_much(
    given_loads: list[Load], cart: Cart, layout: Layout | None
) -> None:
    batches = plan_batches(given_loads, cart, layout, FRONT)

    assert sorted(index for batch in batches for index in batch.loads) == list(range(len(given_loads)))
    for batch in batches:
        assert carries(cart, [given_loads[index] for index in batch.loads]) is not batch.over
        assert not batch.over or len(batch.loads) == 1


@settings(deadline=None)
@given(loads, carts)
def test_a_cut_load_is_the_same_goods_in_parts_that_a_cart_carries(given_loads: list[Load], cart: Cart) -> None:
    for load in given_loads:
        parts = cut(load, cart)

        assert {part.order_id for part in parts} == {load.order_id}
        assert units_by_line(parts) == units_by_line([load])
        for part in parts:
            single_unit = len(part.goods) == 1 and part.goods[0].units == 1
            assert carries(cart, [part]) or single_unit


def units_by_line(some: list[Load]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for load in some:
        for one in load.goods:
            counts[one.line_id] += one.units
    return counts


def a_load(order_id: int, *aisles: int, units: int = 1) -> Load:
    return Load(order_id, tuple(Goods(aisle, aisle, units, Cell(aisle, 3)) for aisle in aisles))


def test_orders_of_the_same_aisles_share_a_cart() -> None:
    orders = [a_load(1, 0, 1), a_load(2, 6, 7), a_load(3, 0, 1), a_load(4, 6, 7)]

    batches = plan_batches(orders, Cart(places=2), LAYOUT, FRONT)

    assert [batch.loads for batch in batches] == [(0, 2), (1, 3)]


def test_orders_that_fit_share_a_cart_even_where_nothing_is_saved() -> None:
    assert len(plan_batches([a_load(1), a_load(2)], Cart(places=2), None)) == 1


def test_an_order_that_fits_is_not_cut() -> None:
    load = a_load(1, 0, 1, 2, units=5)

    assert cut(load, Cart(units=15)) == [load]
    assert len(cut(load, Cart(units=14))) == 2


def test_a_line_is_cut_only_where_it_fills_a_cart_alone() -> None:
    load = Load(1, (Goods(1, 1, 4), Goods(2, 2, 25)))

    parts = cut(load, Cart(units=10))

    assert [[one.units for one in part.goods] for part in parts] == [[4], [10], [10], [5]]


def test_a_thing_heavier_than_a_cart_carries_goes_alone_and_is_told() -> None:
    heavy = Load(1, (Goods(1, 1, 2, None, 0.0, 300.0),))

    parts = cut(heavy, Cart(weight_kg=150))
    batches = plan_batches(parts, Cart(weight_kg=150), LAYOUT, FRONT)

    assert [part.goods[0].units for part in parts] == [1, 1]
    assert [(batch.loads, batch.over) for batch in batches] == [((0,), True), ((1,), True)]
