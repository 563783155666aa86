"""A release: who gets the stock, from which bins, and what is said about what is missing."""

from datetime import UTC, date, datetime, timedelta

from app.catalog.models import ItemPolicy
from app.db import db
from app.inventory.commands import doubt, lot_of, receive
from app.orders.models import Order
from app.picking.queries import lines_of_task
from app.warehouse.models import Zone
from app.waves.models import Wave
from tests.floor import wrong_books
from tests.waves.conftest import Lead, line_counts, missing_of, orders_in, picked_for, state_of, tasks_of, walk_of
from tests.world import SYSTEM, World

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_what_was_received_first_is_taken_first(world: World, cleo: Lead) -> None:
    def age() -> None:
        world.stock("A-01-1", "MUG").received_at = NOON
        world.stock("C-02-1", "MUG").received_at = NOON - timedelta(days=2)

    world.do(age)
    world.order({"MUG": 5})

    [task] = tasks_of(cleo.releases())

    assert {address: units for _, address, units in walk_of(task)} == {"C-02-1": 4, "A-01-1": 1}


def test_an_item_has_its_own_strategy(world: World, cleo: Lead) -> None:
    """The older lot of tea expires later; by fefo the other one goes first."""

    def choose() -> None:
        db.session.add(ItemPolicy(warehouse_id=world.warehouse_id, item_id=world.item("TEA").id, strategy="fefo"))
        world.stock("D-05-1", "TEA", "L1").received_at = NOON - timedelta(days=9)

    world.do(choose)
    world.order({"TEA": 6})

    [task] = tasks_of(cleo.releases())

    assert {line.lot.code: line.quantity for line in lines_of_task(task)} == {"L2": 5, "L1": 1}


def test_expired_doubted_blocked_and_reserve_stock_is_left_alone(world: World, cleo: Lead) -> None:
    def spoil() -> None:
        tea = world.item("TEA")
        receive(tea, lot_of(tea, "OLD", date(2020, 1, 1)), 9, world.location("A-02-1"), SYSTEM)
        receive(world.item("CARD"), world.lot("CARD"), 9, world.location("A-02-2"), SYSTEM)
        db.session.flush()
        doubt(world.stock("A-01-1", "MUG"))
        world.location("B-03-1").blocked = True

    world.do(spoil)
    order = world.order({"TEA": 12, "MUG": 6, "CARD": 2})

    cleo.releases()

    assert line_counts(order) == [(10, 2, 0), (4, 2, 0), (0, 2, 0)]
    assert missing_of(order) == [("TEA", 2), ("MUG", 2), ("CARD", 2)]
    assert wrong_books() == []


def test_an_order_that_gets_nothing_leaves_the_wave_and_says_what_it_lacks(world: World, cleo: Lead) -> None:
    unlucky, lucky = world.order({"CARD": 1, "MUG": 50}, priority=0), world.order({"CARD": 20, "MUG": 14}, priority=9)

    wave_id = cleo.releases()

    assert orders_in(wave_id) == [lucky]
    assert state_of(Order, unlucky) == "open"
    assert line_counts(unlucky) == [(0, 0, 1), (0, 0, 50)]
    assert missing_of(unlucky) == [("CARD", 1), ("MUG", 50)]
    assert {order for task in tasks_of(wave_id) for order in picked_for(task)} == {lucky}
    assert wrong_books() == []


def test_an_order_that_can_be_filled_whole_gets_the_last_units(world: World, cleo: Lead) -> None:
    greedy, modest = world.order({"CARD": 25}, priority=9), world.order({"CARD": 18})

    cleo.releases()

    assert line_counts(modest) == [(18, 0, 0)]
    assert line_counts(greedy) == [(2, 23, 0)]
    assert missing_of(greedy) == [("CARD", 23)]


def test_where_whole_orders_do_not_go_first_the_most_urgent_gets_the_last_units(world: World, cleo: Lead) -> None:
    cleo.world.sets(whole_orders_first=False)
    greedy, modest = world.order({"CARD": 25}, priority=9), world.order({"CARD": 18})

    cleo.releases()

    assert line_counts(greedy) == [(20, 5, 0)]
    assert line_counts(modest) == [(0, 0, 18)]


def test_a_wave_for_which_there_is_nothing_ends_without_a_task(world: World, cleo: Lead) -> None:
    first, second = world.order({"CARD": 20}), world.order({"CARD": 1})
    cleo.releases(limit=1)

    wave_id = cleo.releases()

    assert tasks_of(wave_id) == []
    assert state_of(Wave, wave_id) == "done"
    assert missing_of(second) == [("CARD", 1)]
    assert missing_of(first) == []
    assert wrong_books() == []


def test_a_zone_wave_takes_from_its_zone_first(world: World, cleo: Lead) -> None:
    def open_zone() -> None:
        zone = Zone(warehouse_id=world.warehouse_id, code="C", name="Back")
        db.session.add(zone)
        db.session.flush()
        world.location("C-02-1").zone_id = zone.id

    world.do(open_zone)
    world.order({"MUG": 5})

    [task] = tasks_of(cleo.releases(zone="C"))

    assert {address: units for _, address, units in walk_of(task)} == {"C-02-1": 4, "A-01-1": 1}
