"""The sheet over the floor: who is where, their ways, where they meet; all in shapes, and safe against any name."""

from xml.etree import ElementTree

import pytest

from app.drawing.floor import Words, floor_svg
from app.drawing.live import NAMED, ROOMY, Crowd, Live, Person, live_svg
from app.planning.layout import Cell, Crossing, Layout, NotInLayout

LAYOUT = Layout(4, (5, 5), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0, depots={"D": Crossing(0, 0)})
WORDS = Words("Who is where")


def drawn(**live: object) -> ElementTree.Element:
    return ElementTree.fromstring(live_svg(LAYOUT, WORDS, Live(**live)))  # type: ignore[arg-type]


def people(svg: ElementTree.Element) -> list[ElementTree.Element]:
    return [one for one in svg.iter() if "data-person" in one.attrib]


def test_it_fits_over_the_floor() -> None:
    ground = ElementTree.fromstring(floor_svg(LAYOUT, WORDS))

    assert drawn().get("viewBox") == ground.get("viewBox")


def test_who_is_away_is_a_square_and_who_is_there_a_dot() -> None:
    svg = drawn(people=[Person("1", "AB", "Ana", Cell(0, 1)), Person("2", "BC", "Ben", Cell(3, 9), away=True)])
    shapes = [{one.tag.split("}")[1] for one in person} for person in people(svg)]

    assert "circle" in shapes[0]
    assert "rect" in shapes[1]
    assert "circle" not in shapes[1]


def test_those_who_stand_at_one_place_stand_beside_each_other_and_on_the_sheet() -> None:
    svg = drawn(people=[Person(str(turn), "A", "A", Cell(0, 1)) for turn in range(5)])
    places = [one.attrib["transform"] for one in people(svg)]

    assert len(set(places)) >= 3
    assert all(0 < float(place[10:].split()[0]) < 320 for place in places)


def test_names_stand_there_while_there_is_room() -> None:
    few, many, crowd = (
        drawn(people=[Person(str(turn), "AB", "Ana", Cell(turn % 4, turn % 10)) for turn in range(count)])
        for count in (NAMED, NAMED + 1, ROOMY + 1)
    )

    assert "live__name" in ElementTree.tostring(few, "unicode")
    assert "live__name" not in ElementTree.tostring(many, "unicode")
    radius = [next(one for one in people(svg)[0] if "r" in one.attrib).attrib["r"] for svg in (many, crowd)]
    assert float(radius[1]) < float(radius[0])


def test_a_crowd_says_how_many_and_whether_it_is_there_or_to_come() -> None:
    svg = ElementTree.tostring(drawn(crowds=[Crowd(1, 0, 3, is_now=True), Crowd(2, 1, 4, is_now=False)]), "unicode")

    assert "live__crowd--now" in svg
    assert "live__crowd--soon" in svg
    assert ">3<" in svg
    assert ">4<" in svg


def test_a_name_is_text_and_nothing_else() -> None:
    svg = drawn(people=[Person("1", "<s", '"><script>alert(1)</script>', Cell(0, 1))])

    assert not [one for one in svg.iter() if one.tag.endswith("script")]


def test_a_place_that_the_building_does_not_have_is_refused() -> None:
    with pytest.raises(NotInLayout):
        drawn(people=[Person("1", "A", "A", Cell(9, 1))])


def test_ways_and_stops_are_one_path_each_however_many() -> None:
    ways = [[Crossing(0, 0), Cell(1, 3), Crossing(0, 0)], [Cell(2, 2), Crossing(0, 0)]]
    svg = ElementTree.tostring(drawn(ways=ways, stops=[Cell(1, 3), Cell(1, 3), Cell(2, 2)]), "unicode")

    assert svg.count("live__ways") == 1
    assert svg.count("live__stops") == 1
    assert svg.count("h0") == 2, "a place is drawn once"
