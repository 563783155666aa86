"""A count is compared with the book; what differs is counted by somebody else; whoever counts knows nothing of it."""

from uuid import uuid4

from app.counting.models import CountLine
from app.db import db
from app.inventory.commands import doubt, receive
from app.operations import audit
from tests.counting.conftest import (
    CARD,
    CASE_OF_MUGS,
    MUG,
    TEA,
    Counter,
    counts,
    have_counted,
    typed,
    variances,
)
from tests.floor import wrong_books
from tests.world import SYSTEM, World


def test_a_count_as_the_book_says_settles_it_and_ends_the_doubt(world: World, eli: Counter) -> None:
    world.do(lambda: doubt(world.stock("A-01-1", "MUG")))
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()

    answer = eli.count("A-01-1", typed(MUG, 10))

    assert answer.status_code == 200, answer.text
    assert world.stock("A-01-1", "MUG").doubted_at is None
    assert counts()[0].counted_at is not None
    assert variances() == []
    assert world.on_hand("A-01-1", "MUG") == 10
    assert wrong_books() == []


def test_the_page_and_the_answers_never_say_what_the_book_has(world: World, eli: Counter) -> None:
    world.do(lambda: receive(world.item("MUG"), world.lot("MUG"), 7777 - 10, world.location("A-01-1"), SYSTEM))
    have_counted(world, "A-01-1", sku="MUG")
    have_counted(world, "B-03-1")
    eli.claim()

    page = eli.hand.client.get(eli.url).text
    stops = eli.hand.client.get(f"{eli.url}/stops").text
    answer = eli.count("A-01-1", typed(MUG, 3)).text

    for text in (page, stops, answer):
        assert "7777" not in text
        assert "7,777" not in text
        assert "Greeting card" not in text
    assert eli.stop("A-01-1").quantity == 1


