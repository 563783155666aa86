"""A walk under way is planned again from where its picker stands; and it is drawn, as the page has it."""

import re

import pytest

from app.db import db
from app.inventory.commands import lot_of, receive
from app.picking.models import PickTask
from app.planning.layout import Cell
from app.planning.paths import plan_path, walk_metres
from app.walks.ends import place_of
from tests.picking.conftest import Walk
from tests.world import SYSTEM


def cells_left(walk: Walk) -> list[Cell]:
    return [stop.cell for stop in walk.document.stops if stop.state == "todo" and stop.cell]


def test_what_is_left_is_led_to_on_the_shortest_way_from_where_the_picker_stands(walk: Walk) -> None:
    def more_cards() -> None:
        card = walk.world.item("CARD")
        receive(card, lot_of(card), 5, walk.world.location("A-09-1"), SYSTEM)

    walk.world.do(more_cards)
    card = walk.stop("CARD")
    assert card.cell is not None
    before = cells_left(walk)

    walk.ana.post(f"/picking/lines/{card.line_id}/shorts", reason="empty")

    left = cells_left(walk)
    assert sorted(stop.bin_address for stop in walk.document.stops) == ["A-01-1", "A-09-1", "B-03-1", "D-05-1"]
    place = place_of(db.session.get_one(PickTask, walk.task_id))
    assert place.layout is not None
    assert place.end is not None

    def metres(cells: list[Cell]) -> float:
        return walk_metres(place.layout, [card.cell, *cells, place.end])  # type: ignore[arg-type, list-item]

    shortest = plan_path(place.layout, left, card.cell, place.end).metres
    only_added = [cell for cell in before if cell != card.cell] + [Cell(0, 8)]
    assert metres(left) == pytest.approx(shortest)
    assert shortest < metres(only_added) - 1


def test_what_lies_where_the_picker_stands_comes_next(walk: Walk) -> None:
    def more_cards() -> None:
        card = walk.world.item("CARD")
        receive(card, lot_of(card), 5, walk.world.location("A-01-1"), SYSTEM)

    walk.world.do(more_cards)
    walk.ana.post(f"/picking/lines/{walk.stop('CARD').line_id}/shorts", reason="empty")
    mug = walk.stop("MUG")

    walk.ana.post(f"/picking/lines/{walk.stop('TEA').line_id}/skips")

    todo = [stop.bin_address for stop in walk.document.stops if stop.state == "todo"]
    assert todo.count("A-01-1") == 2
    assert abs(todo.index("A-01-1") - (len(todo) - 1 - todo[::-1].index("A-01-1"))) == 1
    assert walk.stop("MUG").line_id == mug.line_id


def test_the_page_brings_the_map_of_its_walk_with_each_stop_numbered_as_on_the_page(walk: Walk) -> None:
    page = walk.ana.client.get(f"/picking/tasks/{walk.task_id}").text
    anew = walk.ana.client.get(f"/picking/tasks/{walk.task_id}/stops").text

    for html in (page, anew):
        [svg] = re.findall(r'<svg[^>]*class="floor".*?</svg>', html, re.DOTALL)
        turns = [int(turn) for turns in re.findall(r'data-stops="([\d ]+)"', svg) for turn in turns.split()]
        assert sorted(turns) == [1, 2, 3]
        assert " style=" not in svg
        assert "3 stops" in svg
    assert 'data-open="map"' in page


def test_a_walk_with_a_bin_that_the_layout_does_not_have_says_that_it_cannot_be_drawn(walk: Walk) -> None:
    def lost() -> None:
        walk.world.location("A-01-1").aisle = None

    walk.world.do(lost)

    page = walk.ana.client.get(f"/picking/tasks/{walk.task_id}").text

    assert "cannot be drawn" in page
    assert 'class="floor"' not in page
    assert walk.ana.post(f"/picking/lines/{walk.stop('MUG').line_id}/skips").status_code == 200
