"""Packing material: what goes around a unit, onto the carton and into the room that is left."""

from app.planning.cartons import CartonType, PackedCarton, Place
from app.planning.cartons.material import materials, wrapped

BOX = CartonType("box", (200, 100, 100))
PACKED = PackedCarton(BOX, (Place("mug", 0, 0, 0, 100, 100, 100), Place("oil", 100, 0, 0, 50, 50, 100)), 0)


def test_each_flag_asks_for_its_material_and_each_label_is_there_once() -> None:
    flags = {"mug": ["fragile"], "oil": ["fragile", "liquid", "keep_upright", "perishable"]}

    assert materials(PACKED, flags) == {
        "bubble_wrap": 2,
        "sealed_bag": 1,
        "fragile_label": 1,
        "this_way_up_label": 1,
        "paper": 1,
    }


def test_what_has_no_flag_takes_paper_alone_and_a_full_carton_nothing() -> None:
    full = PackedCarton(BOX, (Place("brick", 0, 0, 0, 200, 100, 100),), 0)

    assert materials(PACKED, {}) == {"paper": 1}
    assert materials(full, {"brick": ["dangerous"]}) == {"dangerous_goods_label": 1}


def test_wrapping_makes_a_fragile_unit_larger() -> None:
    assert wrapped((100, 90, 80), ["fragile", "liquid"]) == (110, 100, 90)
    assert wrapped((100, 90, 80), ["liquid"]) == (100, 90, 80)
