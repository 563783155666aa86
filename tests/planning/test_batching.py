"""How an order that is more than a cart carries is cut."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.batching import Cart, Goods, Load, cut
from app.planning.layout import Cell

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
    rooms = [load.as_order().room(cart) for load in some]
    return cart.carries([sum(room) for room in zip(*rooms, strict=True)])


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


def test_an_order_that_fits_is_not_cut() -> None:
    load = a_load(1, 0, 1, 2, units=5)

    assert cut(load, Cart(units=15)) == [load]
    assert len(cut(load, Cart(units=14))) == 2


def test_a_line_is_cut_only_where_it_fills_a_cart_alone() -> None:
    load = Load(1, (Goods(1, 1, 4), Goods(2, 2, 25)))

    parts = cut(load, Cart(units=10))

    assert [[one.units for one in part.goods] for part in parts] == [[4], [10], [10], [5]]


def test_a_thing_heavier_than_a_cart_carries_goes_alone() -> None:
    heavy = Load(1, (Goods(1, 1, 2, None, 0.0, 300.0),))

    parts = cut(heavy, Cart(weight_kg=150))

    assert [part.goods[0].units for part in parts] == [1, 1]
    assert not carries(Cart(weight_kg=150), parts[:1])
