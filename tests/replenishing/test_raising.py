"""A refill is raised when a forward bin is below its minimum; what it brings is kept in reserve, and nothing twice."""

from datetime import date

from app.catalog.models import ItemPolicy
from app.db import db
from app.inventory.commands import doubt, lot_of, move, outside, receive
from app.inventory.models import Stock
from app.replenishing.models import RefillTask
from app.replenishing.queries import lines_of_task
from app.warehouse.models import SCRAP, Location
from tests.floor import fresh, wrong_books
from tests.replenishing.conftest import FORWARD, OTHER_RESERVE, RESERVE, refills, rule, store
from tests.world import SYSTEM, World


def scrap(world: World, sku: str, address: str, units: int, lot: str = "") -> None:
    """So many units leave the bin for good."""
    away = outside(world.warehouse_id, SCRAP).id

    def command() -> None:
        there = db.session.get_one(Location, away)
        move(
            world.lot(sku, lot),
            units,
            source=world.location(address),
            destination=there,
            reason="damaged",
            actor=SYSTEM,
        )

    world.do(command)


def test_a_bin_that_falls_below_its_minimum_is_filled_up_to_its_maximum_and_the_reserve_is_kept(reserve: World) -> None:
    rule(reserve, "MUG", FORWARD, 8, 25)
    assert refills() == [], "ten lie there, which is enough"

    scrap(reserve, "MUG", FORWARD, 3)

    (refill,) = refills()
    assert (refill.location.address, refill.quantity, refill.reason) == (FORWARD, 18, "low")
    assert reserve.stock(RESERVE, "MUG").reserved == 18
    assert reserve.stock(OTHER_RESERVE, "MUG").reserved == 0
    assert wrong_books() == []


def test_what_is_on_its_way_is_not_raised_once_more(reserve: World) -> None:
    rule(reserve, "MUG", FORWARD, 8, 25)
    scrap(reserve, "MUG", FORWARD, 3)

    scrap(reserve, "MUG", FORWARD, 2)

    assert [refill.quantity for refill in refills()] == [18]
    assert reserve.stock(RESERVE, "MUG").reserved == 18
    assert wrong_books() == []


def test_a_rule_for_a_bin_that_holds_too_little_raises_its_refill_at_once(reserve: World) -> None:
    rule(reserve, "MUG", FORWARD, 12, 25)

    assert [refill.quantity for refill in refills()] == [15]


def test_without_reserve_nothing_is_raised_and_no_more_than_there_is(world: World) -> None:
    rule(world, "MUG", FORWARD, 12, 25)
    assert refills() == []

    store(world, "MUG", RESERVE, 4)
    scrap(world, "MUG", FORWARD, 1)

    assert [refill.quantity for refill in refills()] == [4]
    assert world.stock(RESERVE, "MUG").available == 0
    assert wrong_books() == []


def test_what_is_doubted_or_closed_in_reserve_is_not_promised(reserve: World) -> None:
    doubted, closed = reserve.stock(RESERVE, "MUG").id, reserve.location(OTHER_RESERVE).id
    reserve.do(lambda: doubt(db.session.get_one(Stock, doubted)))
    reserve.do(lambda: setattr(db.session.get_one(Location, closed), "blocked", True))

    rule(reserve, "MUG", FORWARD, 12, 25)

    assert refills() == []
    assert reserve.stock(RESERVE, "MUG").reserved == 0


def test_the_lot_comes_by_the_strategy_of_the_item_and_none_that_has_expired(world: World) -> None:
    def command() -> None:
        tea = world.item("TEA")
        for code, day in (("L3", date(2033, 1, 1)), ("L4", date(2029, 1, 1)), ("L5", date(2020, 1, 1))):
            receive(tea, lot_of(tea, code, day), 10, world.location(RESERVE), SYSTEM)
        db.session.add(ItemPolicy(warehouse_id=world.warehouse_id, item_id=tea.id, strategy="fefo"))

    world.do(command)

    rule(world, "TEA", "D-05-1", 12, 25)

    task = db.session.get_one(RefillTask, refills()[0].task_id)
    takes = [(line.lot.code, line.quantity) for line in lines_of_task(task) if line.takes]
    assert sorted(takes) == [("L3", 5), ("L4", 10)]
    assert wrong_books() == []


def test_a_walk_takes_more_refills_until_it_is_full_or_begun(reserve: World) -> None:
    store(reserve, "CARD", "D-01-2", 30)
    store(reserve, "TEA", "D-02-2", 30, "L1")
    reserve.sets(refill_stops=2)

    rule(reserve, "MUG", FORWARD, 12, 25)
    rule(reserve, "CARD", "B-03-1", 25, 40)
    rule(reserve, "TEA", "D-05-1", 12, 25)

    first, second, third = refills()
    assert first.task_id == second.task_id
    assert third.task_id != first.task_id
    assert fresh(RefillTask, third.task_id).reason == "low"


def test_the_path_takes_all_before_it_puts_and_is_the_shortest_of_such(reserve: World) -> None:
    store(reserve, "CARD", "D-01-2", 30)
    rule(reserve, "MUG", FORWARD, 12, 25)
    rule(reserve, "CARD", "B-03-1", 25, 40)

    task = db.session.get_one(RefillTask, refills()[0].task_id)
    stops = [(line.part, line.location.address) for line in lines_of_task(task)]
    assert [part for part, _ in stops] == ["take", "take", "put", "put"]
    assert stops[-1] == ("put", FORWARD), "it lies beside the depot, where the walk ends"
    assert task.metres > 0


def test_a_doubted_bin_counts_as_empty_until_it_is_refilled(reserve: World) -> None:
    rule(reserve, "MUG", FORWARD, 4, 25)
    stock_id = reserve.stock(FORWARD, "MUG").id

    reserve.do(lambda: doubt(db.session.get_one(Stock, stock_id)))

    assert [refill.quantity for refill in refills()] == [25]
