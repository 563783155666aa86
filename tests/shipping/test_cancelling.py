"""A carrier that made a number is told when it is void; one that keeps it is a person's to look after."""

from typing import Any

from app.db import db, transaction
from app.packing.models import Carton
from app.shipping.commands import void_waybill
from app.shipping.models import Waybill
from tests.shipping.emulators import server
from tests.shipping.parcels import closed_carton
from tests.shipping.taipei import STORE, Taipei, request, waybills
from tests.visitor import visitor
from tests.world import SYSTEM, World


def test_a_void_waybill_is_cancelled_at_the_carrier(world: World, taipei: Taipei) -> None:
    taipei.asks(closed_carton(world, **STORE))
    taipei.works()

    with transaction():
        void_waybill(db.session.get_one(Waybill, waybills()[0].id), SYSTEM)
    taipei.works()

    assert taipei.book.cancelled == ["G65445017175"]
    assert (request().kind, request().state) == ("cancel", "done")


def test_what_comes_when_nobody_wants_it_any_more_is_cancelled(world: World, taipei: Taipei) -> None:
    """The carton was emptied while the carrier was thinking."""
    carton_id = closed_carton(world, **STORE)
    taipei.asks(carton_id)

    def emptied(handler: Any) -> None:
        with taipei.shop.world.app.app_context(), transaction() as session:
            session.get_one(Carton, carton_id).state = "emptied"
        taipei.emulator.broken = None
        server.say(handler, taipei.book.answer(*taipei.emulator.asked[-1]).encode())

    taipei.emulator.broken = emptied
    taipei.works()
    taipei.works()

    assert waybills() == []
    assert taipei.book.cancelled == ["G65445017175"]


def test_a_number_that_the_carrier_does_not_cancel_is_shown_until_somebody_has_seen_to_it(
    world: World, taipei: Taipei
) -> None:
    carton_id = closed_carton(world, **STORE)
    taipei.asks(carton_id)
    taipei.works()
    taipei.book.keeps = "已寄件"
    with transaction():
        void_waybill(db.session.get_one(Waybill, waybills()[0].id), SYSTEM)
    taipei.works()
    cleo, at = visitor(world, "Cleo"), f"/shipping/cartons/{carton_id}"
    words = "Ecpay does not cancel it: 已寄件 Cancel it on its own site, or try again."
    assert words in cleo.get(at).text
    assert words in cleo.get(f"/orders/{db.session.get_one(Carton, carton_id).order_id}").text

    cleo.send(f"/shipping/requests/{request().id}/tries")
    taipei.works()
    assert words in cleo.get(at).text
    cleo.send(f"/shipping/requests/{request().id}/withdrawals")

    assert request().state == "withdrawn"
    assert words not in cleo.get(at).text
    assert taipei.book.cancelled == []
