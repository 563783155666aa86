"""What a handheld had kept of work that no walk carries, and that was refused when it came: a lead sees it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.db import db
from app.exceptions.refused import WHAT_TO_DO
from app.receiving.models import Plate
from app.receiving.refused import AT_THE_DOCK
from app.returns.refused import AT_THE_DOCK as AT_THE_RETURNS_DOCK
from app.stockkeeping.refused import BY_HAND
from app.walks.refused import RefusedScan
from tests.floor import wrong_books
from tests.handheld import Handheld
from tests.receiving.conftest import MUG, Dock, announced
from tests.returns.clerk import Clerk
from tests.returns.shipped import rma, sent
from tests.visitor import visitor, words
from tests.world import World


def late() -> datetime:
    """Kept on the device since then."""
    return datetime.now(UTC) - timedelta(minutes=5)


def kept() -> list[RefusedScan]:
    db.session.rollback()
    return list(db.session.scalars(select(RefusedScan).order_by(RefusedScan.id)))


def waits(world: World, name: str = "Cleo") -> str:
    return words(visitor(world, name).get("/exceptions/now").text)


@pytest.fixture
def dock(world: World) -> Dock:
    return Dock(world, Handheld(world, "Eli"), announced(world))


def test_units_received_for_a_delivery_that_was_closed_meanwhile_are_named_with_what_to_do(dock: Dock) -> None:
    dock.receive(MUG, 1)
    dock.close("The rest comes tomorrow")

    answer = dock.eli.post(f"{dock.url}/receipts", at=late(), item=MUG, quantity=11, to="LOC-DOCK-1")

    assert answer.status_code == 409
    seen = waits(dock.world)
    assert f"Refused scan · Eli , {dock.delivery.number}" in seen
    assert f"11 × Red mug {MUG}" in seen
    assert f"Delivery {dock.delivery.number} is closed. Receive what you hold as another delivery." in seen
    assert "The book does not have these units. Look for them at the dock, and receive them again." in seen
    assert dock.world.on_hand("DOCK-1", "MUG") == 1
    assert wrong_books() == []


def test_what_is_refused_while_its_worker_waits_for_the_answer_is_theirs_alone(dock: Dock) -> None:
    assert dock.receive(MUG, 13).status_code == 422
    assert dock.receive(MUG, 0).status_code == 422

    assert kept() == []
    assert "Refused scan" not in waits(dock.world)


def test_a_replay_of_what_was_refused_is_kept_once(dock: Dock) -> None:
    again = "5b6f1b39-62c2-4f0e-8c55-0b4c2a7a0c11"
    for _ in range(2):
        dock.eli.post(f"{dock.url}/receipts", again, at=late(), item=MUG, quantity=0, to="LOC-DOCK-1")

    assert [scan.operation_id for scan in kept()] == [again]


def test_a_lead_settles_it_and_nobody_else(dock: Dock) -> None:
    dock.eli.post(f"{dock.url}/undos", at=late())
    (scan,) = kept()
    url = f"/refused-scans/{scan.id}/settlements"

    assert visitor(dock.world, "Olga").send(url).status_code == 404
    assert visitor(dock.world, "Ana").send(url).status_code == 403
    assert "Refused scan" in waits(dock.world)
    assert visitor(dock.world, "Cleo").send(url).status_code == 303

    assert "Refused scan" not in waits(dock.world)
    assert kept()[0].settled_by_id == dock.world.workers["Cleo"]


def test_no_other_warehouse_sees_it(dock: Dock) -> None:
    dock.eli.post(f"{dock.url}/undos", at=late())

    assert "Refused scan" not in waits(dock.world, "Olga")


def test_a_plate_with_nothing_on_it_names_its_delivery(dock: Dock) -> None:
    dock.eli.post(f"{dock.url}/plates")
    plate_id = db.session.scalars(select(Plate.id)).one()

    assert dock.eli.post(f"/receiving/plates/{plate_id}/finishings", at=late()).status_code == 409

    assert [scan.subject for scan in kept()] == [dock.delivery.number]


def test_units_that_were_carried_by_hand_and_were_not_free_are_named_with_both_bins(world: World) -> None:
    eli = Handheld(world, "Eli")
    move: dict[str, Any] = {"place": "LOC-A-01-1", "item": MUG, "quantity": 11, "target": "LOC-B-01-1"}

    assert eli.post("/stock-desk/moves", at=late(), **move).status_code in (409, 422)

    seen = waits(world)
    assert "Refused scan · Eli , A-01-1 → B-01-1" in seen
    assert "11 × Red mug" in seen
    assert "The book has the units where they were. Bring them back there, or move them again." in seen
    assert (world.on_hand("A-01-1", "MUG"), world.on_hand("B-01-1", "MUG")) == (10, 0)


def test_a_hostile_place_is_shown_as_it_was_scanned(world: World) -> None:
    eli = Handheld(world, "Eli")
    move: dict[str, Any] = {"place": "<script>alert(1)</script>", "item": "<b>\0", "quantity": "٣", "target": ""}

    eli.post("/stock-desk/moves", at=late(), **move)

    (scan,) = kept()
    assert (scan.subject, scan.scanned, scan.quantity) == ("<script>alert(1)</script> → ?", "<b>", 0)
    assert "<script>alert(1)" not in visitor(world, "Cleo").get("/exceptions").text


def test_a_graded_unit_of_a_return_that_was_closed_meanwhile_names_its_parcel(world: World) -> None:
    dana = Clerk(world)
    mine = sent(world, {"MUG": 2}, number="W1")
    parcel_id = dana.takes_in(rma(world, mine.order_id, {"MUG": 2}))
    dana.grades(parcel_id, MUG)

    answer = dana.post(f"/returns/dock/parcels/{parcel_id}/units", at=late(), item=MUG, quantity=9)

    assert answer.status_code in (409, 422)
    seen = waits(world)
    assert "The book does not have the unit. Take it out of its returns tote, and grade it again." in seen
    assert "Red mug" in seen
    assert kept()[0].subject.startswith("R")
    assert wrong_books() == []


def test_of_each_operation_it_is_said_what_to_do() -> None:
    assert set(WHAT_TO_DO) == AT_THE_DOCK | AT_THE_RETURNS_DOCK | BY_HAND


def test_each_of_them_is_an_address_that_there_is(world: World) -> None:
    assert set(WHAT_TO_DO) <= set(world.app.view_functions)
