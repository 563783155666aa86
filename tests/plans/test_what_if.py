"""`flask plan what-if`: what a day's orders would walk in a building, told to somebody who does not believe it yet."""

import re
from datetime import date
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from app.planning.layout import Cell, Crossing, Layout
from app.planning.paths import walk_metres
from app.plans.cli import plan
from app.plans.day import Book
from app.plans.placing import Floor, by_frequency
from app.plans.what_if import NAMES

LAYOUT = """
[aisles]
names = "A-F"
pitch = 3.0
[bays]
blocks = [10, 10]
pitch = 1.0
end = 1.0
[[depots]]
aisle = "A"
"""
BUILDING = Layout(aisles=6, blocks=(10, 10), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
HEAD = "order_number,placed_at,sku,quantity,status\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A building, and orders of three days: 4, 24 and 40 of them."""
    (tmp_path / "layout.toml").write_text(LAYOUT)
    random = Random(5)
    rows = [
        f"W-{day}{number:03},2026-11-{day} {8 + number // 10:02}:{number % 10:02},I{random.randrange(80):02},1,"
        for day, orders in ((23, 4), (24, 24), (25, 40))
        for number in range(orders)
        for _ in range(random.randrange(1, 6))
    ]
    (tmp_path / "orders.csv").write_text(HEAD + "\n".join(rows) + "\n")
    return tmp_path


def what_if(files: Path, *words: str) -> tuple[str, int]:
    given = ["--layout", str(files / "layout.toml"), "--orders", str(files / "orders.csv"), "--out", str(files / "out")]
    result = CliRunner().invoke(plan, ["what-if", *given, "--seconds", "0", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output, result.exit_code


def table(said: str) -> list[tuple[str, float]]:
    """The order of stops, and metres an order, of each row."""
    rows = re.findall(r"^(?:.{25})(\S.*?) +(\d+\.\d)(?: +-?\d+% +-?\d+)?$", said, re.MULTILINE)
    return [(name, float(metres)) for name, metres in rows]


def test_every_policy_is_told_for_items_at_random_and_by_frequency(files: Path) -> None:
    said, status = what_if(files)

    assert status == 0
    assert said.startswith("24 orders of 2026-11-24 with ")
    assert "6 orders to a cart.\nThe building has 6 aisles with 20 cells each, in 2 blocks.\n" in said
    rows = table(said)
    assert [name for name, _ in rows] == [*NAMES.values(), "shortest walk"] * 2
    for half in (rows[:9], rows[9:]):
        metres = [metres for _, metres in half]
        assert metres[7] == min(metres[:8])
        assert metres[8] <= metres[7]
    assert "at 1.2 m/s that is 0 h " in said
    assert [line for line in said.splitlines() if len(line) > 100 and "drawings in" not in line] == []


def test_each_way_gets_a_drawing_of_one_walk_and_the_visits_a_map(files: Path) -> None:
    what_if(files)

    for placing in ("random", "frequency"):
        drawings = sorted(file.name for file in (files / "out" / placing).iterdir())
        assert len(drawings) == len(NAMES) + 2
        assert {"1-sort-by-code.svg", "9-planned-together.svg", "visits.svg"} <= set(drawings)
        for name in drawings:
            assert ElementTree.parse(files / "out" / placing / name).getroot().tag.endswith("svg")
    assert "by location code: " in (files / "out" / "random" / "1-sort-by-code.svg").read_text()


def test_items_lie_where_the_stock_file_says_and_the_metres_are_those_of_the_walk(files: Path) -> None:
    (files / "orders.csv").write_text(
        HEAD
        + "W-1,2026-11-23 10:00,MUG,1,\nW-1,2026-11-23 10:00,CARD,2,\nW-2,2026-11-23 11:00,GHOST,1,\n"
        + "W-3,2026-11-23 11:00,MUG,1,cancelled\nW-4,2026-11-23 12:00,POSTAGE,1,\n"
    )
    (files / "stock.csv").write_text(
        "sku,location,quantity\nMUG,C-19-1,5\nMUG,C-01-1,9\nMUG,F-19-1,9\nCARD,a-05-1,5\nGHOST,Z-01-1,1\n"
    )

    said, status = what_if(files, "--stock", str(files / "stock.csv"))

    depot = Crossing(0, 0)
    by_code = walk_metres(BUILDING, [depot, Cell(0, 2), Cell(2, 0), depot])
    assert status == 0
    assert table(said)[0] == ("by location code", by_code)
    assert said.startswith("1 order of 2026-11-23 with 3 lines")
    assert "1 of the lines asks for an item that lies nowhere" in said
    assert sorted(file.name for file in (files / "out").iterdir()) == ["stock"]


def test_carts_are_filled_as_orders_were_placed_whatever_their_numbers(files: Path) -> None:
    """Two go to the back of the building, two stay in front; by number, each cart would go to the back."""
    (files / "orders.csv").write_text(
        HEAD
        + "W-1,2026-11-23 08:00,BACK,1,\nW-2,2026-11-23 10:00,FRONT,1,\n"
        + "W-3,2026-11-23 09:00,BACK,1,\nW-4,2026-11-23 11:00,FRONT,1,\n"
    )
    (files / "stock.csv").write_text("sku,location,quantity\nBACK,A-39-1,5\nFRONT,A-01-1,5\n")

    said, _ = what_if(files, "--stock", str(files / "stock.csv"), "--orders-on-cart", "2")

    assert table(said)[0][1] == (2 * 21.0 + 2 * 1.0) / 4


def test_what_is_asked_for_most_lies_nearest_to_the_depot(files: Path) -> None:
    book = Book(date(2026, 11, 23), (), {"RARE": 1, "OFTEN": 9, "SOME": 4})
    floor = Floor(BUILDING, Crossing(0, 0), Crossing(0, 0), 6)

    cells = by_frequency(book, [Cell(3, 3), Cell(0, 0), Cell(1, 0)], floor)

    assert cells == {"OFTEN": Cell(0, 0), "SOME": Cell(1, 0), "RARE": Cell(3, 3)}


def test_the_same_seed_places_the_items_alike_and_another_does_not(files: Path) -> None:
    def placed(seed: str) -> list[tuple[str, float]]:
        return table(what_if(files, "--seed", seed)[0])[:8]

    assert placed("1") == placed("1")
    assert placed("1") != placed("2")


def test_another_day_cart_and_speed_can_be_asked_for(files: Path) -> None:
    few, _ = what_if(files, "--day", "2026-11-23", "--orders-on-cart", "1", "--speed", "0.1")
    more, _ = what_if(files, "--day", "2026-11-23", "--orders-on-cart", "4")

    assert few.startswith("4 orders of 2026-11-23")
    assert "1 order to a cart" in few
    metres = [metres for _, metres in table(few)[:9]]
    hours, minutes = re.findall(r"at 0.1 m/s that is (\d+) h (\d+) min", few)[0]
    assert int(hours) * 60 + int(minutes) == pytest.approx(4 * (metres[0] - min(metres)) / 0.1 / 60, abs=1)
    assert table(more)[7][1] < table(few)[7][1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--day", "2026-12-24"], "The file has orders of these days: 2026-11-23, 2026-11-24, 2026-11-25."),
        (["--mapping", "nothing"], "There is no mapping nothing."),
        (["--orders-on-cart", "0"], "0 is not in the range"),
        (["--layout", "nowhere.toml"], "does not exist"),
    ],
)
def test_what_cannot_be_compared_is_told_in_a_sentence(files: Path, words: list[str], told: str) -> None:
    said, status = what_if(files, *words)

    assert told in said
    assert status in (1, 2)
    assert not (files / "out").exists()


def test_files_that_do_not_belong_together_are_told(files: Path) -> None:
    (files / "stock.csv").write_text("sku,location,quantity\nI01,Z-01-1,5\n")

    said, status = what_if(files, "--stock", str(files / "stock.csv"))

    assert "No item of these orders lies in a bin of this layout." in said
    assert status == 1


@pytest.mark.slow
def test_a_building_of_one_way_aisles_can_be_compared_too(files: Path) -> None:
    one_way = LAYOUT + '\n[[stretches]]\naisles = ["B", "C"]\none_way = "up"\n'
    assert what_if_of(files, one_way)


def what_if_of(files: Path, layout: str) -> bool:
    (files / "layout.toml").write_text(layout)
    said, status = what_if(files)
    return status == 0 and len(table(said)) == 18
