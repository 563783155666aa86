"""Scenario 34: a parcel that nobody can find is taken in all the same, and matched later; nothing is turned away."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.attachments.models import Attachment
from app.clock import now
from app.db import db
from app.operations.models import AuditEntry
from app.returns.models import ReturnParcel, Rma
from tests.attachments.pictures import png
from tests.floor import wrong_books
from tests.returns.clerk import Clerk, outcome_of
from tests.returns.shipped import MUG, line_of, parcels, rma, sent, units
from tests.visitor import alert_of, visitor, words
from tests.world import World

AREA = "LOC-AREA-ARRIVALS"


def test_scenario_34_an_unexpected_parcel_gets_a_number_a_place_a_note_and_photographs(
    world: World, dana: Clerk
) -> None:
    parcel_id = dana.takes_in("FOREIGN-1", chosen="unidentified", note=" torn   corner ")
    at = f"/returns/dock/parcels/{parcel_id}"

    assert outcome_of(dana.post(f"{at}/findings", code=AREA)) == "done"
    kept = dana.post(f"{at}/photographs", photograph=(BytesIO(png(30, 20)), "photograph.png"))

    assert kept.status_code == 200, kept.text
    parcel = parcels()[0]
    assert (parcel.number, parcel.kind, parcel.rma_id, parcel.note) == ("RP-00001", "unidentified", None, "torn corner")
    assert parcel.place
    assert parcel.place.address == "AREA-ARRIVALS"
    assert [one.entity for one in db.session.scalars(select(Attachment))] == ["return_parcels"]
    picture = db.session.scalars(select(Attachment.id)).one()
    assert dana.client.get(f"/attachments/{picture}").status_code == 200
    assert world.client("Ana").get(f"/attachments/{picture}").status_code == 403


def test_it_is_listed_with_its_age_before_all_others(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 1})
    dana.takes_in(rma(world, mine.order_id, {"MUG": 1}))
    dana.takes_in("FOREIGN-1", chosen="unidentified")

    unknown_id = parcels()[1].id
    world.do(
        lambda: setattr(db.session.get_one(ReturnParcel, unknown_id), "arrived_at", now() - timedelta(days=3, hours=1))
    )
    page = words(dana.client.get("/returns/dock").text)

    assert page.index("RP-00002") < page.index("RT-1")
    assert "3 days" in page


@pytest.mark.parametrize("by", ["rma", "order", "waybill"])
def test_scenario_34_it_is_matched_later_by_a_scan(world: World, dana: Clerk, by: str) -> None:
    mine = sent(world, {"MUG": 1}, number="W1")
    parcel_id = dana.takes_in("FOREIGN-1", chosen="unidentified")
    number = rma(world, mine.order_id, {"MUG": 1})
    code = {"rma": number, "order": "W1", "waybill": mine.waybill}[by]

    matched = dana.post(f"/returns/dock/parcels/{parcel_id}/findings", code=code)

    if by == "waybill":  # not delivered, or sent back by its customer? a person says which
        assert outcome_of(matched) == "choose_return"
        matched = dana.post(
            f"/returns/dock/parcels/{parcel_id}/matches", chosen=f"rma-{db.session.scalars(select(Rma.id)).one()}"
        )
    assert outcome_of(matched) == "done"
    parcel = parcels()[0]
    assert parcel.rma
    assert (parcel.rma.number, parcel.matched_by_id) == (number, world.workers["Dana"])
    assert line_of(mine.order_id, "MUG").returned == 0
    assert outcome_of(dana.grades(parcel_id, MUG)) == "done"
    assert line_of(mine.order_id, "MUG").returned == 1
    assert wrong_books() == []


def test_the_desk_matches_it_to_an_order_that_has_no_return_yet_and_grades_nothing(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 1}, number="W1")
    parcel_id = dana.takes_in("FOREIGN-1", chosen="unidentified")
    desk = visitor(world, "Fay")
    page = desk.get(f"/returns/dock/arriving?parcel={parcel_id}&code=W1")
    assert f'value="order-{mine.order_id}"' in page.text

    answer = desk.send(f"/returns/dock/parcels/{parcel_id}/matches", code="W1", chosen=f"order-{mine.order_id}")

    assert answer.status_code == 303
    made = parcels()[0].rma
    assert made
    assert (made.order_id, made.opened_by) == (mine.order_id, "dock")
    refused = desk.send(f"/returns/dock/parcels/{parcel_id}/units", item=MUG)
    assert refused.status_code == 403
    assert units() == []


def test_one_that_was_matched_is_matched_once(world: World, dana: Clerk) -> None:
    one, other = sent(world, {"MUG": 1}, number="W1"), sent(world, {"MUG": 1}, number="W2")
    rma(world, one.order_id, {"MUG": 1})
    second = rma(world, other.order_id, {"MUG": 1})
    parcel_id = dana.takes_in("FOREIGN-1", chosen="unidentified")
    assert outcome_of(dana.post(f"/returns/dock/parcels/{parcel_id}/findings", code="W1")) == "done"

    again = dana.post(f"/returns/dock/parcels/{parcel_id}/findings", code=second)

    assert words(again.text) == "Parcel RP-00001 belongs to return RT-1 already."
    changes = select(AuditEntry.change).where(AuditEntry.entity == "return_parcels").order_by(AuditEntry.id)
    assert list(db.session.scalars(changes)) == ["arrived", "matched"]


def test_a_place_is_a_place(world: World, dana: Clerk) -> None:
    parcel_id = dana.takes_in("FOREIGN-1", chosen="unidentified")

    refused = dana.post(f"/returns/dock/parcels/{parcel_id}/findings", code="TOTE-001")

    assert words(refused.text).startswith("T-001 is no place for a parcel.")
    unknown = dana.post(f"/returns/dock/parcels/{parcel_id}/findings", code="NOBODY-KNOWS")
    assert outcome_of(unknown) == "unknown_code"
    assert parcels()[0].place_id is None


def test_without_network_what_is_not_sure_comes_in_as_unidentified(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 1}, number="W1")
    named = str(uuid4())

    first = dana.post("/returns/dock/arrivals", named, code="W1", alone="yes")
    again = dana.post("/returns/dock/arrivals", named, code="W1", alone="yes")
    sure = dana.arrives(rma(world, mine.order_id, {"MUG": 1}), alone="yes")

    assert outcome_of(first) == outcome_of(sure) == "done"
    assert again.text == first.text
    assert [(one.kind, one.scanned) for one in parcels()] == [("unidentified", "W1"), ("announced", "RT-1")]


def test_nobody_wants_it_any_more(world: World, dana: Clerk) -> None:
    parcel_id = dana.takes_in("", chosen="unidentified")
    browser = visitor(world, "Dana")

    refused = browser.send(f"/returns/dock/parcels/{parcel_id}/closings", why=" ")
    assert alert_of(refused).startswith("Nothing of parcel RP-00001 was taken in.")
    assert browser.send(f"/returns/dock/parcels/{parcel_id}/closings", why="Waste paper").status_code == 303

    assert parcels()[0].done_at
    assert parcels()[0].note == "Waste paper"
