"""When the shelf disagrees on a refill: too few, damaged, a full bin, units that are not in the tote."""

from sqlalchemy import select

from app.counting.models import CycleCount
from app.db import db
from tests.floor import wrong_books
from tests.replenishing.conftest import FORWARD, OTHER_RESERVE, RESERVE, Keeper, at, refills, rule


def counts() -> list[tuple[str, str]]:
    db.session.rollback()
    return [
        (one.location.address, one.reason) for one in db.session.scalars(select(CycleCount).order_by(CycleCount.id))
    ]


def short(eli: Keeper, stop: object, reason: str) -> str:
    return eli.hand.post(at(stop, "shorts"), reason=reason).text  # type: ignore[arg-type]


def test_too_few_in_reserve_are_taken_from_another_bin_and_the_first_is_counted(under_way: Keeper) -> None:
    eli, world = under_way, under_way.world
    eli.tote()
    eli.scan(eli.take, quantity=5)

    short(eli, eli.take, "too_few")

    assert [(stop.bin_address, stop.left) for stop in eli.stops("refill") if stop.left] == [(OTHER_RESERVE, 10)]
    assert counts() == [(RESERVE, "too_few")]
    assert world.stock(RESERVE, "MUG").doubted_at is not None
    assert world.stock(RESERVE, "MUG").reserved == 0
    assert wrong_books() == []
    eli.does_all()
    assert world.on_hand(FORWARD, "MUG") == 25
    assert wrong_books() == []


def test_what_lies_in_no_other_bin_the_refill_does_not_bring(under_way: Keeper) -> None:
    eli = under_way
    eli.tote()
    for _ in range(2):
        short(eli, eli.take, "empty")

    assert [stop for stop in eli.stops() if stop.left] == []
    (refill,) = refills()
    assert (refill.put, refill.short, refill.ended_at is None) == (0, 15, False)
    assert eli.end().status_code == 200
    assert eli.world.on_hand(FORWARD, "MUG") == 10
    assert wrong_books() == []


def test_damaged_units_in_reserve_go_to_quarantine_and_others_come_instead(under_way: Keeper) -> None:
    eli, world = under_way, under_way.world
    eli.tote()

    assert eli.hand.post(at(eli.take, "damages"), quantity=2).status_code == 200

    quarantine = "QUARANTINE"
    assert world.on_hand(quarantine, "MUG") == 2
    assert (world.on_hand(RESERVE, "MUG"), world.stock(RESERVE, "MUG").reserved) == (38, 15)
    assert sum(stop.left for stop in eli.stops("refill")) == 15
    too_many = eli.hand.post(at(eli.take, "damages"), quantity=99)
    assert too_many.status_code == 422
    assert wrong_books() == []
    eli.does_all()
    assert world.on_hand(FORWARD, "MUG") == 25
    assert wrong_books() == []


def test_what_does_not_fit_goes_back_to_where_it_was_taken_by_a_stop_of_its_own(under_way: Keeper) -> None:
    eli, world = under_way, under_way.world
    eli.tote()
    eli.scan(eli.take)
    eli.scan(eli.put, quantity=9)

    short(eli, eli.put, "full")

    assert [(stop.bin_address, stop.left) for stop in eli.stops() if stop.left] == [(RESERVE, 6)]
    (refill,) = refills()
    assert (refill.put, refill.short) == (9, 6)
    assert wrong_books() == []
    eli.scan(eli.put)
    assert (world.on_hand(RESERVE, "MUG"), world.stock(RESERVE, "MUG").available) == (31, 31)
    assert world.on_hand("T-009", "MUG") == 0
    assert eli.end().status_code == 200
    assert wrong_books() == []


def test_another_reserve_bin_takes_the_rest_and_a_forward_bin_only_with_a_rule(under_way: Keeper) -> None:
    eli, world = under_way, under_way.world
    eli.tote()
    eli.scan(eli.take)
    eli.scan(eli.put, quantity=3)

    def other(address: str) -> str:
        return eli.hand.post(at(eli.put, "bins"), bin=world.location(address).barcode).text

    assert "A-02-1 is no bin for MUG." in other("A-02-1")
    assert "This is LANE-1, not a bin." in other("LANE-1")
    assert eli.put.bin_address == FORWARD
    rule(world, "MUG", "A-02-1", 0, 5)
    other("A-02-1")
    assert eli.put.bin_address == "A-02-1"
    eli.scan(eli.put, quantity=5)
    other("A-03-2")
    eli.scan(eli.put)

    assert (world.on_hand("A-02-1", "MUG"), world.on_hand("A-03-2", "MUG")) == (5, 7)
    assert eli.end().status_code == 200
    assert wrong_books() == []


def test_what_is_not_in_the_tote_is_written_off_and_its_reserve_bin_counted(under_way: Keeper) -> None:
    eli, world = under_way, under_way.world
    eli.tote()
    eli.scan(eli.take)
    eli.scan(eli.put, quantity=13)

    short(eli, eli.put, "missing")

    assert (world.on_hand("T-009", "MUG"), world.on_hand("ADJUSTMENT", "MUG")) == (0, 2)
    assert (RESERVE, "missing") in counts()
    assert refills()[0].short == 2
    assert eli.end().status_code == 200
    assert wrong_books() == []


def test_damaged_units_in_the_tote_go_to_quarantine(under_way: Keeper) -> None:
    eli, world = under_way, under_way.world
    eli.tote()
    eli.scan(eli.take)

    assert eli.hand.post(at(eli.put, "damages"), quantity=1).status_code == 200
    eli.scan(eli.put)

    assert world.on_hand("QUARANTINE", "MUG") == 1
    assert world.on_hand(FORWARD, "MUG") == 24
    assert eli.end().status_code == 200
    assert wrong_books() == []


def test_reasons_for_the_other_part_and_unknown_ones_are_refused_and_change_nothing(under_way: Keeper) -> None:
    eli = under_way
    eli.tote()
    take, put = eli.take, eli.put
    assert "Choose why it is short." in short(eli, take, "bored")
    assert "Here you put goods." in short(eli, put, "empty")
    assert "Here you take goods." in short(eli, take, "full")
    assert "Nothing of it is in the tote yet." in short(eli, put, "missing")
    assert counts() == []
    assert wrong_books() == []


def test_serial_numbers_go_along_and_one_that_is_elsewhere_is_refused(under_way: Keeper) -> None:
    from app.inventory.models import Serial

    eli, world = under_way, under_way.world
    world.do(lambda: setattr(world.item("MUG"), "tracks_serial", True))
    eli.tote()
    lane = world.location("LANE-1").id
    world.do(lambda: db.session.add(Serial(item_id=world.item("MUG").id, code="S-9", location_id=lane)))

    few = eli.scan(eli.take, quantity=2, serials="S-1")
    elsewhere = eli.scan(eli.take, quantity=2, serials="S-1\nS-9")
    assert eli.scan(eli.take, quantity=2, serials="S-1\nS-2").status_code == 200
    strange = eli.scan(eli.put, quantity=1, serials="S-9")
    assert eli.scan(eli.put, quantity=1, serials="S-1").status_code == 200

    assert "1 serial numbers for 2 units." in few.text
    assert "Serial number S-9 is in LANE-1 by the book." in elsewhere.text
    assert "S-9" in strange.text
    db.session.rollback()
    lie = {one.code: one.location.address if one.location else "" for one in db.session.scalars(select(Serial))}
    assert lie == {"S-1": FORWARD, "S-2": "T-009", "S-9": "LANE-1"}
