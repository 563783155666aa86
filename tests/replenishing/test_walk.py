"""A refill on its walk: the tote, takes before puts, and what is scanned wrong is named and changes nothing."""

from uuid import uuid4

from sqlalchemy import select

from app.db import db
from app.inventory.models import StockMovement
from app.replenishing.models import RefillMove, RefillTask
from tests.floor import fresh, wrong_books
from tests.handheld import Handheld
from tests.replenishing.conftest import FORWARD, OTHER_RESERVE, RESERVE, Keeper, at, refills


def test_units_go_into_the_tote_and_out_of_it_and_can_be_picked_from_then_on(under_way: Keeper) -> None:
    eli, world = under_way, under_way.world
    assert eli.tote().status_code == 200

    assert eli.scan(eli.take).status_code == 200
    assert (world.on_hand(RESERVE, "MUG"), world.on_hand("T-009", "MUG")) == (25, 15)
    assert world.stock(RESERVE, "MUG").reserved == 0
    assert world.stock(FORWARD, "MUG").available == 10, "what lies in the tote is for nobody yet"
    assert wrong_books() == []

    assert eli.scan(eli.put).status_code == 200
    assert (world.on_hand("T-009", "MUG"), world.stock(FORWARD, "MUG").available) == (0, 25)
    (refill,) = refills()
    assert (refill.put, refill.short, refill.ended_at is None) == (15, 0, False)

    assert eli.end().status_code == 200
    assert fresh(RefillTask, eli.task_id).state == "done"
    assert wrong_books() == []


def test_each_scan_is_one_movement_of_two_legs_by_the_worker(under_way: Keeper) -> None:
    under_way.does_all()

    moved = db.session.scalars(select(StockMovement).where(StockMovement.reason == "refill")).all()
    assert [(one.quantity, one.worker_id) for one in moved] == [(15, under_way.world.workers["Eli"])] * 2


def test_a_replayed_scan_takes_and_puts_nothing_more_and_gets_the_first_answer(under_way: Keeper) -> None:
    eli, operation = under_way, str(uuid4())
    eli.tote()
    stop = eli.take

    first = eli.scan(stop, operation, quantity=4)
    again = eli.scan(stop, operation, quantity=4)

    assert (first.status_code, again.text) == (200, first.text)
    assert eli.world.on_hand("T-009", "MUG") == 4
    stop = eli.put
    put = str(uuid4())
    eli.scan(stop, put, quantity=3)
    eli.scan(stop, put, quantity=3)
    assert eli.world.on_hand(FORWARD, "MUG") == 13
    assert wrong_books() == []


def test_another_bin_another_item_too_many_and_no_tote_are_named_and_change_nothing(under_way: Keeper) -> None:
    eli = under_way
    early = eli.scan(eli.take)
    eli.tote()

    answers = (
        eli.scan(eli.take, bin=eli.world.location(FORWARD).barcode),
        eli.scan(eli.take, item="5012345678900"),
        eli.scan(eli.take, bin=""),
        eli.scan(eli.take, quantity=16),
        eli.scan(eli.take, item="nobody knows \x1d<b>this"),
    )

    assert "Scan an empty tote for this walk first." in early.text
    assert "This is A-01-1. Go to C-03-2." in answers[0].text
    assert "This is Greeting card. Take MUG." in answers[1].text
    assert "Scan the C-03-2 first." in answers[2].text
    assert "Only 15 are asked for from C-03-2." in answers[3].text
    assert "<b>this" not in answers[4].text
    assert [answer.status_code for answer in answers] == [422] * 5
    assert eli.world.on_hand(RESERVE, "MUG") == 40
    assert wrong_books() == []


def test_nothing_is_put_that_was_not_taken_and_no_more_than_that(under_way: Keeper) -> None:
    eli = under_way
    eli.tote()
    before = eli.scan(eli.put)
    eli.scan(eli.take, quantity=6)

    more = eli.scan(eli.put, quantity=7)

    assert "Nothing of it is in the tote yet. Go to C-03-2 first." in before.text
    assert "Only 6 of these are in the tote for A-01-1." in more.text
    assert eli.world.on_hand(FORWARD, "MUG") == 10
    assert eli.scan(eli.put, quantity=6).status_code == 200
    assert eli.world.on_hand(FORWARD, "MUG") == 16


def test_a_tote_that_holds_something_or_belongs_to_an_order_or_is_no_tote_is_refused(under_way: Keeper) -> None:
    eli, world = under_way, under_way.world
    world.order({"CARD": 1})
    from tests.floor import release

    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)

    bound, lane, unknown = eli.tote("TOTE-001"), eli.tote("LOC-LANE-1"), eli.tote("=1+1")

    assert "T-001 holds order" in bound.text
    assert "This is LANE-1, not a tote." in lane.text
    assert unknown.status_code == 422
    assert fresh(RefillTask, eli.task_id).tote_id is None
    eli.tote()
    other = ana.post(f"/picking/places/{ana.walk(task_id).places[0].id}/full", tote="TOTE-009")
    assert "T-009" in other.text
    assert other.status_code == 409
    eli.scan(eli.take)
    assert wrong_books() == []