def test_scans_of_cases_and_units_add_up_and_a_typed_number_counts_units(world: World, eli: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    have_counted(world, "B-03-1", sku="CARD")
    eli.claim()

    assert eli.count("A-01-1", [{"code": CASE_OF_MUGS, "scans": 1}, {"code": MUG, "scans": 4}]).status_code == 200
    assert eli.count("B-03-1", typed(CARD, 20)).status_code == 200

    assert [count.counted_at is not None for count in counts()] == [True, True]
    assert variances() == []


def test_a_difference_is_counted_again_by_somebody_else_who_is_blind_to_the_first(
    world: World, eli: Counter, finn: Counter
) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    eli.count("A-01-1", typed(MUG, 8))
    eli.end()

    eli.claim()
    assert eli.task_id == 0, "there is no work for who counted it first"
    finn.claim()
    assert finn.task_id
    page = finn.hand.client.get(finn.url).text
    assert "Second count" in page
    assert "Eli" not in page
    assert finn.count("A-01-1", typed(MUG, 8)).status_code == 200

    (variance,) = variances()
    assert (variance.units, variance.agreed, variance.state) == (-2, True, "posted")
    assert world.on_hand("A-01-1", "MUG") == 8
    assert counts()[0].counted_at is not None
    assert wrong_books() == []


def test_who_counted_it_first_is_refused_by_name(world: World, eli: Counter, finn: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    eli.count("A-01-1", typed(MUG, 8))
    eli.end()
    finn.claim()
    line_id = finn.stop("A-01-1").line_id

    def hand_over() -> None:
        line = db.session.get_one(CountLine, line_id)
        line.task.barred_id, line.task.holder_id = None, world.workers["Eli"]
        audit(line.task, "by force", SYSTEM, {}, {})

    world.do(hand_over)
    eli.task_id = finn.task_id
    answer = eli.count("A-01-1", typed(MUG, 8))

    assert answer.status_code == 409
    assert "Eli counted A-01-1 the first time" in answer.text
    assert variances() == []
    assert world.on_hand("A-01-1", "MUG") == 10


def test_a_second_count_as_the_book_says_leaves_the_book_as_it_is(world: World, eli: Counter, finn: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    eli.count("A-01-1", typed(MUG, 8))
    finn.claim()

    assert finn.count("A-01-1", typed(MUG, 10)).status_code == 200

    assert variances() == []
    assert counts()[0].counted_at is not None
    assert world.on_hand("A-01-1", "MUG") == 10


def test_two_counts_that_disagree_wait_for_a_lead(world: World, eli: Counter, finn: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    eli.count("A-01-1", typed(MUG, 8))
    finn.claim()
    finn.count("A-01-1", typed(MUG, 9))

    (variance,) = variances()
    assert (variance.units, variance.agreed, variance.state) == (-1, False, "waits")
    assert counts()[0].counted_at is None
    assert world.on_hand("A-01-1", "MUG") == 10


def test_an_empty_bin_is_said_in_one_touch(world: World, eli: Counter, finn: Counter) -> None:
    have_counted(world, "A-01-1")
    eli.claim()
    assert eli.count("A-01-1").status_code == 200
    finn.claim()
    assert finn.count("A-01-1").status_code == 200

    (variance,) = variances()
    assert (variance.units, variance.state) == (-10, "waits")  # more than posts itself
    assert world.on_hand("A-01-1", "MUG") == 10


def test_a_stranger_in_the_bin_is_counted_too(world: World, eli: Counter, finn: Counter) -> None:
    have_counted(world, "A-01-1")
    for one in (eli, finn):
        one.claim()
        assert one.count("A-01-1", [*typed(MUG, 10), *typed(CARD, 2)]).status_code == 200 or one is finn
        one.end()
        if one is eli:
            assert [stop.sku for stop in eli.document.stops] == [""]

    assert world.on_hand("A-01-1", "CARD") == 2
    assert [(one.lot.item.sku, one.units, one.state) for one in variances()] == [("CARD", 2, "posted")]
    assert wrong_books() == []


def test_another_item_that_the_book_has_there_gets_a_count_of_its_own(world: World, eli: Counter) -> None:
    world.do(lambda: receive(world.item("CARD"), world.lot("CARD"), 5, world.location("A-01-1"), SYSTEM))
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()

    eli.count("A-01-1", [*typed(MUG, 10), {"code": CARD, "scans": 1}])

    assert [(count.item.sku if count.item else "", count.reason) for count in counts()] == [
        ("MUG", "asked"),
        ("CARD", "seen"),
    ]
    assert variances() == []
    assert world.on_hand("A-01-1", "CARD") == 5


def test_lots_are_counted_apart_and_have_to_be_said(world: World, eli: Counter, finn: Counter) -> None:
    have_counted(world, "D-05-1", sku="TEA")
    eli.claim()
    refused = eli.count("D-05-1", typed(TEA, 10))
    assert refused.status_code == 422
    assert "Scan the lot" in refused.text
    two = [*typed(TEA, 5, "L1"), *typed(TEA, 4, "L2")]
    assert eli.count("D-05-1", two).status_code == 200
    finn.claim()
    assert finn.count("D-05-1", two).status_code == 200

    assert [(one.lot.code, one.units) for one in variances()] == [("L2", -1)]
    assert (world.on_hand("D-05-1", "TEA", "L1"), world.on_hand("D-05-1", "TEA", "L2")) == (5, 4)
    assert wrong_books() == []


def test_a_replayed_count_gets_the_first_answer_and_counts_once(world: World, eli: Counter) -> None:
    world.sets(count_tolerance_units=5)
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    named = str(uuid4())
    url = eli.at("A-01-1", "counts")

    first = eli.count("A-01-1", typed(MUG, 8), operation_id=named)
    again = eli.count("A-01-1", typed(MUG, 8), operation_id=named)
    other = eli.hand.post(url, bin=world.location("A-01-1").barcode, counts="[]")

    assert again.text == first.text
    assert other.status_code == 409
    assert "is counted already, by Eli" in other.text
    assert len(variances()) == 1
    assert world.on_hand("A-01-1", "MUG") == 8
    assert wrong_books() == []
