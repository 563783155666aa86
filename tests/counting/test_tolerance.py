"""How far a count may be from the book without being counted again: units, percent, and what they are worth."""

from decimal import Decimal

from sqlalchemy import select

from app.db import db
from app.orders.models import OrderLine
from tests.counting.conftest import (
    CARD,
    MUG,
    Counter,
    counts,
    have_counted,
    typed,
    variances,
)
from tests.floor import wrong_books
from tests.world import World


def test_a_difference_within_the_tolerance_posts_itself_without_a_second_count(world: World, eli: Counter) -> None:
    world.sets(count_tolerance_units=2)
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()

    eli.count("A-01-1", typed(MUG, 8))

    assert [(one.units, one.state) for one in variances()] == [(-2, "posted")]
    assert world.on_hand("A-01-1", "MUG") == 8
    assert wrong_books() == []


def test_a_difference_of_more_than_the_percentage_is_counted_again(world: World, eli: Counter) -> None:
    world.sets(count_tolerance_percent=10.0)
    have_counted(world, "A-01-1", sku="MUG")
    have_counted(world, "B-03-1", sku="CARD")
    eli.claim()

    eli.count("A-01-1", typed(MUG, 8))
    eli.count("B-03-1", typed(CARD, 18))

    assert [(one.location.address, one.units) for one in variances()] == [("B-03-1", -2)]
    assert world.on_hand("A-01-1", "MUG") == 10


def sold_for(world: World, sku: str, price: str) -> None:
    """An order says what a unit of it costs."""
    order_id = world.order({sku: 1})

    def command() -> None:
        line = db.session.scalars(select(OrderLine).where(OrderLine.order_id == order_id)).one()
        line.price = Decimal(price)

    world.do(command)


def test_a_difference_that_is_worth_more_than_the_warehouse_bears_is_counted_again(world: World, eli: Counter) -> None:
    world.sets(count_tolerance_units=2, count_tolerance_value=15.0)
    sold_for(world, "MUG", "7.51")
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()

    eli.count("A-01-1", typed(MUG, 8))

    assert variances() == []
    assert world.on_hand("A-01-1", "MUG") == 10
    assert counts()[0].counted_at is None


def test_a_difference_of_just_that_worth_posts_itself(world: World, eli: Counter) -> None:
    world.sets(count_tolerance_units=2, count_tolerance_value=15.0)
    sold_for(world, "MUG", "7.50")
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()

    eli.count("A-01-1", typed(MUG, 12))

    assert [(one.units, one.state) for one in variances()] == [(2, "posted")]
    assert world.on_hand("A-01-1", "MUG") == 12
    assert wrong_books() == []


def test_what_it_was_sold_for_last_is_what_a_unit_is_worth(world: World, eli: Counter) -> None:
    world.sets(count_tolerance_units=2, count_tolerance_value=15.0)
    sold_for(world, "MUG", "70.00")
    sold_for(world, "MUG", "1.00")
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()

    eli.count("A-01-1", typed(MUG, 8))

    assert world.on_hand("A-01-1", "MUG") == 8


def test_what_was_never_sold_is_worth_nothing_and_the_units_alone_decide(world: World, eli: Counter) -> None:
    world.sets(count_tolerance_units=2, count_tolerance_value=0.01)
    have_counted(world, "A-01-1", sku="MUG")
    have_counted(world, "B-03-1", sku="CARD")
    eli.claim()

    eli.count("A-01-1", typed(MUG, 8))
    eli.count("B-03-1", typed(CARD, 17))

    assert (world.on_hand("A-01-1", "MUG"), world.on_hand("B-03-1", "CARD")) == (8, 20)


def test_a_worth_alone_lets_nothing_pass_that_the_units_do_not(world: World, eli: Counter) -> None:
    world.sets(count_tolerance_value=1000.0)
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()

    eli.count("A-01-1", typed(MUG, 9))

    assert world.on_hand("A-01-1", "MUG") == 10
    assert variances() == []
