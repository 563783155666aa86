"""Each disposition has its totes: an empty one is taken for it, and leaves with what follows."""

import pytest
from sqlalchemy import select

from app.db import db
from app.inventory.models import Serial
from app.operations.models import AuditEntry
from app.packing.commands import empty_carton
from app.packing.models import Carton
from app.putting_away.models import PutAwayLine
from app.returns.totes import area_for
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.packing.orders import hand, picked_order
from tests.returns.clerk import Clerk, outcome_of
from tests.returns.shipped import MUG, line_of, rma, sent, serials_sent, tote_of, units
from tests.shipping.loads import carton_row, packed
from tests.visitor import words
from tests.world import World


def put_aways() -> list[tuple[str, str]]:
    """From where to where goods are to be put away."""
    db.session.rollback()
    lines = db.session.scalars(select(PutAwayLine).order_by(PutAwayLine.id))
    return [(line.source.location.address, line.location.address) for line in lines]


@pytest.fixture
def parcel_id(world: World, dana: Clerk) -> int:
    mine = sent(world, {"MUG": 3}, number="W1")
    return dana.takes_in(rma(world, mine.order_id, {"MUG": 3}))


def test_an_empty_tote_is_for_the_disposition_for_which_it_was_scanned_first(
    world: World, dana: Clerk, parcel_id: int
) -> None:
    assert outcome_of(dana.grades(parcel_id, MUG)) == "done"

    wrong = dana.grades(parcel_id, MUG, answer_closed="no")

    assert words(wrong.text) == "Tote T-012 is for another way: Back into stock."
    assert outcome_of(dana.grades(parcel_id, MUG, "TOTE-011", answer_closed="no")) == "done"
    assert [(unit.disposition, unit.location.address) for unit in units()] == [
        ("restock", "T-012"),
        ("repackage", "T-011"),
    ]
    assert wrong_books() == []


def test_no_tote_a_plate_a_bin_and_a_tote_of_picking_are_refused(world: World, dana: Clerk, parcel_id: int) -> None:
    world.do(lambda: setattr(world.location("T-010"), "purpose", "plate"))
    picked_order(world, {"MUG": 1})  # its tote stands in a lane

    assert outcome_of(dana.grades(parcel_id, MUG, "")) == "return_tote_wanted"
    assert outcome_of(dana.grades(parcel_id, MUG, "TOTE-010")) == "no_returns_tote"
    assert outcome_of(dana.grades(parcel_id, MUG, world.location("A-01-1").barcode)) == "no_returns_tote"
    assert outcome_of(dana.grades(parcel_id, MUG, "TOTE-001")) == "return_tote_busy"
    assert outcome_of(dana.grades(parcel_id, MUG, "NOBODY-KNOWS")) == "unknown_code"

    assert units() == []
    assert tote_of("TOTE-001") is None


def test_a_tote_of_the_returns_goes_onto_no_cart_also_while_it_is_empty_again(
    world: World, dana: Clerk, parcel_id: int
) -> None:
    assert outcome_of(dana.grades(parcel_id, MUG, "TOTE-009")) == "done"
    assert outcome_of(dana.undoes(parcel_id)) == "done"
    world.order({"CARD": 1})
    task_id = release(world.warehouse_id)[0]
    ana = Handheld(world, "Ana")
    ana.claim()
    place = ana.walk(task_id).places[0]

    refused = ana.post(f"/picking/places/{place.id}/totes", tote="TOTE-009")

    assert words(refused.text).startswith("Tote T-009 is in use by the returns.")
    assert ana.post(f"/picking/places/{place.id}/totes", tote="TOTE-008").status_code == 200


def test_packing_does_not_take_it_either(world: World, dana: Clerk, parcel_id: int) -> None:
    assert outcome_of(dana.grades(parcel_id, MUG, "TOTE-009")) == "done"
    assert outcome_of(dana.undoes(parcel_id)) == "done"
    code = packed(world, {"CARD": 1}, by=None).carton
    carton_id = carton_row(code).id

    refused = hand(world, "Ben").does(
        "empty", lambda actor: empty_carton(db.session.get_one(Carton, carton_id), "TOTE-009", actor)
    )

    assert refused.code == "tote_of_returns"
    assert fresh(Carton, carton_id).state == "closed"


