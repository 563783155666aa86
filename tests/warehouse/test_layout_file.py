"""What a person may write about a building, and what the program says when it makes no sense."""

from pathlib import Path

import pytest
from flask import Flask

from app.errors import DomainError
from app.warehouse.layout_file import LayoutFile, from_json, read_layout
from app.warehouse.places import places

EXAMPLE = (Path(__file__).parents[2] / "examples" / "layout.toml").read_text()


def layout_with(old: str, new: str) -> LayoutFile:
    assert old in EXAMPLE
    return read_layout(EXAMPLE.replace(old, new))[1]


def test_the_example_makes_the_bins_that_it_describes(app: Flask) -> None:
    about, layout = read_layout(EXAMPLE)
    found = places(layout)
    bins = [place for place in found.values() if place.kind == "bin"]

    assert about is not None
    assert about.code == "NORTH"
    assert len(bins) == 8 * 18 * 2 * 4 - 2
    assert "C-07-1" not in found
    assert found["A-03-2"].barcode == "LOC-A-03-2"
    assert {found[address].purpose for address in ("A-03-4", "A-03-2")} == {"reserve", "forward"}
    assert (found["B-01-4"].zone, found["D-01-3"].zone, found["D-01-4"].zone) == ("GLASS", "MAIN", None)
    assert {"LANE-4", "DOCK-2", "T-040", "SUPPLIER", "CUSTOMER", "SCRAP", "ADJUSTMENT", "QUARANTINE"} <= found.keys()


def test_bays_count_left_and_right_in_turn_and_cells_go_on_through_the_blocks(app: Flask) -> None:
    found = places(read_layout(EXAMPLE)[1])

    assert [(found[a].cell, found[a].side) for a in ("B-01-1", "B-02-1", "B-03-1")] == [
        (0, "left"),
        (0, "right"),
        (1, "left"),
    ]
    last, first = found["B-19-1"], found["B-21-1"]
    assert (last.cell, first.cell) == (9, 10)
    assert last.y is not None
    assert first.y is not None
    assert first.y - last.y == pytest.approx(2 * 1.5)
    assert found["B-21-1"].x == pytest.approx(3.2)


def test_check_digits_differ_between_neighbours(app: Flask) -> None:
    bins = [place for place in places(read_layout(EXAMPLE)[1]).values() if place.kind == "bin"]
    at = {(p.aisle, p.cell, p.side, p.level): p.check_digits for p in bins}

    assert all(len(digits) == 2 and digits.isdecimal() for digits in at.values())
    for (aisle, cell, side, level), digits in at.items():
        assert aisle is not None
        assert cell is not None
        assert level is not None
        other = "right" if side == "left" else "left"
        near = [(aisle, cell, side, level + 1), (aisle, cell + 1, side, level), (aisle + 1, cell, side, level)]
        for neighbour in [*near, (aisle, cell, other, level), (aisle, cell + 1, other, level + 1)]:
            assert at.get(neighbour) != digits


def test_what_is_kept_as_json_is_the_same_layout_again(app: Flask) -> None:
    layout = read_layout(EXAMPLE)[1]

    assert from_json(layout.as_json()) == layout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('names = "A-H"', 'nmes = "A-H"', "names"),
        ('names = "A-H" ', 'names = ["A", "A"] ', "[aisles] names"),
        ('names = "A-H" ', 'names = "A-" ', "[aisles] names"),
        ("pitch = 3.2", "pitch = -3.2", "[aisles] pitch"),
        ("pitch = 3.2", "pitch = true", "[aisles] pitch"),
        ("blocks = [10, 8]", "blocks = []", "[bays] blocks"),
        ("blocks = [10, 8]", "blocks = [100000, 8]", "bins in all"),
        ("reserve = [4]", "reserve = [5]", "[levels] reserve"),
        ("{bay:02}-{level}", "{bay:02}", "[address] pattern"),
        ("{bay:02}", "{bay.real}", "[address] pattern"),
        ('"{aisle}-{bay:02}-{level}"', '"{aisle}{bay:015}{level:015}"', "20 characters"),
        ('"C-07-2"', '"X-07-2"', "X-07-2"),
        ('aisle = "D"', 'aisle = "Z"', "[[depots]] 1, aisle"),
        ("cross_aisle = 0", "cross_aisle = 3", "[[depots]] 1, cross_aisle"),
        ('aisles = ["A", "B"]', 'aisles = ["A", "Q"]', "[[zones]] 1, aisles"),
        ('time_zone = "Europe/London"', 'time_zone = "Europe/Atlantis"', "time_zone"),
        ("[totes]", "[toots]", "toots"),
        ("[aisles]", "[aisles", "docs/layout.md"),
    ],
)
def test_what_makes_no_sense_is_refused_by_a_sentence_that_names_it(app: Flask, old: str, new: str, said: str) -> None:
    with pytest.raises(DomainError) as refused:
        places(layout_with(old, new))

    assert said in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_pattern_that_gives_two_bins_one_address_is_refused(app: Flask) -> None:
    higher = EXAMPLE.replace("count = 4\nreserve", "count = 12\nreserve").replace("-{bay:02}-{level}", "-{bay}{level}")

    with pytest.raises(DomainError, match="Two places would be called A-111"):
        places(read_layout(higher)[1])
