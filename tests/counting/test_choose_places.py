"""Counts by hand: bins, an aisle, a zone, wherever an item lies; one line that nobody understands raises nothing."""

from tests.counting.conftest import counts, have_places_counted
from tests.visitor import visitor
from tests.world import World


def test_bins_by_address_and_label_are_counted_whole(world: World) -> None:
    label = world.location("A-02-1").barcode

    said = have_places_counted(world, f"A-01-1\n {label} ;A-01-1")

    assert said == {"raised": 2, "open_already": 0}
    assert [(count.location.address, count.item_id) for count in counts()] == [("A-01-1", None), ("A-02-1", None)]


def test_an_item_is_counted_wherever_it_lies_and_an_aisle_bin_by_bin(world: World) -> None:
    have_places_counted(world, "MUG")
    assert [(count.location.address, count.item.sku if count.item else "") for count in counts()] == [
        ("A-01-1", "MUG"),
        ("C-02-1", "MUG"),
    ]

    said = have_places_counted(world, "B")

    assert said["raised"] == 40
    assert {count.location.address[0] for count in counts()[2:]} == {"B"}


def test_asked_twice_is_once(world: World) -> None:
    have_places_counted(world, "A-01-1")

    assert have_places_counted(world, "A-01-1") == {"raised": 0, "open_already": 1}
    assert len(counts()) == 1


def test_a_line_that_nobody_understands_raises_nothing_and_is_named(world: World) -> None:
    answer = visitor(world, "Cleo").send("/counts", places="A-01-1\n=cmd()")

    assert answer.status_code == 422
    assert "=cmd()" in answer.text
    assert counts() == []


def test_more_than_are_raised_at_once_is_refused(world: World) -> None:
    text = "\n".join(["A", "B", "C", "D"] * 4)

    assert have_places_counted(world, text)["raised"] == 160
    assert visitor(world, "Cleo").send("/counts", places="\n").status_code == 422