@pytest.mark.parametrize(
    ("answers", "disposition", "area"),
    [
        ({}, "restock", None),
        ({"answer_closed": "no"}, "repackage", "AREA-REPACKAGE"),
        ({"answer_worn": "yes"}, "refurbish", "AREA-REFURBISH"),
        ({"answer_closed": "no", "reason": "faulty"}, "vendor", "AREA-VENDOR"),
        ({"reason": "faulty"}, "quarantine", "QUARANTINE"),
    ],
)
def test_a_full_tote_is_fetched_for_where_its_goods_go(
    world: World,
    dana: Clerk,
    parcel_id: int,
    answers: dict[str, str],
    disposition: str,
    area: str | None,
) -> None:
    assert outcome_of(dana.grades(parcel_id, MUG, **answers)) == "done"
    tote = tote_of("TOTE-012")
    assert tote

    answer = dana.fills(tote.id)

    assert words(answer.text) == "The tote is closed. It is fetched."
    [(source, place)] = put_aways()
    assert source == "T-012"
    assert place == area if area else world.location(place).kind == "bin"
    goes = area_for(world.warehouse_id, disposition)
    assert (goes.address if goes else None) == area
    assert world.on_hand("T-012", "MUG") == 1  # until it is put away
    assert outcome_of(dana.fills(tote.id)) == "return_tote_left"
    assert outcome_of(dana.grades(parcel_id, MUG, **answers)) == "return_tote_holds"
    assert outcome_of(dana.undoes(parcel_id)) == "undone_too_late"
    assert wrong_books() == []


def test_scrap_leaves_the_book_when_its_tote_is_closed(world: World, dana: Clerk) -> None:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    mine = sent(world, {"CARD": 1})
    parcel_id = dana.takes_in(rma(world, mine.order_id, {"CARD": 1}))
    number = serials_sent(mine.order_id)[0]
    worst = {"answer_closed": "no", "answer_works": "no", "answer_parts": "no", "answer_worn": "yes"}
    assert outcome_of(dana.grades(parcel_id, number, reason="changed_mind", disposition="refurbish", **worst)) == "done"
    assert outcome_of(dana.undoes(parcel_id)) == "done"
    cleo = Clerk(world, "Cleo")
    assert (
        outcome_of(cleo.grades(parcel_id, number, "TOTE-011", disposition="scrap", override="Burnt", **worst)) == "done"
    )
    tote = tote_of("TOTE-011")
    assert tote

    assert outcome_of(dana.fills(tote.id)) == "done"

    assert put_aways() == []
    assert world.on_hand("T-011", "CARD") == 0
    assert world.on_hand("SCRAP", "CARD") == 1
    serial = db.session.scalars(select(Serial).where(Serial.code == number)).one()
    assert serial.location
    assert serial.location.address == "SCRAP"
    assert line_of(mine.order_id, "CARD").returned == 1
    assert wrong_books() == []


def test_an_empty_tote_is_free_again_and_calls_nobody(world: World, dana: Clerk, parcel_id: int) -> None:
    assert outcome_of(dana.grades(parcel_id, MUG)) == "done"
    assert outcome_of(dana.undoes(parcel_id)) == "done"
    tote = tote_of("TOTE-012")
    assert tote

    assert words(dana.fills(tote.id).text) == "The tote is free again."

    assert put_aways() == []
    assert outcome_of(dana.grades(parcel_id, MUG, answer_closed="no")) == "done"  # for another disposition now
    changes = select(AuditEntry.change).where(AuditEntry.entity == "return_totes").order_by(AuditEntry.id)
    assert list(db.session.scalars(changes)) == ["opened", "closed", "opened"]
