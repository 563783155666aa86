"""Lines and values that cannot be read: reported, their order held, never half imported, mended later."""

from datetime import UTC, datetime

import pytest

from app.books.queries import broken_rules
from tests.orders.plain_file import HEAD, Import, holds, line, order
from tests.visitor import visitor
from tests.world import World


def test_an_order_with_a_bad_line_is_whole_and_held_and_the_line_is_reported(bring_in: Import) -> None:
    said = bring_in(line("1", "MUG", 2), line("1", "CARD", "two"), line("2", "MUG"))

    assert "1 bad lines" in said
    assert "orders.csv,3,quantity: not a whole number," in said
    assert holds("1") == ["unreadable_line"]
    assert holds("2") == []
    readable, unreadable = order("1").lines
    assert (readable.quantity, unreadable.quantity) == (2, 0)
    assert "two" in unreadable.unreadable


@pytest.mark.parametrize(
    "bad",
    [
        line("1", "CARD", 0),
        line("1", "CARD", -2),
        line("1", "", 1),
        line("1", "CARD", 1, "-4"),
        line("1", "CARD", 1, "4,50,7"),
        line("1", "C" * 81, 1),
        line("1", "CARD", 10**9),
        "1,only two",
        '1,"never closed',
        line("1", "CARD", 1, status="cancelled"),
        line("1", "CAR\x00D", 1),
    ],
)
def test_a_bad_line_never_stops_the_import_and_never_halves_an_order(bring_in: Import, bad: str) -> None:
    said = bring_in(line("1", "MUG", 2), bad, line("2", "MUG"))

    assert "1 bad lines" in said
    assert holds("1") == ["unreadable_line"]
    assert [one.quantity for one in order("1").lines] == [2, 0]
    assert holds("2") == []


@pytest.mark.parametrize(
    ("column", "value"),
    [("placed_at", "soon"), ("delivery_mode", "by owl"), ("payment_state", "maybe"), ("amount", "free")],
)
def test_a_bad_value_of_the_order_itself_holds_it_with_all_its_lines(bring_in: Import, column: str, value: str) -> None:
    values = line("1", "MUG", 2).split(",")
    values[HEAD.split(",").index(column)] = value

    said = bring_in(",".join(values))

    assert f"{column}: " in said
    assert "unreadable_line" in holds("1")
    assert [one.quantity for one in order("1").lines] == [2, 0]


def test_a_line_that_does_not_tell_its_order_holds_the_order_before_it(bring_in: Import) -> None:
    said = bring_in(line("1", "MUG"), line("", "CARD"), line("2", "MUG"))

    assert "no order number; taken for a line of the order before it" in said
    assert (holds("1"), holds("2")) == (["unreadable_line"], [])


def test_an_order_mended_in_the_file_comes_in_whole(bring_in: Import) -> None:
    bring_in(line("1", "MUG", 2), line("1", "CARD", "two"))

    said = bring_in(line("1", "MUG", 2), line("1", "CARD", 2))

    assert "1 came mended" in said
    assert holds("1") == []
    assert [(one.sku, one.quantity) for one in order("1").lines] == [("MUG", 2), ("CARD", 2)]


def test_a_mended_file_counts_in_all_that_it_says_of_the_order(bring_in: Import) -> None:
    head = "order_number,placed_at,email,carrier,notes,priority,payment_state,delivery_mode,sku,quantity"
    bring_in("1,2026-11-20 10:00,old@shop.example,Slow,ring,soon,paid,self,MUG,two", head=head)

    said = bring_in("1,2026-11-23 10:00,new@shop.example,Fleet,knock,7,paid,self,GHOST,2", head=head)

    assert "Items that the catalogue does not know: GHOST." in said
    mended = order("1")
    assert (mended.email, mended.carrier, mended.notes, mended.priority) == ("new@shop.example", "Fleet", "knock", 7)
    assert mended.placed_at == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert holds("1") == ["unknown_item"]


def test_history_with_a_bad_line_is_among_the_held_orders_of_the_desk(bring_in: Import, world: World) -> None:
    bring_in(line("7001", "MUG", 2), line("7001", "CARD", "two"), line("7002", "MUG"), options=("--as-shipped",))
    desk = visitor(world, "Fay")

    held = desk.get("/orders?held=1").text

    assert "7001" in held
    assert "1 lines could not be read" in held
    assert "7002" not in held


def test_history_with_a_bad_line_is_mended_and_stays_shipped(bring_in: Import) -> None:
    bring_in(line("1", "MUG", 2), line("1", "CARD", "two"), options=("--as-shipped",))
    assert (order("1").state, holds("1")) == ("shipped", ["unreadable_line"])

    said = bring_in(line("1", "MUG", 2), line("1", "GHOST", 4), options=("--as-shipped",))

    assert "1 came mended" in said
    assert (order("1").state, holds("1")) == ("shipped", [])
    assert [(one.sku, one.shipped) for one in order("1").lines] == [("MUG", 2), ("GHOST", 4)]
    assert broken_rules() == []
