"""A walk that is handed over under way: its new picker takes the totes over, one scan each, before going on."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from app.db import db
from app.orders.holds import open_holds
from app.orders.models import Order
from app.picking.models import PickTask, ToteUse
from app.walks.models import Holding
from tests.floor import fresh, wrong_books
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.picking.moves import Cleo, changes_of, cleo
from tests.visitor import alert_of, words


@pytest.fixture
def lead(walk: Walk) -> Cleo:
    return cleo(walk.world)


@pytest.fixture
def ben(walk: Walk, lead: Cleo) -> Handheld:
    """Ben has Ana's walk, after she picked the mugs into T-001."""
    walk.ana.pick(walk.task_id, walk.stop("MUG"))
    assert lead.gives(walk.task_id, "Ben").status_code == 200
    ben = Handheld(walk.world, "Ben")
    assert ben.claim().status_code == 200
    return ben


def bind(ben: Handheld, walk: Walk, place: int, tote: str) -> tuple[int, str]:
    place_id = ben.walk(walk.task_id).places[place].id
    answer = ben.post(f"/picking/places/{place_id}/totes", tote=tote)
    return answer.status_code, answer.text


def miss(ben: Handheld, walk: Walk, place: int, tote: str) -> tuple[int, str]:
    place_id = ben.walk(walk.task_id).places[place].id
    answer = ben.post(f"/picking/places/{place_id}/missing", tote=tote)
    return answer.status_code, answer.text


def use_of(address: str) -> ToteUse:
    db.session.rollback()
    return next(use for use in db.session.scalars(select(ToteUse)) if use.tote.address == address)


def test_the_first_screen_names_each_tote_with_its_place_and_where_it_was_last_known(walk: Walk, ben: Handheld) -> None:
    page = ben.client.get(f"/picking/tasks/{walk.task_id}").text

    assert "T-001 from Ana" in page
    assert "T-002 from Ana" in page
    assert "Last known at A-01-1." in words(page)
    assert [(place.position, place.colour, place.tote_barcode) for place in ben.walk(walk.task_id).places] == [
        (1, 1, None),
        (2, 2, None),
    ]


def test_nothing_is_picked_before_the_tote_is_on_the_new_cart(walk: Walk, ben: Handheld) -> None:
    refused = ben.pick(walk.task_id, walk.stop("CARD"), tote="TOTE-001")

    assert refused.status_code == 409
    assert alert_of(refused) == "T-001 is still on the cart of Ana. Take it over first: scan it."
    assert walk.stop("CARD").picked == 0


def test_each_is_scanned_in_whatever_order_and_then_the_walk_goes_on(walk: Walk, ben: Handheld) -> None:
    answer = ben.post(f"/picking/places/{ben.walk(walk.task_id).places[0].id}/totes", tote="TOTE-002")
    assert answer.status_code == 200
    assert 'data-tote="TOTE-002"' in answer.text, "the place of the tote that was scanned is shown, too"
    assert [place.tote_barcode for place in ben.walk(walk.task_id).places] == [None, "TOTE-002"]

    assert bind(ben, walk, 0, "TOTE-001")[0] == 200
    ben.pick_all(walk.task_id)
    assert ben.post(f"/picking/tasks/{walk.task_id}/stagings", lane="LOC-LANE-1").status_code == 200

    assert [fresh(Order, order_id).state for order_id in walk.orders] == ["picked", "picked"]
    assert ("taken over", walk.world.workers["Ben"]) in changes_of("tote_uses", use_of("T-001").id)
    assert wrong_books() == []


def test_another_tote_is_refused_by_name(walk: Walk, ben: Handheld) -> None:
    status, text = bind(ben, walk, 0, "TOTE-009")

    assert status == 422
    assert "This is T-009. Scan T-001, which you take over from Ana." in text
    assert ben.walk(walk.task_id).places[0].tote_barcode is None


def test_what_is_picked_is_known_by_tote_and_place_all_the_while(walk: Walk, ben: Handheld, lead: Cleo) -> None:
    page = words(lead.desk.get(f"/tasks/{walk.task_id}").text)

    assert "T-001, T-002 (last at A-01-1)" in page
    assert use_of("T-001").carrier_id == walk.world.workers["Ana"]
    ben.take_over(walk.task_id)
    assert use_of("T-001").carrier_id == walk.world.workers["Ben"]


def test_given_back_before_the_totes_were_taken_there_is_nothing_to_take_over(walk: Walk, ben: Handheld) -> None:
    cleo(walk.world).gives(walk.task_id, "Ana")

    ana = Handheld(walk.world, "Ana")
    assert ana.claim().status_code == 200
    assert ana.take_over(walk.task_id) == []
    assert ana.pick(walk.task_id, walk.stop("CARD")).status_code == 200


