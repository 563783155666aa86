"""Onto plates, undone, kept aside, closed: what differs needs a word, and what came is put up to be put away."""

from sqlalchemy import select

from app.db import db
from app.inventory.models import StockMovement
from app.putting_away.models import PutAwayLine, PutAwayTask
from app.receiving.models import Plate, StrangeGoods
from app.scanning import read
from app.scanning.grammar import has_check_digit
from tests.floor import fresh, wrong_books
from tests.receiving.conftest import CARD, MUG, TEA, Dock, announced
from tests.visitor import visitor


def new_plate(dock: Dock) -> Plate:
    assert dock.eli.post(f"{dock.url}/plates").status_code == 200
    return db.session.scalars(select(Plate).order_by(Plate.id.desc())).first()  # type: ignore[return-value]


def places() -> list[tuple[str, str, int]]:
    lines = db.session.scalars(select(PutAwayLine).order_by(PutAwayLine.id))
    return [(line.source.location.address, line.location.address, line.quantity) for line in lines]


def test_a_plate_is_made_by_one_touch_filled_and_finished_and_then_it_is_put_away(dock: Dock) -> None:
    plate = new_plate(dock)
    plate_id, code, address = plate.id, plate.location.barcode, plate.location.address
    assert len(code) == 18
    assert has_check_digit(code)
    assert dock.eli.post(f"/receiving/plates/{plate_id}/finishings").status_code == 409
    assert dock.receive(MUG, 6, to=code).status_code == 200
    assert dock.receive(MUG, 6, to=f"(00){code}").status_code == 200

    assert dock.eli.post(f"/receiving/plates/{plate_id}/finishings").status_code == 200

    assert dock.world.on_hand(address, "MUG") == 12
    assert places() == [(address, "A-01-2", 12)]
    assert "is finished. Take a new one." in dock.receive(CARD, 1, to=code).text
    assert dock.eli.post(f"/receiving/plates/{plate_id}/finishings").status_code == 409
    assert len(db.session.scalars(select(PutAwayTask)).all()) == 1
    assert wrong_books() == []


def test_plates_that_were_printed_ahead_become_the_deliverys_whose_goods_they_take(dock: Dock) -> None:
    cleo = visitor(dock.world, "Cleo")
    assert cleo.send("/deliveries/plates", count="101").status_code == 422
    assert cleo.send("/deliveries/plates", count="2").status_code == 303
    codes = [plate.location.barcode for plate in db.session.scalars(select(Plate).order_by(Plate.id))]
    assert len(set(codes)) == 2

    assert dock.receive(MUG, 1, to=codes[0]).status_code == 200
    other = Dock(dock.world, dock.eli, announced(dock.world))

    assert other.receive(MUG, 1, to=codes[0]).status_code == 409
    assert other.receive(MUG, 1, to=codes[1]).status_code == 200


def test_the_plate_has_its_label_and_its_code_is_told_by_a_scan(dock: Dock) -> None:
    plate = new_plate(dock)
    code = plate.location.barcode
    told = dock.eli.client.get(f"/scanning/meanings?code=(00){code}").json
    assert [one["name"] for one in told["meanings"]] == [plate.location.address]  # type: ignore[index]
    assert read(f"(00){code}").sscc == code

    answer = dock.eli.post("/prints", paper="plate_label", id=plate.id)

    assert answer.status_code == 200


def test_an_undone_confirmation_gives_the_units_back_to_the_vendor_and_both_facts_stay(dock: Dock) -> None:
    dock.receive(MUG, 3)
    dock.receive(CARD, 2)
    before = len(db.session.scalars(select(StockMovement)).all())

    assert dock.eli.post(f"{dock.url}/undos").status_code == 200

    assert (dock.line("CARD").received, dock.line("MUG").received) == (0, 3)
    assert (dock.world.on_hand("DOCK-1", "CARD"), dock.world.on_hand("DOCK-1", "MUG")) == (0, 3)
    assert len(db.session.scalars(select(StockMovement)).all()) == before + 1
    assert dock.eli.post(f"{dock.url}/undos").status_code == 200
    assert dock.eli.post(f"{dock.url}/undos").status_code == 409
    assert wrong_books() == []


def test_what_is_on_a_finished_plate_is_not_undone(dock: Dock) -> None:
    plate = new_plate(dock)
    dock.receive(MUG, 3, to=plate.location.barcode)
    dock.eli.post(f"/receiving/plates/{plate.id}/finishings")

    assert dock.eli.post(f"{dock.url}/undos").status_code == 409
    assert dock.line("MUG").received == 3
    assert wrong_books() == []


def test_goods_with_an_unknown_code_are_kept_aside_and_told(dock: Dock) -> None:
    assert dock.eli.post(f"{dock.url}/strange-goods", code="<b>47110815", quantity=0).status_code == 422
    answer = dock.eli.post(f"{dock.url}/strange-goods", code="<b>47110815", quantity=4, note="blue boxes")

    assert answer.status_code == 200
    assert "&lt;b&gt;47110815" in answer.text
    assert [(one.code, one.quantity) for one in db.session.scalars(select(StrangeGoods))] == [("<b>47110815", 4)]
    assert wrong_books() == []


def test_a_delivery_that_differs_is_closed_with_a_word_and_its_goods_are_put_up(dock: Dock) -> None:
    dock.receive(MUG, 13, over="yes")
    dock.receive(TEA, 5, lot="L5", expires_on="2031-01-01")
    dock.receive(CARD, 1, condition="damaged")
    page = " ".join(dock.eli.client.get(f"{dock.url}/closing").text.split())
    assert "1 more than announced" in page
    assert "9 short of 10" in page
    assert "1 damaged or expired, in quarantine" in page

    assert dock.close().status_code == 422
    assert (dock.delivery.state, places()) == ("receiving", [])
    assert dock.close("Told Harbour Pottery").status_code in (200, 303)

    assert dock.delivery.state == "closed"
    assert sorted(places()) == [("DOCK-1", "A-01-1", 13), ("DOCK-1", "D-05-1", 5)]
    report = dock.eli.client.get(f"/deliveries/{dock.delivery_id}").text
    assert "Told Harbour Pottery" in report
    table = dock.eli.client.get(f"/deliveries/{dock.delivery_id}.csv").text
    assert ",MUG,,12,13,0,1,0," in table
    assert dock.receive(MUG, 1).status_code == 409
    assert wrong_books() == []


def test_a_delivery_as_announced_is_closed_without_a_word(dock: Dock) -> None:
    dock.receive(MUG, 12)
    dock.receive(TEA, 5, lot="L5", expires_on="2031-01-01")
    dock.receive(CARD, 10)

    assert dock.close().status_code in (200, 303)

    assert dock.delivery.state == "closed"
    assert fresh(PutAwayTask, db.session.scalars(select(PutAwayTask.id)).one()).units == 27
    assert wrong_books() == []


def test_closing_finishes_its_plates_and_lets_the_empty_ones_go(dock: Dock) -> None:
    full, empty = new_plate(dock).id, new_plate(dock).id
    dock.receive(MUG, 2, to=fresh(Plate, full).location.barcode)

    dock.close("The rest comes tomorrow")

    assert fresh(Plate, full).finished_at
    assert (fresh(Plate, empty).finished_at, fresh(Plate, empty).delivery_id) == (None, None)
    assert wrong_books() == []
