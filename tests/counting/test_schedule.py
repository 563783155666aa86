"""What is due by its class is raised, the most overdue first, so many a day."""

from datetime import timedelta

from sqlalchemy import update

from app.clock import now
from app.counting.schedule import due_places, raise_due
from app.db import db, transaction
from app.inventory.models import ItemClass, Stock
from app.warehouse.models import Warehouse
from tests.counting.conftest import MUG, Counter, counts, have_counted, typed
from tests.world import World


def age(world: World, **days: int) -> None:
    """So long ago the items came into their bins."""

    def command() -> None:
        for sku, number in days.items():
            came = now() - timedelta(days=number)
            db.session.execute(update(Stock).where(Stock.item_id == world.item(sku).id).values(received_at=came))

    world.do(command)
    db.session.remove()


def due(world: World) -> list[str]:
    db.session.rollback()
    places = due_places(db.session.get_one(Warehouse, world.warehouse_id))
    addresses = {world.location(one).id: one for one in ("A-01-1", "B-03-1", "C-02-1", "D-05-1")}
    return [addresses[location_id] for location_id, _ in places]


def test_an_item_without_a_class_is_due_after_the_days_of_class_c(world: World) -> None:
    age(world, CARD=179, TEA=200)

    assert due(world) == ["D-05-1"]


def test_class_a_is_due_sooner_and_the_most_overdue_comes_first(world: World) -> None:
    with transaction() as session:
        for sku, abc in (("MUG", "A"), ("CARD", "B")):
            of_item = {"warehouse_id": world.warehouse_id, "item_id": world.item(sku).id, "computed_at": now()}
            session.add(ItemClass(**of_item, abc=abc, xyz="X"))
    age(world, MUG=31, CARD=89, TEA=400)

    assert due(world) == ["D-05-1", "A-01-1", "C-02-1"]


def test_no_more_than_the_days_share_is_raised_and_nothing_twice(world: World) -> None:
    world.sets(count_per_day=2)
    age(world, MUG=400, CARD=500, TEA=300)

    assert raise_due(world.warehouse_id) == 2
    assert raise_due(world.warehouse_id) == 0

    assert [count.reason for count in counts()] == ["schedule", "schedule"]
    assert "B-03-1" in [count.location.address for count in counts()]


def test_no_schedule_raises_nothing(world: World) -> None:
    world.sets(count_per_day=0)
    age(world, MUG=400)

    assert raise_due(world.warehouse_id) == 0
    assert counts() == []


def test_what_was_counted_lately_is_not_due(world: World, eli: Counter) -> None:
    age(world, MUG=400)
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    eli.count("A-01-1", typed(MUG, 10))

    assert due(world) == ["C-02-1"]
