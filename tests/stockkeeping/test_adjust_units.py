"""Adjustments: more or fewer units than the book says, with a reason; too much for one person waits for a lead."""

import pytest

from app.inventory.models import StockMovement
from app.outbox.models import OutboxEntry
from app.stockkeeping.models import Adjustment
from tests.floor import wrong_books
from tests.stockkeeping.desk import adjusts, audits, keep_for_order, last, movements, numbered, place_of_number
from tests.visitor import alert_of, visitor, words
from tests.world import World


def test_found_units_come_from_the_adjustment_side_of_the_book(world: World) -> None:
    adjusts(visitor(world, "Eli"), "found", quantity=2, note="behind the shelf")

    assert world.on_hand("A-01-1", "MUG") == 12
    assert world.on_hand("ADJUSTMENT", "MUG") == -2
    adjustment = last(Adjustment)
    assert (adjustment.state, adjustment.units, adjustment.note) == ("posted", 2, "behind the shelf")
    assert last(StockMovement).reason == "found"
    assert (audits("asked"), audits("posted")) == (1, 1)
    assert wrong_books() == []


@pytest.mark.parametrize(
    ("reason", "side"),
    [
        ("lost", "ADJUSTMENT"),
        ("over_received", "ADJUSTMENT"),
        ("own_use", "ADJUSTMENT"),
        ("broken", "SCRAP"),
        ("expired", "SCRAP"),
    ],
)
def test_fewer_units_go_to_the_side_of_the_book_that_the_reason_says(world: World, reason: str, side: str) -> None:
    adjusts(visitor(world, "Eli"), reason, quantity=3)

    assert (world.on_hand("A-01-1", "MUG"), world.on_hand(side, "MUG")) == (7, 3)
    assert wrong_books() == []


def test_more_than_one_person_may_change_waits_for_a_lead_and_nothing_moves_before(world: World) -> None:
    eli, before = visitor(world, "Eli"), movements()

    adjusts(eli, "lost", quantity=6, note="not in the bin")

    assert last(Adjustment).state == "waiting"
    assert movements() == before
    assert world.on_hand("A-01-1", "MUG") == 10
    assert "Wait for a lead: 1" in words(eli.get("/stock-desk").text)
    assert "Book it" not in eli.get("/stock-desk/adjustments").text
    told = {(one.topic, one.name) for one in [last(OutboxEntry)]}
    assert told == {(f"stock:{world.warehouse_id}", "stock-changed")}


def test_a_lead_books_what_waits_and_the_record_says_who_and_when(world: World) -> None:
    adjusts(visitor(world, "Eli"), "lost", quantity=6)
    cleo = visitor(world, "Cleo")

    cleo.send(f"/stock-desk/adjustments/{last(Adjustment).id}/approvals")

    adjustment = last(Adjustment)
    assert (adjustment.state, adjustment.decided_by_id) == ("posted", world.workers["Cleo"])
    assert adjustment.decided_at
    assert world.on_hand("A-01-1", "MUG") == 4
    assert wrong_books() == []


def test_a_lead_refuses_with_words_and_nothing_moves(world: World) -> None:
    adjusts(visitor(world, "Eli"), "lost", quantity=6)
    cleo, adjustment_id, before = visitor(world, "Cleo"), last(Adjustment).id, movements()
    url = f"/stock-desk/adjustments/{adjustment_id}/refusals"

    mute = alert_of(cleo.send(url, words="  "))
    cleo.send(url, words="They are in C-02-1")
    late = alert_of(cleo.send(f"/stock-desk/adjustments/{adjustment_id}/approvals"))

    assert mute == "Write why. Who asked for it will read that."
    assert late == "Cleo has decided about this already. Nothing was changed."
    assert (last(Adjustment).state, last(Adjustment).words) == ("refused", "They are in C-02-1")
    assert movements() == before
    assert "They are in C-02-1" in words(visitor(world, "Eli").get("/stock-desk/adjustments").text)


