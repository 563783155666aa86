"""An order is cancelled while its carton is on the truck: whoever loads sees which carton has to come off."""

from app.db import db
from app.orders.commands import cancel_order
from app.orders.holds import open_holds, release_hold
from app.orders.models import Order
from app.shipping.handing_over.departure import work_off
from app.shipping.handing_over.queries import manifest_view
from app.shipping.models import Manifest
from tests.floor import Hand, fresh, wrong_books
from tests.shipping.loads import Packed, carton_row, closes, loads, opens, packed, takes_off
from tests.world import World


def cancelled_on_truck(world: World, ben: Hand, cleo: Hand, carrier_id: int) -> tuple[int, Packed, Packed]:
    """A manifest with two cartons, and the order of the second one cancelled."""
    stays, goes = packed(world, {"MUG": 1}), packed(world, {"CARD": 1})
    manifest_id = opens(ben, carrier_id)
    for one in (stays, goes):
        assert loads(ben, manifest_id, one.carton).ok
    assert cleo.does("cancel", lambda actor: cancel_order(db.session.get_one(Order, goes.order_id), actor)).ok
    return manifest_id, stays, goes


def held_on(manifest_id: int) -> list[tuple[str, str]]:
    return [(one.code, one.waybill) for one in manifest_view(fresh(Manifest, manifest_id)).held]


def test_it_stays_on_the_list_until_it_is_off(world: World, ben: Hand, cleo: Hand, swift: int) -> None:
    manifest_id, stays, goes = cancelled_on_truck(world, ben, cleo, swift)

    assert held_on(manifest_id) == [(goes.carton, goes.waybills[0])]
    assert len(manifest_view(fresh(Manifest, manifest_id)).loaded) == 2
    assert f"…{goes.carton[-6:]}" in str(closes(ben, manifest_id).refusal)

    assert takes_off(ben, manifest_id, goes.carton).ok
    assert held_on(manifest_id) == []
    assert closes(ben, manifest_id).ok
    work_off(manifest_id)
    assert (carton_row(stays.carton).state, carton_row(goes.carton).state) == ("shipped", "closed")
    assert wrong_books() == []


def test_its_void_label_takes_it_off(world: World, ben: Hand, cleo: Hand, swift: int) -> None:
    manifest_id, _, goes = cancelled_on_truck(world, ben, cleo, swift)

    assert takes_off(ben, manifest_id, goes.waybills[0]).result["again"] is False

    assert loads(ben, manifest_id, goes.waybills[0]).code == "dock_void"
    assert held_on(manifest_id) == []


def test_if_the_cancelling_is_taken_back_it_still_leaves_under_no_void_number(
    world: World, ben: Hand, cleo: Hand, swift: int
) -> None:
    manifest_id, _, goes = cancelled_on_truck(world, ben, cleo, swift)
    for hold in open_holds(fresh(Order, goes.order_id)):
        assert cleo.does("release", lambda actor, hold=hold: release_hold(hold, actor)).ok  # type: ignore[misc]

    assert held_on(manifest_id) == [(goes.carton, goes.waybills[0])]
    assert closes(ben, manifest_id).code == "dock_cartons_held"
    assert carton_row(goes.carton).state == "closed"
    assert wrong_books() == []
