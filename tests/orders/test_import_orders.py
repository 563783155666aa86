"""`flask orders import` with the plain format."""

from datetime import UTC, datetime
from decimal import Decimal

from app.books.queries import broken_rules
from app.orders.models import Order, OrderCharge, OrderHold, OrderLine
from tests.orders.plain_file import Import, count, holds, line, order
from tests.world import World


def test_lines_of_one_order_need_not_lie_together(bring_in: Import) -> None:
    said = bring_in(line("1", "MUG", 2), line("2", "CARD"), line("1", "CARD", "3.0"))

    assert "2 new orders, 0 of them held; 3 lines" in said
    assert [(one.sku, one.quantity, one.item_id is not None) for one in order("1").lines] == [
        ("MUG", 2, True),
        ("CARD", 3, True),
    ]
    assert order("1").placed_at == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert holds("1") == []


def test_the_same_file_twice_changes_nothing(bring_in: Import) -> None:
    lines = (line("1", "MUG", 2), line("2", "CARD", 1, "4.50"), line("2", "POSTAGE", 1, "3.00"))
    bring_in(*lines)
    before = [count(table) for table in (Order, OrderLine, OrderCharge, OrderHold)]

    said = bring_in(*lines)

    assert "0 new orders" in said
    assert "2 orders were here" in said
    assert [count(table) for table in (Order, OrderLine, OrderCharge, OrderHold)] == before


def test_an_order_that_comes_again_with_another_content_stays_as_it_is(bring_in: Import) -> None:
    bring_in(line("1", "MUG", 2))

    said = bring_in(line("1", "MUG", 5))

    assert "Order 1 is here already with another content." in said
    assert [one.quantity for one in order("1").lines] == [2]


def test_unknown_items_hold_the_order_and_are_listed(bring_in: Import) -> None:
    said = bring_in(line("1", "GHOST"), line("2", "MUG"))

    assert "Items that the catalogue does not know: GHOST." in said
    assert "an item that the catalogue does not know; its orders wait,GHOST" in said
    assert (holds("1"), holds("2")) == (["unknown_item"], [])
    assert order("1").lines[0].sku == "GHOST"


def test_an_item_may_be_named_by_its_barcode(bring_in: Import, world: World) -> None:
    bring_in(line("1", "4006381333931"))

    assert order("1").lines[0].item_id == world.item("MUG").id


def test_codes_that_are_no_stock_stay_on_the_order_as_charges(bring_in: Import) -> None:
    bring_in(line("1", "MUG", 2, "4.50"), line("1", "postage", 1, "3.00"), line("1", "DISCOUNT", 1, "-1.00"))

    assert [(charge.code, charge.amount) for charge in order("1").charges] == [
        ("postage", Decimal(3)),
        ("DISCOUNT", Decimal(-1)),
    ]
    assert len(order("1").lines) == 1


def test_an_order_of_charges_only_waits_for_a_person(bring_in: Import) -> None:
    bring_in(line("1", "POSTAGE", 1, "3.00"))

    assert holds("1") == ["nothing_to_pick"]


def test_what_has_no_column_stays_with_the_order_or_with_its_line(bring_in: Import) -> None:
    bring_in(line("1", "MUG", gift="For Ada"), line("1", "CARD", gift="For Bruno"), line("2", "MUG", gift="For Mei"))

    assert [one.document for one in order("1").lines] == [{"gift_text": "For Ada"}, {"gift_text": "For Bruno"}]
    assert (order("2").document, order("2").lines[0].document) == ({"gift_text": "For Mei"}, {})


def test_a_status_cancels_an_order_that_is_here_and_one_that_is_new(bring_in: Import) -> None:
    bring_in(line("1", "MUG", 2))

    said = bring_in(line("1", "MUG", 2, status="Cancelled"), line("2", "MUG", 1, status="cancelled"))

    assert "2 are cancelled" in said
    for number in ("1", "2"):
        assert order(number).state == "cancelled"
        assert [one.to_allocate for one in order(number).lines] == [0]
    assert "0 new orders" in bring_in(line("1", "MUG", 2, status="cancelled"))


def test_an_order_that_is_shipped_is_not_cancelled_by_a_file_but_told(bring_in: Import, world: World) -> None:
    bring_in(line("1", "MUG", 2))
    world.do(lambda: setattr(order("1"), "state", "shipped"))

    said = bring_in(line("1", "MUG", 2, status="cancelled"))

    assert "Order 1 is" in said
    assert order("1").state == "shipped"


def test_history_comes_in_as_shipped_and_moves_no_stock(bring_in: Import, world: World) -> None:
    before = world.on_hand("A-01-1", "MUG")

    bring_in(line("1", "MUG", 2), line("1", "GHOST"), options=("--as-shipped",))

    assert (order("1").state, holds("1")) == ("shipped", [])
    assert [one.shipped for one in order("1").lines] == [2, 1]
    assert world.on_hand("A-01-1", "MUG") == before
    assert broken_rules() == []
