"""When the driver has signed, what is loaded leaves the book, exactly once, and nothing else does."""

import pytest
from sqlalchemy import func, select

from app.clock import now
from app.db import db
from app.events import Event, subscribe
from app.inventory.models import Serial, StockMovement
from app.orders.models import Order, OrderLine
from app.packing.models import Carton
from app.shipping.events import ManifestClosed, OrderShipped
from app.shipping.handing_over import departure
from app.shipping.handing_over.departure import departures_to_do, work_off
from app.shipping.models import Manifest
from app.warehouse.queries import cut_offs_of
from tests.floor import Hand, fresh, wrong_books
from tests.packing.orders import picked_order
from tests.shipping.loads import carton_row, closes, loads, opens, order_row, packed, stages
from tests.world import World


@pytest.fixture
def told(world: World) -> list[Event]:
    heard: list[Event] = []
    subscribe(world.app, heard.extend)
    return heard


def shipped_units(order_id: int) -> list[int]:
    db.session.rollback()
    lines = select(OrderLine.shipped).where(OrderLine.order_id == order_id)
    return list(db.session.scalars(lines.order_by(OrderLine.id)))


def test_what_is_loaded_leaves_and_its_orders_are_shipped(
    world: World, ben: Hand, swift: int, told: list[Event]
) -> None:
    mine, other = packed(world, {"MUG": 2, "TEA": 1}), packed(world, {"CARD": 3})
    manifest_id = opens(ben, swift)
    assert loads(ben, manifest_id, mine.carton).ok
    assert world.on_hand("PACKED", "MUG") == 2

    assert closes(ben, manifest_id, without=frozenset({carton_row(other.carton).id})).ok
    work_off(manifest_id)

    assert fresh(Manifest, manifest_id).state == "closed"
    assert order_row(mine.order_id).state == "shipped"
    assert carton_row(mine.carton).left_at is not None
    assert shipped_units(mine.order_id) == [2, 1]
    assert world.on_hand("PACKED", "MUG") == 0
    assert world.on_hand("CUSTOMER", "MUG") == 2
    shipped = [event.order_id for event in told if isinstance(event, OrderShipped)]
    assert shipped == [mine.order_id]
    assert [event.manifest_id for event in told if isinstance(event, ManifestClosed)] == [manifest_id]
    assert order_row(other.order_id).state == "packed"
    assert carton_row(other.carton).left_at is None
    assert shipped_units(other.order_id) == [0]
    assert wrong_books() == []


def test_an_order_of_two_cartons_is_shipped_with_the_last(
    world: World, ben: Hand, swift: int, told: list[Event]
) -> None:
    mine = packed(world, {"MUG": 4}, cartons=2)
    first, second = opens(ben, swift), opens(ben, swift)
    assert loads(ben, first, mine.cartons[0]).ok
    assert closes(ben, first, without=frozenset({carton_row(mine.cartons[1]).id})).ok
    work_off(first)
    assert order_row(mine.order_id).state == "packed"
    assert shipped_units(mine.order_id) == [2]
    assert wrong_books() == []

    assert loads(ben, second, mine.cartons[0]).code == "dock_left"
    assert loads(ben, second, mine.cartons[1]).ok
    assert closes(ben, second).ok
    work_off(second)

    assert order_row(mine.order_id).state == "shipped"
    assert shipped_units(mine.order_id) == [4]
    assert len([event for event in told if isinstance(event, OrderShipped)]) == 1
    assert wrong_books() == []


def test_scenario_30_closing_with_cartons_missing_lists_them_and_asks(
    world: World, ben: Hand, swift: int, heron: int
) -> None:
    mine, staged, unstaged = (packed(world, {"CARD": 1}) for _ in range(3))
    others = packed(world, {"CARD": 1}, by="Heron")
    assert stages(ben, staged.carton, "LOC-LANE-1").ok
    manifest_id = opens(ben, swift)
    assert loads(ben, manifest_id, mine.carton).ok

    refused = closes(ben, manifest_id)
    assert str(refused.refusal) == (
        f"Not loaded: …{staged.carton[-6:]}, …{unstaged.carton[-6:]}. Load them, or say that it goes without them."
    )
    assert fresh(Manifest, manifest_id).state == "open"

    first = carton_row(staged.carton).id
    again = closes(ben, manifest_id, without=frozenset({first}))
    assert str(again.refusal).startswith(f"Not loaded: …{unstaged.carton[-6:]}.")
    assert others.carton not in str(refused.refusal)
    assert closes(ben, manifest_id, without=frozenset({first, carton_row(unstaged.carton).id})).ok


