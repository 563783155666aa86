"""Cartons for an order: every rule holds whatever is asked, and what is known to fit is found."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.cartons import UPRIGHT, CartonType, Piece, plan_cartons
from app.planning.cartons.check import wrong_in_plan
from benchmarks.pack_orders import TYPES as KNOWN
from benchmarks.pack_orders import cut_orders
from tests.planning.cartons.orders import LARGE, MIDDLE, SMALL, TYPES, after, never, orders


@settings(deadline=None, max_examples=60)
@given(orders(), st.integers(0, 300), st.integers(0, 3))
def test_whenever_it_is_stopped_no_rule_is_broken_and_every_unit_is_packed_or_named(
    pieces: list[Piece], looks: int, seed: int
) -> None:
    plan = plan_cartons(pieces, TYPES, after(looks), seed)

    assert wrong_in_plan(plan, pieces) == []


@settings(deadline=None, max_examples=30)
@given(orders(), st.integers(0, 3))
def test_what_is_left_is_what_fits_no_carton_alone(pieces: list[Piece], seed: int) -> None:
    plan = plan_cartons(pieces, TYPES, after(2), seed)

    for piece in pieces:
        alone = plan_cartons([replace(piece, quantity=1)], TYPES, after(0))
        assert plan.left.count(piece.id) == (0 if alone.cartons else piece.quantity)


@settings(deadline=None, max_examples=20)
@given(orders(most=5), st.integers(0, 200))
def test_more_time_never_makes_a_plan_worse(pieces: list[Piece], looks: int) -> None:
    short, long = (plan_cartons(pieces, TYPES, after(some)) for some in (looks, looks + 150))

    assert len(long.cartons) <= len(short.cartons)
    if len(long.cartons) == len(short.cartons):
        volumes = [sum(packed.carton.volume for packed in plan.cartons) for plan in (short, long)]
        assert volumes[1] <= volumes[0]


@settings(deadline=None, max_examples=15)
@given(orders(), st.integers(0, 3))
def test_the_same_seed_gives_the_same_plan(pieces: list[Piece], seed: int) -> None:
    one, other = (plan_cartons(pieces, TYPES, after(150), seed) for _ in range(2))

    assert one == other


def test_it_ends_by_itself_when_nobody_stops_it() -> None:
    pieces = [Piece(str(number), (90 + number, 80, 70)) for number in range(3)]

    assert len(plan_cartons(pieces, TYPES, never).cartons) == 1


def test_once_it_is_told_to_stop_it_asks_for_nothing_more() -> None:
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(len(asked) >= 6)
        return asked[-1]

    order = [*cut_orders(1, seed=4)][-1]
    plan_cartons(order.pieces, KNOWN, stop)

    assert asked.count(True) <= 2, "it goes on, and asks again"  # the try under way and the one who began it


def test_eight_cubes_fill_the_cube_that_is_twice_as_long() -> None:
    cube = CartonType("cube", (200, 200, 200))

    plan = plan_cartons([Piece("die", (100, 100, 100), quantity=8)], [LARGE, cube], never)

    assert [packed.carton for packed in plan.cartons] == [cube]
    assert plan.cartons[0].fill == 1
    assert plan.is_proven


@pytest.mark.parametrize("handled", [False, True])
def test_orders_that_are_cut_from_a_carton_get_it_or_a_smaller_one(handled: bool) -> None:
    few = [order for order in cut_orders(2, seed=11, handled=handled) if len(order.pieces) <= 8]

    found = [(order, plan_cartons(order.pieces, KNOWN, after(3_000))) for order in few]

    assert all(wrong_in_plan(plan, order.pieces) == [] for order, plan in found)
    right = [order.known and plan.cartons[0].carton.volume <= order.known.volume for order, plan in found]
    assert sum(map(bool, right)) >= 0.8 * len(right), "the benchmark measures the share; this says that it is not lost"


def test_the_cheaper_carton_is_taken_before_the_smaller_one() -> None:
    dear = replace(SMALL, cost=2.0)

    plan = plan_cartons([Piece("mug", (100, 90, 80))], [dear, MIDDLE, LARGE], never)

    assert [packed.carton for packed in plan.cartons] == [MIDDLE]


def test_an_upright_piece_is_not_laid_down_even_if_a_smaller_carton_would_do() -> None:
    vase = Piece("vase", (80, 80, 240))

    lying, standing = (plan_cartons([one], TYPES, never) for one in (vase, replace(vase, verticals=UPRIGHT)))

    assert lying.cartons[0].carton == MIDDLE
    assert standing.cartons[0].carton == LARGE
    assert standing.cartons[0].places[0].dz == 240


def test_fragile_pieces_come_on_top_and_nothing_on_them() -> None:
    book, glass = Piece("book", (280, 190, 60)), Piece("glass", (280, 190, 80), is_fragile=True)

    (packed,) = plan_cartons([glass, book], TYPES, never).cartons

    assert packed.carton == MIDDLE
    assert [place.piece_id for place in packed.places] == ["book", "glass"]
    assert len(plan_cartons([glass, replace(glass, id="other")], [MIDDLE], never).cartons) == 2


def test_dangerous_goods_lie_with_their_like_only() -> None:
    safe = [Piece(f"safe {number}", (40, 40, 40)) for number in range(2)]
    dangerous = [Piece(f"dangerous {number}", (40, 40, 40), is_dangerous=True) for number in range(2)]

    plan = plan_cartons([*safe, *dangerous], TYPES, never)

    assert [{place.piece_id[:4] for place in packed.places} for packed in plan.cartons] == [{"safe"}, {"dang"}]


def test_weight_makes_a_second_carton_and_is_told_with_the_cartons_own() -> None:
    plan = plan_cartons([Piece("iron", (50, 50, 50), weight_g=4_000, quantity=2)], [SMALL], never)

    assert [packed.weight_g for packed in plan.cartons] == [4_090, 4_090]
    assert plan.left == ()


def test_what_is_too_long_or_too_heavy_for_every_carton_is_named_and_the_rest_is_packed() -> None:
    pole, anvil = Piece("pole", (20, 20, 900), quantity=2), Piece("anvil", (90, 90, 90), weight_g=30_000)

    plan = plan_cartons([pole, anvil, Piece("mug", (100, 90, 80))], TYPES, never)

    assert plan.left == ("pole", "pole", "anvil")
    assert [place.piece_id for packed in plan.cartons for place in packed.places] == ["mug"]


def test_what_is_too_much_for_one_carton_goes_into_few_and_the_last_one_is_small() -> None:
    plan = plan_cartons([Piece("brick", (195, 145, 95), quantity=11)], TYPES, never)

    assert [packed.carton.name for packed in plan.cartons] == ["L", "S"]
    assert sum(len(packed.places) for packed in plan.cartons) == 11


def test_a_pile_of_alike_pieces_is_put_in_at_once() -> None:
    (packed,) = plan_cartons([Piece("book", (190, 140, 20), quantity=4)], [SMALL], never).cartons

    assert [place.z for place in packed.places] == [0, 20, 40, 60]
    pillars = CartonType("pillars", (200, 100, 200))
    (packed,) = plan_cartons([Piece("cube", (100, 100, 100), quantity=4)], [pillars], never).cartons
    assert [(place.x, place.z) for place in packed.places] == [(0, 0), (0, 100), (100, 0), (100, 100)]


def test_no_pieces_need_no_carton_and_without_cartons_all_is_left() -> None:
    assert plan_cartons([], TYPES, never).cartons == ()
    assert plan_cartons([Piece("mug", (1, 1, 1))], [], never).left == ("mug",)


@pytest.mark.parametrize(
    "wrong", [{"sides": (0, 1, 1)}, {"quantity": 0}, {"weight_g": -1}, {"verticals": ()}, {"id": "mug"}]
)
def test_what_is_no_piece_is_refused(wrong: dict[str, object]) -> None:
    mug = Piece("mug", (100, 90, 80))

    with pytest.raises(ValueError, match=r"no piece|one id"):
        plan_cartons([mug, replace(mug, **{"id": "other", **wrong})], TYPES, never)  # type: ignore[arg-type]


def test_no_carton_is_refused_either() -> None:
    for inside in ((0, 1, 1), (1, 0, 1), (1, 1, 0)):
        with pytest.raises(ValueError, match="no carton"):
            plan_cartons([], [CartonType("flat", inside)], never)
