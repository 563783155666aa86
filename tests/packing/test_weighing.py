"""What a carton should weigh, and how far off it may be."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.db import db
from app.packing.models import Carton
from app.packing.weighing import expected_g, is_near
from app.warehouse.settings import WarehouseSettings
from tests.packing.orders import begin_carton, pack_all, picked_order, sized
from tests.world import World


@pytest.mark.parametrize(
    ("weight", "is_right"),
    [(959, False), (960, True), (1000, True), (1040, True), (1041, False)],
)
def test_of_a_heavy_carton_the_percent_count(weight: int, is_right: bool) -> None:
    settings = WarehouseSettings(weight_tolerance_percent=4, weight_tolerance_g=30)

    assert is_near(weight, 1000, settings) is is_right


@pytest.mark.parametrize(
    ("weight", "is_right"),
    [(69, False), (70, True), (130, True), (131, False)],
)
def test_of_a_light_one_the_grams(weight: int, is_right: bool) -> None:
    settings = WarehouseSettings(weight_tolerance_percent=4, weight_tolerance_g=30)

    assert is_near(weight, 100, settings) is is_right


def test_without_tolerance_it_weighs_exactly_what_it_should() -> None:
    settings = WarehouseSettings(weight_tolerance_percent=0, weight_tolerance_g=0)

    assert [is_near(weight, 500, settings) for weight in (499, 500, 501)] == [False, True, False]


def test_where_nothing_is_expected_any_weight_is_right() -> None:
    assert is_near(999_999, None, WarehouseSettings())


def expected(world: World, lines: Mapping[str, int], **layout: Any) -> int | None:
    """Of a carton S with all of an order, proposed with that material."""
    order_id = picked_order(world, lines)
    carton_id = begin_carton(world, order_id, "BOX-S")
    pack_all(world, order_id)
    world.do(lambda: setattr(db.session.get_one(Carton, carton_id), "layout", layout or None))
    return expected_g(db.session.get_one(Carton, carton_id))


def test_goods_carton_and_material_are_expected(world: World) -> None:
    sized(world)

    assert expected(world, {"MUG": 2, "CARD": 1}) == 2 * 350 + 12 + 80


def test_bubble_wrap_bags_and_paper_weigh_something_and_labels_nothing(world: World) -> None:
    sized(world)
    materials = {"bubble_wrap": 2, "sealed_bag": 1, "paper": 3, "fragile_label": 1}

    assert expected(world, {"MUG": 2}, materials=materials) == 2 * 350 + 80 + 2 * 15 + 4 + 3 * 12


def test_one_item_without_weight_and_nothing_is_expected(world: World) -> None:
    sized(world)
    world.do(lambda: setattr(world.item("CARD"), "weight_g", None))

    assert expected(world, {"MUG": 2, "CARD": 1}) is None


def test_an_empty_carton_weighs_what_it_is_of(world: World, order_id: int) -> None:
    sized(world)
    carton_id = begin_carton(world, order_id, "BOX-S")

    assert expected_g(db.session.get_one(Carton, carton_id)) == 80
