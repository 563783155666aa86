"""Scenario 32: a parcel at the dock is found by whatever is on it; what cannot come back is refused by name."""

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db
from app.orders.commands import cancel_order
from app.orders.models import Order
from app.returns.models import ReturnParcel, Rma
from app.shipping.models import Waybill
from tests.returns.clerk import Clerk, outcome_of
from tests.returns.shipped import MUG, parcels, rma, sent
from tests.shipping.loads import packed
from tests.shipping.shipped import hear
from tests.visitor import words
from tests.world import SYSTEM, World


def waybill_id(number: str) -> int:
    return db.session.scalars(select(Waybill.id).where(Waybill.number == number)).one()


def test_scenario_32_a_return_is_found_by_its_number_the_orders_the_waybill_the_carton_and_the_item(
    world: World, dana: Clerk
) -> None:
    mine = sent(world, {"MUG": 1}, number="W1")
    other = sent(world, {"CARD": 1}, number="W2")
    hear(waybill_id(mine.waybill), "delivered")
    number = rma(world, mine.order_id, {"MUG": 1})

    for code in (number, "W1", mine.waybill, mine.carton, "00" + mine.carton):
        assert dana.finds(code) == {"sure": True}, code
    choice = dana.finds(MUG)  # an item says too little to open anything by itself
    assert isinstance(choice, dict)
    page = words(dana.client.get(choice["url"]).text)
    assert number in page
    assert "M. H., Harbour" in page
    assert "Mira" not in page
    assert other.number not in page
    assert parcels() == []

    parcel_id = dana.takes_in(number)
    page = dana.client.get(f"/returns/dock/parcels/{parcel_id}").text
    assert 'data-sku="MUG"' in page
    assert db.session.get_one(ReturnParcel, parcel_id).rma.number == number  # type: ignore[union-attr]


def test_the_same_parcel_scanned_twice_is_one_arrival_and_says_when_it_came(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 1})
    number = rma(world, mine.order_id, {"MUG": 1})
    parcel_id = dana.takes_in(number)

    again = dana.arrives(number)

    assert outcome_of(again) == "done"
    assert words(again.text) == "Parcel RP-00001 is here already."
    assert [parcel.id for parcel in parcels()] == [parcel_id]
    assert dana.finds(number) == {"url": f"/returns/dock/parcels/{parcel_id}?came=again"}
    assert "came" in words(dana.client.get(f"/returns/dock/parcels/{parcel_id}?came=again").text)


def test_one_that_was_chosen_twice_is_one_arrival_too(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 1}, number="W1")
    dana.takes_in("W1", chosen=f"order-{mine.order_id}")

    again = dana.arrives("W1", chosen=f"order-{mine.order_id}")

    assert words(again.text) == "Parcel RP-00001 is here already."
    assert len(parcels()) == 1
    assert len(db.session.scalars(select(Rma)).all()) == 1


def test_a_second_parcel_of_the_same_return_is_taken_in_when_somebody_says_so(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 2})
    number = rma(world, mine.order_id, {"MUG": 2})
    dana.takes_in(number)
    chosen = f"rma-{db.session.scalars(select(Rma.id)).one()}"

    assert outcome_of(dana.arrives(number, chosen=chosen, another="1")) == "done"

    assert [parcel.rma.number for parcel in parcels() if parcel.rma] == [number, number]


def test_an_order_without_a_return_gets_one_at_the_dock(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 1}, number="W1")
    assert isinstance(dana.finds("W1"), dict)
    assert outcome_of(dana.arrives("W1")) == "choose_return"
    assert parcels() == []

    dana.takes_in("W1", chosen=f"order-{mine.order_id}")

    made = parcels()[0].rma
    assert made
    assert (made.order_id, made.opened_by, made.state, made.lines) == (mine.order_id, "dock", "approved", [])


def test_scenario_32_an_order_that_never_shipped_and_one_that_was_cancelled_are_refused_by_name(
    world: World, dana: Clerk
) -> None:
    world.order({"MUG": 1}, number="OPEN1")
    gone = world.order({"MUG": 1}, number="GONE1")
    world.do(lambda: cancel_order(db.session.get_one(Order, gone), SYSTEM))
    here = packed(world, {"CARD": 1}, number="HERE1")

    never, cancelled, inside = dana.arrives("OPEN1"), dana.arrives("GONE1"), dana.arrives(here.carton)

    assert words(never.text).startswith("Nothing of order OPEN1 has left here")
    assert words(cancelled.text).startswith("Order GONE1 was cancelled before it left.")
    assert outcome_of(inside) in ("never_shipped", "carton_never_left")
    assert "HERE1" in inside.text
    assert parcels() == []