def test_a_full_tote_is_taken_over_with_the_one_that_is_being_filled(walk: Walk, lead: Cleo) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"))
    place = walk.document.places[0].id
    assert walk.ana.post(f"/picking/places/{place}/full", tote="TOTE-005").status_code == 200
    lead.gives(walk.task_id, "Ben")
    ben = Handheld(walk.world, "Ben")
    ben.claim()

    assert ben.take_over(walk.task_id) == ["TOTE-001", "TOTE-005", "TOTE-002"]
    assert ben.pick(walk.task_id, walk.stop("CARD")).status_code == 200


def test_the_old_device_scanned_before_it_knew_and_its_scan_still_counts(walk: Walk, lead: Cleo) -> None:
    card = walk.stop("CARD")
    scanned_at = datetime.now(UTC)
    lead.gives(walk.task_id, "Ben")
    ben = Handheld(walk.world, "Ben")
    ben.claim()
    ben.take_over(walk.task_id)

    scan: dict[str, Any] = {"bin": card.bin_barcode, "item": card.codes[0][0], "tote": "TOTE-001", "quantity": 2}
    late = walk.ana.post(f"/picking/lines/{card.line_id}/picks", at=scanned_at, **scan)

    assert late.status_code == 200, late.text
    assert walk.stop("CARD").picked == 2
    assert wrong_books() == []


def test_a_tote_that_is_not_there_is_a_case_for_the_lead_and_the_walk_goes_on(
    walk: Walk, ben: Handheld, lead: Cleo
) -> None:
    assert miss(ben, walk, 0, "TOTE-001")[0] == 200

    assert [hold.reason for hold in open_holds(fresh(Order, walk.orders[0]))] == ["tote_missing"]
    assert open_holds(fresh(Order, walk.orders[1])) == []
    wave_id = fresh(PickTask, walk.task_id).wave_id
    assert "T-001 · last on the cart of Ana" in words(lead.desk.get(f"/waves/{wave_id}").text)
    assert bind(ben, walk, 0, "TOTE-006")[0] == 200, "another tote takes the rest of the order"
    ben.take_over(walk.task_id)
    ben.pick_all(walk.task_id)
    assert ben.post(f"/picking/tasks/{walk.task_id}/stagings", lane="LOC-LANE-1").status_code == 200
    assert use_of("T-001").released_at is None, "what lies in it is known to lie in it"
    assert wrong_books() == []


def test_when_it_is_found_its_order_goes_on_and_it_stands_with_the_others(
    walk: Walk, ben: Handheld, lead: Cleo
) -> None:
    miss(ben, walk, 0, "TOTE-001")
    bind(ben, walk, 0, "TOTE-006")
    use_id = use_of("T-001").id

    assert lead.desk.send(f"/tasks/totes/{use_id}/findings", headers={"HX-Request": "true"}).status_code == 200

    assert open_holds(fresh(Order, walk.orders[0])) == []
    assert ben.take_over(walk.task_id) == ["TOTE-001", "TOTE-002"]
    ben.pick_all(walk.task_id)
    assert ben.post(f"/picking/tasks/{walk.task_id}/stagings", lane="LOC-LANE-1").status_code == 200
    assert fresh(Order, walk.orders[0]).state == "picked"
    again = lead.desk.send(f"/tasks/totes/{use_id}/findings", headers={"HX-Request": "true"})
    assert again.status_code == 409
    assert wrong_books() == []


def test_a_tote_that_nobody_waits_for_cannot_be_missed(walk: Walk) -> None:
    place = walk.document.places[0].id

    refused = walk.ana.post(f"/picking/places/{place}/missing", tote="TOTE-001")

    assert refused.status_code == 409
    assert use_of("T-001").missing_at is None


def test_the_old_picker_does_not_stage_what_the_new_one_has(walk: Walk, ben: Handheld) -> None:
    ben.take_over(walk.task_id)
    ben.pick_all(walk.task_id)
    hers = db.session.scalars(select(Holding).where(Holding.worker_id == walk.world.workers["Ana"])).one()

    late = walk.ana.post(f"/picking/tasks/{walk.task_id}/stagings", at=hers.ended_at, lane="LOC-LANE-1")

    assert late.status_code == 409
    assert "T-001 is still on the cart of Ben." in late.text
    assert fresh(PickTask, walk.task_id).state == "active"


def test_only_a_lead_says_that_a_tote_is_found(walk: Walk, ben: Handheld) -> None:
    miss(ben, walk, 0, "TOTE-001")

    assert ben.post(f"/tasks/totes/{use_of('T-001').id}/findings").status_code == 403
    assert cleo(walk.world).desk.send("/tasks/totes/999999/findings").status_code == 404
    assert use_of("T-001").missing_at is not None