def test_a_stock_keeper_decides_about_no_adjustment(world: World) -> None:
    eli = visitor(world, "Eli")
    adjusts(eli, "lost", quantity=6)

    for what in ("approvals", "refusals"):
        assert eli.send(f"/stock-desk/adjustments/{last(Adjustment).id}/{what}", words="x").status_code == 403
    assert last(Adjustment).state == "waiting"


def test_a_leads_own_word_is_enough(world: World) -> None:
    adjusts(visitor(world, "Cleo"), "lost", quantity=9)

    assert last(Adjustment).state == "posted"
    assert world.on_hand("A-01-1", "MUG") == 1


def test_a_share_of_what_lies_there_may_be_more_than_the_units_that_are_free_to_change(world: World) -> None:
    world.sets(adjust_units=1, adjust_percent=30.0)
    eli = visitor(world, "Eli")

    adjusts(eli, "lost", quantity=3)
    first = last(Adjustment).state
    adjusts(eli, "lost", quantity=3)

    assert (first, last(Adjustment).state) == ("posted", "waiting"), "30 percent of 10 are 3, of 7 they are 2"


def test_what_orders_keep_is_not_written_off_not_even_later_by_a_lead(world: World) -> None:
    eli = visitor(world, "Eli")
    adjusts(eli, "lost", quantity=6)
    keep_for_order(world, "MUG", 8)

    told = alert_of(visitor(world, "Cleo").send(f"/stock-desk/adjustments/{last(Adjustment).id}/approvals"))

    assert told == "Only 2 of MUG are free in A-01-1: of 10 there, 8 are kept for orders."
    assert last(Adjustment).state == "waiting"
    assert world.on_hand("A-01-1", "MUG") == 10
    assert wrong_books() == []


@pytest.mark.parametrize(
    ("reason", "said", "told"),
    [
        ("", {}, "Choose a reason of the list."),
        ("stolen", {}, "Choose a reason of the list."),
        ("found", {"quantity": 0}, "Say how many units"),
        ("found", {"place": "T-001"}, "What lies in T-001 belongs to orders."),
        ("found", {"item": "TEA"}, "TEA is kept by lot."),
        ("found", {"item": "TEA", "lot": "L7"}, "Lot L7 of TEA is new here. Enter until when it keeps."),
        ("found", {"item": "TEA", "lot": "L" * 41, "expires_on": "2030-01-01"}, "A lot has at most 40 characters."),
        ("lost", {"place": "B-01-1"}, "The book has no MUG in B-01-1."),
    ],
)
def test_what_is_unclear_is_asked_and_nothing_is_noted(
    world: World, reason: str, said: dict[str, object], told: str
) -> None:
    assert told in alert_of(adjusts(visitor(world, "Eli"), reason, **said))
    assert last(Adjustment) is None


def test_a_new_lot_that_was_found_gets_its_date(world: World) -> None:
    adjusts(visitor(world, "Eli"), "found", item="TEA", lot="L7", expires_on="2032-05-01", quantity=2)

    assert world.on_hand("A-01-1", "TEA", "L7") == 2
    assert str(world.lot("TEA", "L7").expires_on) == "2032-05-01"


def test_found_and_lost_units_with_numbers_take_their_numbers_along(world: World) -> None:
    numbered(world, "S1", "S2")
    eli = visitor(world, "Eli")

    adjusts(eli, "found", place="B-05-1", item="CARD", serials="S3")
    adjusts(eli, "lost", place="B-05-1", item="CARD", serials="S1")

    assert [place_of_number(code) for code in ("S1", "S2", "S3")] == ["ADJUSTMENT", "B-05-1", "B-05-1"]
    assert wrong_books() == []


def test_the_form_can_be_prefilled_without_markup_getting_through(world: World) -> None:
    page = visitor(world, "Eli").get("/stock-desk/adjustments?place=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text

    assert "<script>alert" not in page