def test_the_walk_ends_only_with_its_own_empty_tote(under_way: Keeper) -> None:
    eli = under_way
    eli.tote()
    eli.scan(eli.take)
    early = eli.end()
    eli.scan(eli.put)
    other = eli.end("TOTE-003")

    assert "1 stops are still to do." in early.text
    assert "This is T-003. The goods of this walk are in T-009" in other.text
    assert fresh(RefillTask, eli.task_id).state == "active"
    assert eli.end().status_code == 200


def test_skipping_a_take_brings_it_and_its_put_last(under_way: Keeper) -> None:
    eli = under_way
    eli.tote()
    take, put = eli.take, eli.put

    assert eli.hand.post(at(take, "skips")).status_code == 200

    assert [(stop.line_id, stop.state) for stop in eli.stops()] == [(take.line_id, "skipped"), (put.line_id, "skipped")]
    assert eli.scan(eli.take).status_code == 200
    assert eli.scan(eli.put).status_code == 200
    assert wrong_books() == []


def test_an_undone_put_lies_in_the_tote_and_an_undone_take_in_its_bin_kept_as_before(under_way: Keeper) -> None:
    eli, world = under_way, under_way.world
    eli.tote()
    eli.scan(eli.take)
    eli.scan(eli.put)

    assert eli.hand.post(f"{eli.url}/undos").status_code == 200
    assert (world.on_hand("T-009", "MUG"), world.on_hand(FORWARD, "MUG")) == (15, 10)
    assert refills()[0].ended_at is None

    assert eli.hand.post(f"{eli.url}/undos").status_code == 200
    assert (world.on_hand(RESERVE, "MUG"), world.stock(RESERVE, "MUG").reserved) == (40, 15)
    assert "There is nothing to undo" in eli.hand.post(f"{eli.url}/undos").text
    assert [move.undone_at is None for move in db.session.scalars(select(RefillMove))] == [False, False]
    assert wrong_books() == []
    eli.does_all()
    assert world.on_hand(FORWARD, "MUG") == 25


def test_a_put_whose_units_an_order_has_by_now_is_not_undone(under_way: Keeper) -> None:
    eli, world = under_way, under_way.world
    from tests.floor import release

    eli.tote()
    eli.scan(eli.take)
    eli.scan(eli.put)
    world.order({"MUG": 27})
    release(world.warehouse_id)

    answer = eli.hand.post(f"{eli.url}/undos")

    assert "What you put into A-01-1 is kept for an order by now." in answer.text
    assert world.on_hand(FORWARD, "MUG") == 25
    assert wrong_books() == []


def test_strangers_pickers_and_other_keepers_do_nothing_on_the_walk(under_way: Keeper) -> None:
    eli = under_way
    eli.tote()
    stop = eli.take

    assert eli.world.client("Olga").get(eli.url).status_code == 403
    assert eli.world.client("Ana").get(eli.url).status_code == 403
    ana = Handheld(eli.world, "Ana")
    assert ana.post(at(stop, "takes"), bin=stop.bin_barcode).status_code == 403
    assert eli.world.on_hand(RESERVE, "MUG") == 40


def test_who_takes_the_walk_over_scans_its_very_tote_first(under_way: Keeper) -> None:
    from app.walks.commands import assign
    from app.walks.models import Walk
    from app.workers.commands import give_roles

    eli, world = under_way, under_way.world
    eli.tote()
    eli.scan(eli.take, quantity=5)
    world.do(lambda: give_roles(world.worker("Ben"), world.warehouse_id, ["stock"], world.actor("Gus")))
    world.do(lambda: assign(db.session.get_one(Walk, eli.task_id), world.worker("Ben"), world.actor("Cleo")))
    ben = Keeper(world, Handheld(world, "Ben"))
    ben.claim()

    early, other = ben.scan(ben.put, quantity=5), ben.tote("TOTE-003")

    assert "Scan an empty tote for this walk first." in early.text
    assert "The goods of this walk are in T-009" in other.text
    assert "Ben has this walk now." in eli.hand.post(f"{eli.url}/undos").text
    assert ben.tote().status_code == 200
    assert ben.scan(ben.take).status_code == 200
    assert ben.scan(ben.put).status_code == 200
    assert world.on_hand(FORWARD, "MUG") == 25
    assert wrong_books() == []


def test_the_reserve_of_the_older_bin_comes_first_and_the_other_keeps_its_own(under_way: Keeper) -> None:
    assert [stop.bin_address for stop in under_way.stops("refill")] == [RESERVE]
    assert under_way.world.stock(OTHER_RESERVE, "MUG").reserved == 0
