"""The floor as a picture."""

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from xml.etree import ElementTree

import pytest

from app.drawing.floor import FloorWalk, Words, floor_svg, walk_sample
from app.planning.graph import Way, way_points
from app.planning.layout import Cell, Crossing, Layout, NotInLayout, Stretch

DEPOT = Crossing(0, 0)
HALL = Layout(
    aisles=8,
    blocks=(10, 8),
    aisle_pitch=3.2,
    cell_pitch=1.2,
    end_to_cell=1.5,
    depots={"DEPOT-1": DEPOT},
    lanes={"LANE-1": DEPOT, "LANE-2": DEPOT},
)
LARGE = Layout(aisles=40, blocks=(50, 50, 50), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
WORDS = Words("Map of the walk", "Two stops, 40 metres")
SVG = "{http://www.w3.org/2000/svg}"


def tree(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)


def walk(*stops: Cell) -> FloorWalk:
    return FloorWalk(DEPOT, stops, DEPOT)


def labels(drawn: str) -> list[str]:
    """The numbers of a walk's stops that are to be seen, from the first to the last."""
    shown = [
        text.text or ""
        for group in tree(drawn).iter(f"{SVG}g")
        for text in group.findall(f"{SVG}text")
        if "data-stops" in group.attrib and "display" not in text.attrib
    ]
    return sorted(shown, key=lambda text: int(text.split("–")[0]))


def some_stops(layout: Layout, count: int) -> list[Cell]:
    random = Random(7)
    return [Cell(random.randrange(layout.aisles), random.randrange(layout.cells)) for _ in range(count)]


def test_a_screen_reader_hears_the_words_it_was_given() -> None:
    root = tree(floor_svg(HALL, WORDS, [walk(Cell(1, 2))]))

    assert root.attrib["role"] == "img"
    assert [root[0].text, root[1].text] == ["Map of the walk", "Two stops, 40 metres"]


def test_each_stop_has_its_number_and_stops_of_one_cell_share_a_mark() -> None:
    drawn = floor_svg(HALL, WORDS, [walk(Cell(1, 2), Cell(1, 9), Cell(4, 3), Cell(4, 3), Cell(7, 15))])

    assert labels(drawn) == ["1", "2", "3–4", "5"]
    assert 'data-stops="3 4"' in drawn


def test_badges_never_hide_each_other_and_the_first_and_last_stop_are_always_numbered() -> None:
    stops = [Cell(3, cell) for cell in range(18)]
    drawn = floor_svg(HALL, WORDS, [walk(*stops)])

    assert labels(drawn)[0] == "1"
    assert labels(drawn)[-1] == "18"
    assert len(labels(drawn)) < 18
    assert len(re.findall("data-stops=", drawn)) == 18


def test_the_line_passes_every_stop_on_the_walkers_right() -> None:
    """Up the second aisle to its fourth cell and back: two lines, there on the right of the aisle, back on its left."""
    drawn = tree(floor_svg(HALL, WORDS, [walk(Cell(1, 3))]))
    line = next(one for one in drawn.iter(f"{SVG}path") if "floor__walk" in one.attrib["class"])
    mark = next(one for one in drawn.iter(f"{SVG}g") if "data-stops" in one.attrib)
    x, y = map(float, re.findall(r"[\d.]+", mark.attrib["transform"]))

    up, turn, down = re.findall(r"V([\d.]+)H([\d.]+)V([\d.]+)", line.attrib["d"])[0]

    assert float(up) == pytest.approx(y, abs=0.6)
    assert float(turn) < x
    assert float(down) > y


@pytest.mark.parametrize(
    ("walks", "visits"),
    [
        ([FloorWalk(DEPOT, some_stops(LARGE, 60), DEPOT)], {}),
        ([], {Cell(aisle, cell): (7 * aisle + cell * cell) % 97 for aisle in range(40) for cell in range(150)}),
        ([FloorWalk(DEPOT, some_stops(LARGE, 25)[turn:], DEPOT) for turn in range(8)], {}),
    ],
    ids=["one walk", "heat", "eight walks"],
)
def test_forty_aisles_stay_within_15_kb_and_obey_the_policy(
    walks: Sequence[FloorWalk], visits: dict[Cell, float]
) -> None:
    drawn = floor_svg(LARGE, WORDS, walks, visits, [f"{aisle:02}" for aisle in range(40)])

    assert len(drawn.encode()) <= 15 * 1024
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|url\(|\sid=", drawn)


def test_several_walks_differ_in_more_than_colour() -> None:
    drawn = tree(floor_svg(HALL, WORDS, [walk(Cell(turn, turn)) for turn in range(1, 6)]))
    lines = [one for one in drawn.iter(f"{SVG}path") if one.attrib["class"].startswith("floor__walk floor__walk")]
    dashed = {one.attrib.get("stroke-dasharray", "") for one in lines if "floor__dots" not in one.attrib["class"]}
    numbers = [one.findtext(f"{SVG}text") for one in drawn.iter(f"{SVG}g") if "transform" in one.attrib]

    assert len(dashed) == 5
    assert numbers == ["1", "2", "3", "4", "5"]
    assert all(f'stroke-dasharray="{dashes}"' in walk_sample(turn) for turn, dashes in ((2, "9 3"), (3, "2 3")))


def test_more_visits_are_darker_and_wider() -> None:
    drawn = floor_svg(HALL, WORDS, visits={Cell(0, 0): 100, Cell(4, 9): 1, Cell(7, 17): 0})
    bars = re.findall(r'floor__heat--(\d)" d="(.*?)" stroke="(.*?)" stroke-width="([\d.]+)"', drawn)

    assert [bar[0] for bar in bars] == ["1", "5"]
    assert float(bars[0][3]) < float(bars[1][3])
    assert all(bar[1].count("M") == 1 for bar in bars)


def test_names_are_shown_as_names_whatever_they_are_made_of() -> None:
    drawn = floor_svg(HALL, Words("<b>&", '"'), aisles=["<i>", "B&B"])

    assert tree(drawn)[0].text == "<b>&"
    assert "<i>" not in drawn
    assert floor_svg(HALL, WORDS, aisles=list("ABCDEFGH")).count("</text>") == 9


def test_what_the_building_does_not_have_is_not_drawn() -> None:
    with pytest.raises(NotInLayout):
        floor_svg(HALL, WORDS, [walk(Cell(8, 0))])


def test_the_smallest_building_and_a_walk_without_stops_can_be_drawn() -> None:
    point = Layout(aisles=1, blocks=(1,), aisle_pitch=0.0, cell_pitch=0.0, end_to_cell=0.0)

    for walks in ([], [walk()], [walk(Cell(0, 0))], [walk(), walk(Cell(0, 0))]):
        assert tree(floor_svg(point, WORDS, walks)).tag == f"{SVG}svg"


def test_what_is_shorter_closed_or_one_way_looks_so() -> None:
    odd = replace(
        HALL,
        stretches={
            (1, 0): Stretch(one_way="up"),
            (2, 0): Stretch(one_way="down"),
            (4, 1): Stretch(blocked=True),
            (6, 1): Stretch(last=4, back=False),
            (7, 0): Stretch(last=-1),
        },
    )
    plain, drawn = floor_svg(HALL, WORDS), floor_svg(odd, WORDS)
    signs = re.findall(r'class="floor__signs" d="(.*?)"', drawn)[0]

    assert drawn.count("floor__racks") == plain.count("floor__racks") + 2
    assert [signs.count("M"), signs.count("l"), signs.count("h")] == [5, 6, 1]
    assert "floor__signs" not in plain


def test_a_building_of_way_points_is_drawn_as_its_ways() -> None:
    spots = {"door": (2.0, 1.0), "middle": (5.0, 5.0), "shelf": (11.0, 5.0)}
    yard = way_points(spots, [Way(0, 1, 5.0), Way(1, 2, 6.0)], {"DEPOT-1": Cell(0, 0)}, {})

    drawn = floor_svg(yard, WORDS, [FloorWalk(Cell(0, 0), [Cell(2, 0)], Cell(0, 0))], aisles=list(spots))
    heat = floor_svg(yard, WORDS, visits={Cell(2, 0): 3.0})

    assert labels(drawn) == ["1"]
    assert re.findall(r'class="floor__racks" d="(.*?)"', drawn)[0].count("M") == 2
    assert "floor__heat--5" in heat


def test_a_picture_without_a_page_can_say_what_it_shows() -> None:
    assert ">S-shape: 412 m</text>" in floor_svg(HALL, WORDS, caption="S-shape: 412 m")
    assert "floor__caption" not in floor_svg(HALL, WORDS)
