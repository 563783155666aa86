"""What came in is put up to be put away: once, to the right places, on walks that share a cart."""

from datetime import date

import pytest
from sqlalchemy import select, update

from app.db import db
from app.inventory.commands import lot_of, receive
from app.inventory.models import Stock
from app.operations.models import AuditEntry
from app.putting_away.models import PutAwayLine, PutAwayTask
from app.walks.commands import claim_next
from app.warehouse.models import BIN, PLATE, TOTE, Location
from tests.floor import fresh, wrong_books
from tests.handheld import Handheld
from tests.putting_away.conftest import claimed, lay, raised
from tests.world import SYSTEM, World


def places_of(task_id: int | None) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for line in fresh(PutAwayTask, task_id or 0).lines:
        found.setdefault(line.lot.item.sku, []).append((line.location.address, line.quantity))
    return found


def test_each_item_goes_where_it_lies_already_and_nothing_has_moved_yet(world: World) -> None:
    lay(world, "T-001", {"MUG": 4, "CARD": 2, "TEA": 1})

    task_id = raised(world, "T-001")

    assert places_of(task_id) == {"MUG": [("A-01-1", 4)], "CARD": [("B-03-1", 2)], "TEA": [("D-05-1", 1)]}
    assert (world.on_hand("T-001", "MUG"), world.on_hand("A-01-1", "MUG")) == (4, 10)
    notes = db.session.scalars(select(AuditEntry).where(AuditEntry.change == "put up")).all()
    assert [note.after for note in notes] == [{"source": "T-001", "area": "", "units": 7}]
    assert wrong_books() == []


def test_what_a_task_has_already_is_put_up_no_second_time_and_what_came_since_is(world: World) -> None:
    lay(world, "T-001", {"MUG": 4})
    first = raised(world, "T-001")

    assert raised(world, "T-001") is None
    lay(world, "T-001", {"MUG": 1})
    assert raised(world, "T-001") == first

    assert places_of(first) == {"MUG": [("A-01-1", 4), ("A-01-1", 1)]}
    assert wrong_books() == []


def test_an_empty_tote_asks_for_nothing(world: World) -> None:
    assert raised(world, "T-001") is None
    assert db.session.scalars(select(PutAwayTask)).all() == []


def test_an_area_takes_all_of_it_whatever_the_bins_hold(world: World) -> None:
    lay(world, "T-001", {"MUG": 4, "CARD": 2})

    task_id = raised(world, "T-001", "QUARANTINE")

    assert places_of(task_id) == {"MUG": [("QUARANTINE", 4)], "CARD": [("QUARANTINE", 2)]}


def test_what_has_expired_goes_to_quarantine(world: World) -> None:
    tea = world.item("TEA")
    world.do(lambda: receive(tea, lot_of(tea, "OLD", date(2020, 1, 1)), 3, world.location("T-001"), SYSTEM))

    assert places_of(raised(world, "T-001")) == {"TEA": [("QUARANTINE", 3)]}


def test_totes_share_a_walk_that_nobody_has_begun_until_its_cart_is_full(world: World) -> None:
    world.sets(cart_places=2)
    for number in (1, 2, 3):
        lay(world, f"T-00{number}", {"MUG": number})

    first, second, third = (raised(world, f"T-00{number}") for number in (1, 2, 3))

    assert first == second != third
    assert [one.location.address for one in fresh(PutAwayTask, first or 0).sources] == ["T-001", "T-002"]


def test_a_walk_that_is_under_way_takes_no_more_totes(world: World) -> None:
    lay(world, "T-001", {"MUG": 1})
    first = raised(world, "T-001")
    world.do(lambda: claim_next(world.actor("Eli"), "put_away"))
    lay(world, "T-002", {"MUG": 1})

    assert raised(world, "T-002") != first


def test_a_dock_has_a_walk_of_its_own(world: World) -> None:
    lay(world, "T-001", {"MUG": 1})
    first = raised(world, "T-001")
    lay(world, "DOCK-1", {"MUG": 2})

    at_dock = raised(world, "DOCK-1")

    assert at_dock != first
    assert fresh(PutAwayTask, at_dock or 0).start.address == "DOCK-1"


@pytest.mark.parametrize(("goods", "place"), [({"CARD": 9}, "A-01-2"), ({"MUG": 9, "CARD": 9}, "B-03-1")])
def test_a_whole_plate_goes_to_the_reserve_and_a_mixed_one_within_reach(
    world: World, goods: dict[str, int], place: str
) -> None:
    plate = Location(
        warehouse_id=world.warehouse_id, kind=TOTE, purpose=PLATE, address="P-00001", barcode="PLATE-00001"
    )
    world.do(lambda: db.session.add(plate))
    lay(world, "P-00001", goods)

    assert places_of(raised(world, "P-00001"))["CARD"] == [(place, 9)]


def test_what_no_bin_takes_is_still_on_the_walk_until_somebody_finds_a_bin(world: World, eli: Handheld) -> None:
    world.do(lambda: db.session.execute(update(Location).where(Location.kind == BIN).values(blocked=True)))
    lay(world, "T-001", {"MUG": 4})

    task_id = raised(world, "T-001")

    (line,) = db.session.scalars(select(PutAwayLine).where(PutAwayLine.walk_id == task_id))
    assert line.has_no_place
    away = claimed(world, eli)
    (stop,) = away.document.stops
    assert (stop.bin_address, stop.bin_barcode) == ("?", "")
    assert "No bin was free for MUG." in away.put("MUG", bin="TOTE-001").text
    world.do(lambda: setattr(world.location("A-02-1"), "blocked", False))
    assert away.eli.post(away.at("MUG", "bins"), bin="LOC-A-02-1").status_code == 200
    assert away.put("MUG").status_code == 200
    assert world.on_hand("A-02-1", "MUG") == 4
    assert db.session.scalars(select(Stock).where(Stock.reserved > 0)).all() == []
    assert wrong_books() == []
