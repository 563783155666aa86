"""What a person may write about dead ends, one-way aisles and buildings of way points."""

from pathlib import Path

import pytest
from flask import Flask

from app.errors import DomainError
from app.planning.layout import Cell, Crossing, Layout, Opening
from app.warehouse.building import building_from
from app.warehouse.layout_file import LayoutFile, from_json, read_layout
from app.warehouse.places import places

EXAMPLES = Path(__file__).parents[2] / "examples"
NARROW = (EXAMPLES / "one-way.toml").read_text()
CELLAR = (EXAMPLES / "way-points.toml").read_text()


def layout_of(text: str) -> LayoutFile:
    return read_layout(text)[1]


def building_of(text: str) -> Layout:
    return building_from(layout_of(text))


def test_one_way_aisles_and_dead_ends_are_walked_as_the_file_says(app: Flask) -> None:
    narrow = building_of(NARROW)

    assert not narrow.is_grid
    assert narrow.distance(Cell(0, 0), Cell(0, 3)) == pytest.approx(3 * 1.2)
    assert narrow.distance(Cell(1, 3), Cell(1, 0)) == pytest.approx(3 * 1.2)
    assert narrow.distance(Cell(0, 3), Cell(0, 0)) > 20
    assert (narrow.opening(5, 0), narrow.opening(5, 1)) == (Opening(True, False), Opening(False, False))
    assert (narrow.opening(3, 1), len(narrow.cells_of(3, 1))) == (Opening(True, True), 6)


def test_cross_aisles_are_as_wide_as_the_file_says(app: Flask) -> None:
    assert building_of(NARROW).cross_aisles[1] == pytest.approx(3.5 / 2 + 0.8 + 11 * 1.2 + 0.8 + 2.0 / 2)


def test_reaching_up_takes_what_the_file_says_and_else_what_the_warehouse_says(app: Flask) -> None:
    without = NARROW.replace("seconds = [0, 0, 4, 9, 15]", "")

    assert [building_of(NARROW).seconds_to_reach(level) for level in range(1, 6)] == [0, 0, 4, 9, 15]
    assert building_from(layout_of(without), (0, 5)).seconds_to_reach(2) == 5
    assert building_from(layout_of(NARROW), (0, 5)).seconds_to_reach(2) == 0


def test_each_lane_lies_where_the_file_says(app: Flask) -> None:
    narrow = building_of(NARROW)

    assert narrow.lanes == {"LANE-1": Crossing(4, 0), "LANE-2": Crossing(5, 0)}
    assert places(layout_of(NARROW))["LANE-2"].x == pytest.approx(5 * 2.6)


def test_a_short_aisle_has_no_bins_where_it_ends_and_the_same_numbers_before(app: Flask) -> None:
    found = places(layout_of(NARROW))

    assert {"F-08-1", "E-09-1", "D-36-1"} <= found.keys()
    assert not {"F-09-1", "F-25-1", "D-37-1"} & found.keys()
    assert found["F-08-1"].y == found["E-08-1"].y


def test_cells_may_be_counted_from_the_back(app: Flask) -> None:
    odd = NARROW.replace("blocks = [0]\ncells = 4\n", 'blocks = [0]\ncells = 4\nfrom = "back"\n')

    assert list(building_of(odd).cells_of(5, 0)) == [8, 9, 10, 11]
    assert building_of(odd).opening(5, 0) == Opening(False, True)


def test_way_points_are_as_far_apart_as_their_ways_say(app: Flask) -> None:
    cellar, names = building_of(CELLAR), layout_of(CELLAR).aisles

    def metres(one: str, other: str) -> float:
        return cellar.distance(Cell(names.index(one), 0), Cell(names.index(other), 0))

    assert metres("DOOR", "N2") == 5 + 5
    assert metres("S1", "VAULT") == 14
    assert metres("VAULT", "N2") == pytest.approx(5.385)
    assert metres("N2", "VAULT") == 5 + 5 + 14
    assert cellar.depots == {"DEPOT-1": Crossing(names.index("DOOR"), 0)}


