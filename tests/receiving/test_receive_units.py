"""What comes in is counted, with lot and expiry, onto the dock or a plate; what is wrong is told at once."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.db import db
from app.inventory.models import Lot, Serial, StockMovement
from app.receiving.models import Receipt
from tests.floor import wrong_books
from tests.handheld import Handheld
from tests.receiving.conftest import CARD, CASE, MUG, TEA, Dock, to_come


def test_units_lie_at_the_dock_and_are_available_to_nobody_yet(dock: Dock) -> None:
    assert dock.receive(CASE, 12).status_code == 200

    assert dock.world.on_hand("DOCK-1", "MUG") == 12
    assert dock.world.stock("A-01-1", "MUG").available == 10
    assert (dock.line("MUG").received, dock.delivery.state) == (12, "receiving")
    assert dock.world.item("MUG").id not in to_come(dock.world.warehouse_id)
    assert to_come(dock.world.warehouse_id)[dock.world.item("CARD").id] == 10
    assert wrong_books() == []


def test_a_replayed_confirmation_receives_nothing_more(dock: Dock) -> None:
    named = str(uuid4())

    first, again = dock.receive(MUG, 3, named), dock.receive(MUG, 3, named)

    assert first.status_code == again.status_code == 200
    assert dock.line("MUG").received == 3
    assert len(db.session.scalars(select(Receipt)).all()) == 1


def test_lot_and_expiry_come_from_a_gs1_code_or_are_typed(dock: Dock) -> None:
    assert dock.receive("(01)04012345678901(17)310101(10)L9", 2).status_code == 200
    assert dock.receive(TEA, 2, lot="L8", expires_on="2032-02-01").status_code == 200

    lots = {lot.code: str(lot.expires_on) for lot in db.session.scalars(select(Lot).where(Lot.code.in_(("L8", "L9"))))}
    assert lots == {"L9": "2031-01-01", "L8": "2032-02-01"}
    assert dock.world.on_hand("DOCK-1", "TEA", "L9") == 2
    assert wrong_books() == []


@pytest.mark.parametrize(
    ("item", "quantity", "said", "words"),
    [
        ("47110815", 1, {}, "Nobody knows code 47110815."),
        (MUG, 0, {}, "Say how many units there are"),
        (MUG, 100_001, {}, "Say how many units there are"),
        (MUG, 13, {}, "MUG: that is 1 more than announced."),
        (MUG, 1, {"to": ""}, "neither a dock nor an open plate"),
        (MUG, 1, {"to": "TOTE-001"}, "This is T-001, neither a dock nor an open plate."),
        (MUG, 1, {"to": "LOC-A-01-1"}, "neither a dock nor an open plate"),
        (MUG, 1, {"condition": "odd"}, "good, damaged or expired"),
        (TEA, 1, {}, "TEA is tracked by lot."),
        (TEA, 1, {"lot": "X" * 41, "expires_on": "2031-01-01"}, "TEA is tracked by lot."),
        (TEA, 1, {"lot": "L5"}, "TEA expires."),
        (TEA, 1, {"lot": "L5", "expires_on": "soon"}, "TEA expires."),
        (TEA, 1, {"lot": "L1", "expires_on": "2031-06-01"}, "Lot L1 of TEA expires on 2031-01-01"),
        (TEA, 1, {"lot": "L5", "expires_on": "2020-01-01"}, "This expired on 2020-01-01."),
    ],
)
def test_what_is_not_right_is_told_in_words_and_nothing_comes_in(
    dock: Dock, item: str, quantity: int, said: dict[str, Any], words: str
) -> None:
    before = len(db.session.scalars(select(StockMovement)).all())

    answer = dock.receive(item, quantity, **said)

    assert answer.status_code in (404, 409, 422)
    assert words in answer.text
    assert len(db.session.scalars(select(StockMovement)).all()) == before
    assert [line.received for line in dock.delivery.lines] == [0, 0, 0]


def test_more_than_announced_comes_in_when_somebody_says_that_it_is_so(dock: Dock) -> None:
    assert dock.receive(MUG, 13, over="yes").status_code == 200

    assert (dock.line("MUG").received, dock.line("MUG").over) == (13, 1)


def test_without_announcement_each_item_gets_a_line_and_nothing_is_too_much(dock: Dock) -> None:
    other = Dock(dock.world, dock.eli, _blind(dock))

    assert other.receive(CARD, 4).status_code == 200
    assert [(line.item.sku, line.announced, line.received) for line in other.delivery.lines] == [("CARD", 0, 4)]


def _blind(dock: Dock) -> int:
    answer = dock.eli.post("/receiving", vendor="Mill & Sons")
    url = answer.headers.get("HX-Redirect", answer.headers.get("Location", ""))
    return int(url.rsplit("/", 1)[1])


@pytest.mark.parametrize("condition", ["damaged", "expired"])
def test_what_is_not_good_lies_in_quarantine(dock: Dock, condition: str) -> None:
    assert dock.receive(TEA, 2, lot="L5", expires_on="2020-01-01", condition=condition, to="").status_code == 200

    assert dock.world.on_hand("QUARANTINE", "TEA", "L5") == 2
    assert (dock.line("TEA").received, dock.line("TEA").set_aside) == (2, 2)
    assert wrong_books() == []


def test_each_numbered_unit_comes_with_its_number_and_one_that_is_here_does_not_come_again(dock: Dock) -> None:
    def numbered() -> None:
        dock.world.item("CARD").tracks_serial = True

    dock.world.do(numbered)
    assert dock.receive(CARD, 2, serials="SN-1").status_code == 422
    assert dock.receive(CARD, 2, serials="SN-1\nSN-1").status_code == 422
    assert dock.receive(CARD, 2, serials="SN-1\nSN-2").status_code == 200

    again = dock.receive(CARD, 1, serials="SN-2")

    assert "Serial number SN-2 lies in DOCK-1 already." in again.text
    places = db.session.scalars(select(Serial.location_id)).all()
    assert places == [dock.world.location("DOCK-1").id] * 2
    assert dock.line("CARD").received == 2
    assert wrong_books() == []


def test_only_stock_keepers_and_leads_receive_and_only_in_their_warehouse(dock: Dock) -> None:
    ana, olga = Handheld(dock.world, "Ana"), Handheld(dock.world, "Olga")

    assert ana.post(f"{dock.url}/receipts", item=MUG, quantity=1, to="LOC-DOCK-1").status_code == 403
    assert olga.post(f"{dock.url}/receipts", item=MUG, quantity=1, to="LOC-DOCK-1").status_code == 404
    assert dock.line("MUG").received == 0


def test_the_page_holds_what_may_be_scanned(dock: Dock) -> None:
    page = dock.eli.client.get(dock.url).text

    assert CASE in page
    assert 'data-place="LOC-DOCK-1"' in page
    assert dock.eli.client.get(f"/receiving/items?code={CASE}").json["sku"] == "MUG"  # type: ignore[index]
    assert dock.eli.client.get("/receiving/items?code=47110815").status_code == 404


def test_a_delivery_is_found_by_our_number_and_by_the_vendors(dock: Dock) -> None:
    for code in (dock.delivery.number, "HP-77"):
        assert dock.eli.client.get(f"/receiving/found?code={code}").headers["Location"].endswith(dock.url)
    assert dock.eli.client.get("/receiving/found?code=HP-78").status_code == 404