def test_a_refused_parcel_comes_back_on_its_own_waybill_with_what_its_carton_held(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 3, "CARD": 2}, cartons=2)
    hear(waybill_id(mine.waybill), "refused")
    assert dana.finds(mine.waybill) == {"sure": True}

    parcel_id = dana.takes_in(mine.waybill)

    parcel = parcels()[0]
    assert parcel.kind == "undelivered"
    assert parcel.rma
    held = {(line.order_line.sku, line.quantity, line.reason) for line in parcel.rma.lines}
    assert held == {("MUG", 2, "not_accepted"), ("CARD", 1, "not_accepted")}
    assert words(dana.arrives(mine.waybill).text) == "Parcel RP-00001 is here already."
    assert [one.id for one in parcels()] == [parcel_id]


def test_a_waybill_of_which_the_carrier_told_nothing_is_a_choice(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 1})
    found = dana.finds(mine.waybill)
    assert isinstance(found, dict)

    page = words(dana.client.get(found["url"]).text)

    assert "It was not delivered" in page
    assert "Its customer sends it back" in page
    assert parcels() == []


def test_a_void_waybill_says_that_it_is_void_and_leads_on(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 1})
    number = waybill_id(mine.waybill)
    world.do(lambda: setattr(db.session.get_one(Waybill, number), "voided_at", now()))
    found = dana.finds(mine.waybill)
    assert isinstance(found, dict)

    assert f"Its waybill {mine.waybill} was void." in words(dana.client.get(found["url"]).text)


def test_a_parcel_with_two_labels_of_ours_comes_back_once(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 1})
    first = waybill_id(mine.waybill)

    def renew() -> None:
        old = db.session.get_one(Waybill, first)
        old.voided_at = now()
        db.session.flush()
        other = Waybill(carrier_id=old.carrier_id, carton_id=old.carton_id, number="SWNEW1", made_at=now())
        other.warehouse_id = world.warehouse_id
        db.session.add(other)

    world.do(renew)
    second = waybill_id("SWNEW1")
    dana.takes_in(mine.waybill, chosen=f"waybill-{first}")

    again = dana.arrives("SWNEW1", chosen=f"waybill-{second}")

    assert words(again.text) == "Parcel RP-00001 is here already."
    assert len(parcels()) == 1


def test_of_two_returns_of_one_order_a_person_chooses(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 1, "CARD": 1}, number="W1")
    one, other = rma(world, mine.order_id, {"MUG": 1}), rma(world, mine.order_id, {"CARD": 1})
    found = dana.finds("W1")
    assert isinstance(found, dict)

    page = words(dana.client.get(found["url"]).text)

    assert one in page
    assert other in page
    refused = dana.arrives("W1")
    assert outcome_of(refused) == "choose_return"
    assert parcels() == []


@pytest.mark.parametrize("code", ["'; DROP TABLE rmas;--", "<script>alert(1)</script>", "退貨", "0" * 512, "RP-1\x1dX"])
def test_a_hostile_or_unknown_code_opens_nothing_and_can_still_be_taken_in(
    world: World, dana: Clerk, code: str
) -> None:
    found = dana.finds(code)
    assert isinstance(found, dict)
    page = dana.client.get(found["url"]).text
    assert "<script>alert(1)" not in page
    assert "Take it in as unidentified" in words(page)
    assert outcome_of(dana.arrives(code)) == "choose_return"
    assert parcels() == []

    dana.takes_in(code, chosen="unidentified")

    assert [parcel.kind for parcel in parcels()] == ["unidentified"]


def test_what_is_no_code_at_all_is_refused(world: World, dana: Clerk) -> None:
    assert outcome_of(dana.arrives("\x07")) == "no_code"
    assert outcome_of(dana.arrives("9" * 600)) == "no_code"
    assert parcels() == []


def test_another_warehouses_returns_are_not_found(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 1})
    number = rma(world, mine.order_id, {"MUG": 1})
    parcel_id = dana.takes_in(number)
    olga = Clerk(world, "Olga")

    assert outcome_of(olga.arrives(number)) in ("choose_return", "not_allowed")
    assert olga.client.get(f"/returns/dock/parcels/{parcel_id}").status_code == 404


def test_a_return_is_found_by_its_channels_number_too_and_of_several_the_clerk_chooses(
    world: World, dana: Clerk
) -> None:
    one, other = sent(world, {"MUG": 1}, number="W1"), sent(world, {"CARD": 1}, number="W2")
    first = rma(world, one.order_id, {"MUG": 1}, channel_number="MKT-7")
    assert dana.finds("MKT-7") == {"sure": True}
    second = rma(world, other.order_id, {"CARD": 1}, channel_number="MKT-7")

    choice = dana.finds("MKT-7")

    assert isinstance(choice, dict)
    page = words(dana.client.get(choice["url"]).text)
    assert first in page
    assert second in page
    assert outcome_of(dana.arrives("MKT-7")) == "choose_return"
    assert parcels() == []
    assert dana.finds("MKT-8") != {"sure": True}