def test_a_carton_for_a_later_cut_off_is_not_missing(world: World, ben: Hand, swift: int) -> None:
    mine, later = packed(world, {"CARD": 1}), packed(world, {"CARD": 1})
    assert not cut_offs_of(world.warehouse_id)
    manifest_id = opens(ben, swift)
    at = now()
    world.do(lambda: setattr(db.session.get_one(Manifest, manifest_id), "cut_off_at", at))
    world.do(lambda: setattr(db.session.get_one(Order, later.order_id), "ship_by", at.replace(year=at.year + 1)))
    assert loads(ben, manifest_id, mine.carton).ok

    assert closes(ben, manifest_id).ok


@pytest.mark.parametrize(
    ("said", "code"),
    [({"driver": " \n"}, "dock_driver_missing"), ({"unsigned": False}, "dock_signature_missing")],
)
def test_the_driver_is_named_and_signs(world: World, ben: Hand, swift: int, said: dict[str, object], code: str) -> None:
    mine = packed(world, {"CARD": 1})
    manifest_id = opens(ben, swift)
    assert loads(ben, manifest_id, mine.carton).ok

    assert closes(ben, manifest_id, **said).code == code
    assert fresh(Manifest, manifest_id).state == "open"
    assert fresh(Manifest, manifest_id).closed_at is None


def test_an_empty_manifest_is_not_closed_and_none_is_closed_twice(world: World, ben: Hand, swift: int) -> None:
    mine = packed(world, {"CARD": 1})
    manifest_id = opens(ben, swift)
    assert closes(ben, manifest_id).code == "dock_nothing_loaded"
    assert loads(ben, manifest_id, mine.carton).ok
    assert closes(ben, manifest_id).ok
    assert closes(ben, manifest_id).code == "dock_closed_already"


def test_a_departure_that_is_cut_off_goes_on_and_nothing_leaves_twice(
    world: World, ben: Hand, swift: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = [packed(world, {"CARD": 1}) for _ in range(6)]
    manifest_id = opens(ben, swift)
    for one in loaded:
        assert loads(ben, manifest_id, one.carton).ok
    assert closes(ben, manifest_id).ok
    with monkeypatch.context() as patched:
        patched.setattr(departure, "_ship", killed)
        with pytest.raises(RuntimeError):
            work_off(manifest_id)
    assert left() == 0
    departure._patiently(lambda: departure._leave(departure._still_here(manifest_id), ben.actor))
    assert left() == departure.BATCH
    assert wrong_books() == []
    assert len(departures_to_do()) == 1

    for job in departures_to_do().values():
        job()
    work_off(manifest_id)

    assert left() == 6
    assert world.on_hand("CUSTOMER", "CARD") == 6
    moved = select(func.count()).where(StockMovement.reason == "ship")
    assert db.session.scalar(moved) == 6
    assert not departures_to_do()
    assert wrong_books() == []


def test_units_with_numbers_are_where_the_parcel_is(world: World, ben: Hand, swift: int) -> None:
    world.do(lambda: setattr(world.item("MUG"), "tracks_serial", True))
    mine = packed(world, {"MUG": 2})
    manifest_id = opens(ben, swift)
    assert loads(ben, manifest_id, mine.carton).ok
    assert closes(ben, manifest_id).ok
    work_off(manifest_id)

    db.session.rollback()
    where = {one.location.address if one.location else None for one in db.session.scalars(select(Serial))}
    assert where == {"CUSTOMER"}
    assert wrong_books() == []


def test_an_order_that_is_not_packed_stays_as_it_is(world: World, ben: Hand, swift: int) -> None:
    mine, other = packed(world, {"CARD": 1}), picked_order(world, {"MUG": 1})
    manifest_id = opens(ben, swift)
    assert loads(ben, manifest_id, mine.carton).ok
    assert closes(ben, manifest_id).ok
    work_off(manifest_id)
    assert order_row(other).state == "picked"


def killed(*_: object) -> None:
    raise RuntimeError("killed")


def left() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(Carton.left_at.is_not(None))) or 0