def test_a_way_point_has_its_bays_and_is_the_aisle_of_their_addresses(app: Flask) -> None:
    found = places(layout_of(CELLAR))

    assert len([place for place in found.values() if place.kind == "bin"]) == (4 + 4 + 6 + 2) * 3
    assert (found["VAULT-2-3"].x, found["VAULT-2-3"].y, found["VAULT-2-3"].level) == (9.0, 10.0, 3)
    assert "VAULT-3-1" not in found
    assert "DOOR-1-1" not in found


@pytest.mark.parametrize("text", [NARROW, CELLAR])
def test_what_is_kept_as_json_is_the_same_building_again(app: Flask, text: str) -> None:
    assert from_json(layout_of(text).as_json()) == layout_of(text)


def test_a_layout_that_an_older_version_kept_is_read_as_it_was(app: Flask) -> None:
    layout = layout_of((EXAMPLES / "layout.toml").read_text())
    new = ("lane_places", "cross_widths", "level_seconds", "stretches", "points", "ways")
    kept = {name: value for name, value in layout.as_json().items() if name not in new}

    assert from_json(kept) == layout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("widths = [3.5, 2.0, 2.0]", "widths = [3.5, 2.0]", "[cross_aisles] widths is [3.5, 2.0]. Give a list of 3"),
        ("seconds = [0, 0, 4, 9, 15]", "seconds = [0, 0, 4, 9, -1]", "[levels] seconds"),
        ('one_way = "down"', 'one_way = "left"', "[[stretches]] 2, one_way is left. Give one of up, down, both"),
        ("cells = 4", "cells = 13", "[[stretches]] 3, cells"),
        ("dead_end = true", "dead_end = 1", "[[stretches]] 3, dead_end"),
        ("blocks = [1]\ncells = 0", "blocks = [2]\ncells = 0", "[[stretches]] 4, blocks"),
        ('aisles = ["B", "D"]', 'aisles = ["B", "Z"]', "[[stretches]] 2, aisles is Z"),
        ("cells = 6", "cels = 6", "[[stretches]] 5, cels"),
        ('aisles = ["F"]\nblocks = [0]', 'aisles = ["A"]\nblocks = [0]', "[[stretches]] 3, one_way is up"),
        ('aisle = "F"', 'aisle = "G"', "[[lanes]] 2, aisle"),
        ("[levels]", "[staging]\nlanes = 2\n[levels]", "[staging] lanes is 2"),
        ('one_way = "down"', 'one_way = "up"', "Nobody can walk from aisle A, block 0 to aisle E at cross-aisle 0"),
    ],
)
def test_an_odd_hall_that_makes_no_sense_is_refused(app: Flask, old: str, new: str, said: str) -> None:
    assert old in NARROW
    with pytest.raises(DomainError) as refused:
        places(layout_of(NARROW.replace(old, new, 1)))

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "N2"', 'name = "N1"', "[[points]] 3, name is N1. Give each name once"),
        ('name = "N2"', 'name = "the north"', "[[points]] 3, name"),
        ("x = 9", "x = -9", "[[points]] 4, x"),
        ('points = ["N1", "S1"]', 'points = ["N1"]', "[[ways]] 2, points"),
        ('points = ["N1", "S1"]', 'points = ["N1", "Q1"]', "[[ways]] 2, points is Q1"),
        ('points = ["S1", "VAULT"]', 'points = ["N1", "S1", "VAULT"]', "[[ways]] 3, metres"),
        ('point = "DOOR"', 'point = "GATE"', "[[depots]] 1, point"),
        ("[levels]", '[aisles]\nnames = "A-C"\n[levels]', "aisles"),
        ('points = ["S1", "VAULT"]', 'points = ["VAULT", "S1"]\none_way = true', "from DOOR to VAULT"),
    ],
)
def test_way_points_that_make_no_sense_are_refused(app: Flask, old: str, new: str, said: str) -> None:
    assert old in CELLAR
    with pytest.raises(DomainError) as refused:
        places(layout_of(CELLAR.replace(old, new, 1)))

    assert said in str(refused.value)
