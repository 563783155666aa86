"""At the dock a carton goes onto one manifest of its carrier, once, and only if nothing keeps it back."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.clock import now
from app.db import db
from app.orders.commands import cancel_order
from app.orders.desk import hold_by_hand
from app.orders.holds import hold_order
from app.orders.models import Order
from app.packing.models import OPEN, Carton
from app.shipping.models import Loading, Waybill
from tests.floor import Hand, fresh, wrong_books
from tests.shipping.loads import carton_row, closes, loads, opens, packed, takes_off
from tests.world import SYSTEM, World


def on_manifest(manifest_id: int) -> list[str]:
    db.session.rollback()
    on = select(Carton.code).join(Loading, Loading.carton_id == Carton.id)
    return list(db.session.scalars(on.where(Loading.manifest_id == manifest_id, Loading.taken_off_at.is_(None))))


def told(outcome: object) -> str:
    return str(outcome.refusal)  # type: ignore[attr-defined]


def test_a_carton_is_loaded_by_its_own_code_or_by_its_waybill(world: World, ben: Hand, swift: int) -> None:
    one, other = packed(world, {"MUG": 2}), packed(world, {"CARD": 1})
    manifest_id = opens(ben, swift)

    assert loads(ben, manifest_id, "00" + one.carton).ok
    assert loads(ben, manifest_id, other.waybills[0]).ok

    assert on_manifest(manifest_id) == [one.carton, other.carton]
    assert carton_row(one.carton).state == "closed"
    assert wrong_books() == []


def test_scenario_30_a_carton_of_another_carrier_is_refused(world: World, ben: Hand, swift: int, heron: int) -> None:
    other = packed(world, {"MUG": 1}, by="Heron")
    manifest_id = opens(ben, swift)

    refused = loads(ben, manifest_id, other.carton)

    assert told(refused) == f"Carton …{other.carton[-6:]} goes with Heron, not with Swift. Set it aside for Heron."
    assert on_manifest(manifest_id) == []


def test_scenario_30_a_carton_on_another_manifest_is_refused(world: World, ben: Hand, swift: int) -> None:
    mine = packed(world, {"MUG": 1})
    first, second = opens(ben, swift), opens(ben, swift)
    assert loads(ben, first, mine.carton).ok

    refused = loads(ben, second, mine.carton)

    assert (
        told(refused)
        == f"Carton …{mine.carton[-6:]} is on manifest M-00001. Take it off there first, or bring it there."
    )
    assert on_manifest(first) == [mine.carton]
    assert on_manifest(second) == []


def test_scenario_30_one_scanned_twice_is_loaded_already_and_counts_once(
    world: World, ben: Hand, cleo: Hand, swift: int
) -> None:
    mine = packed(world, {"MUG": 1})
    manifest_id, named = opens(ben, swift), str(uuid4())

    first = loads(ben, manifest_id, mine.carton, named)
    replayed = loads(ben, manifest_id, mine.carton, named)
    second, others = loads(ben, manifest_id, mine.carton), loads(cleo, manifest_id, mine.waybills[0])

    assert first.result["again"] is False
    assert replayed.replayed
    assert second.result["again"] is True
    assert others.result["again"] is True
    assert db.session.scalar(select(func.count()).select_from(Loading)) == 1


def test_scenario_31_a_hold_set_after_packing_stops_the_carton_at_the_dock(world: World, ben: Hand, swift: int) -> None:
    mine = packed(world, {"MUG": 1}, number="A7")
    world.do(lambda: hold_by_hand(db.session.get_one(Order, mine.order_id), "Wrong colour", SYSTEM))

    refused = loads(ben, opens(ben, swift), mine.carton)

    words = "Stop: order A7 is held. Held by a person: Wrong colour"
    assert told(refused) == f"{words} Keep carton …{mine.carton[-6:]} here and call your lead."
    assert on_manifest(1) == []


def test_scenario_31_a_carton_held_after_loading_must_come_off_before_the_manifest_closes(
    world: World, ben: Hand, swift: int
) -> None:
    mine, other = packed(world, {"MUG": 1}), packed(world, {"CARD": 1})
    manifest_id = opens(ben, swift)
    assert loads(ben, manifest_id, mine.carton).ok
    assert loads(ben, manifest_id, other.carton).ok
    world.do(lambda: hold_order(db.session.get_one(Order, mine.order_id), "unpaid", {}, SYSTEM))

    refused = closes(ben, manifest_id)
    assert told(refused) == f"These are held and must come off first: …{mine.carton[-6:]}."

    assert takes_off(ben, manifest_id, mine.carton).ok
    assert closes(ben, manifest_id).ok
    assert on_manifest(manifest_id) == [other.carton]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("open", "is not closed. Take it back to packing."),
        ("void", "is void. Take carton"),
        ("none", "has no waybill. Take it back to packing for its label."),
        ("emptied", "was emptied. Take it back to packing."),
        ("picked", "is not packed whole. Keep carton"),
        ("stopped", "is not to be sent. Take carton"),
    ],
)
def test_a_carton_that_is_not_ready_is_refused_with_what_to_do(
    world: World, ben: Hand, swift: int, spoil: str, words: str
) -> None:
    mine = packed(world, {"MUG": 1})
    scanned = mine.waybills[0] if spoil == "void" else mine.carton

    def command() -> None:
        carton = db.session.scalars(select(Carton)).one()
        waybill = db.session.scalars(select(Waybill)).one()
        if spoil in ("open", "emptied"):
            carton.state = OPEN if spoil == "open" else "emptied"
        if spoil in ("void", "none"):
            waybill.voided_at = now()
        if spoil == "picked":
            carton.order.state = "picked"
        if spoil == "stopped":
            carton.order.stopped_at = now()

    world.do(command)
    manifest_id = opens(ben, swift)

    refused = loads(ben, manifest_id, scanned)

    assert words in told(refused)
    assert on_manifest(manifest_id) == []


@pytest.mark.parametrize("hostile", ["';--", "LOC-LANE-1", "9" * 512, "<script>", "034012340000000993", "\U0001f4e6"])
def test_a_code_that_is_no_carton_is_refused_by_name(world: World, ben: Hand, swift: int, hostile: str) -> None:
    packed(world, {"MUG": 1})
    refused = loads(ben, opens(ben, swift), hostile)
    assert told(refused).endswith("is no carton and no waybill here. Scan the carton's label.")


def test_a_carton_of_another_warehouse_is_not_known_here(world: World, ben: Hand, swift: int) -> None:
    mine = packed(world, {"MUG": 1})
    world.do(lambda: setattr(db.session.scalars(select(Carton)).one(), "warehouse_id", world.other_warehouse_id))
    assert loads(ben, opens(ben, swift), mine.carton).code == "dock_unknown"


def test_a_carton_is_taken_off_by_scan_and_can_be_loaded_on_another(world: World, ben: Hand, swift: int) -> None:
    mine = packed(world, {"MUG": 1})
    first, second = opens(ben, swift), opens(ben, swift)
    assert takes_off(ben, first, mine.carton).code == "dock_not_on"
    assert loads(ben, first, mine.carton).ok

    assert takes_off(ben, first, mine.waybills[0]).result["again"] is False
    assert takes_off(ben, first, mine.carton).result["again"] is True
    assert loads(ben, second, mine.carton).result["again"] is False

    assert on_manifest(first) == []
    assert on_manifest(second) == [mine.carton]


def test_a_closed_manifest_takes_no_more_and_gives_nothing_back(world: World, ben: Hand, swift: int) -> None:
    mine, late = packed(world, {"MUG": 1}), packed(world, {"CARD": 1})
    manifest_id = opens(ben, swift)
    assert loads(ben, manifest_id, mine.carton).ok
    assert closes(ben, manifest_id, without=frozenset({carton_row(late.carton).id})).ok

    assert loads(ben, manifest_id, late.carton).code == "dock_closed"
    assert takes_off(ben, manifest_id, mine.carton).code == "dock_closed"
    assert on_manifest(manifest_id) == [mine.carton]
    assert fresh(Order, late.order_id).state == "packed"


def test_an_order_that_is_leaving_cannot_be_held_or_cancelled(world: World, ben: Hand, cleo: Hand, swift: int) -> None:
    mine = packed(world, {"MUG": 1}, number="A8")
    manifest_id = opens(ben, swift)
    assert loads(ben, manifest_id, mine.carton).ok
    assert closes(ben, manifest_id).ok

    held = cleo.does("hold", lambda actor: hold_by_hand(db.session.get_one(Order, mine.order_id), "Stop", actor))
    cancelled = cleo.does("cancel", lambda actor: cancel_order(db.session.get_one(Order, mine.order_id), actor))

    assert told(held) == "Order A8, or a part of it, has left. It cannot be stopped any more; let it come back."
    assert not cancelled.ok
    assert fresh(Order, mine.order_id).holds == []
