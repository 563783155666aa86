"""A recall: where the lot is now, and who got it; names only with a note in the audit."""

import csv
import io

from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.orders.models import Order
from tests.ledger.leaving import leaves
from tests.packing.orders import picked_order
from tests.shipping.loads import packed
from tests.stockkeeping.desk import sets_aside
from tests.visitor import visitor, words
from tests.world import World


def lot_url(world: World, lot: str = "L1") -> str:
    return f"/stock/lots/{world.lot('TEA', lot).id}"


def looks() -> list[int]:
    db.session.rollback()
    seen = select(AuditEntry.entity_id).where(AuditEntry.change == "address seen", AuditEntry.entity == "orders")
    return list(db.session.scalars(seen.order_by(AuditEntry.id)))


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_bins_totes_cartons_and_quarantine_are_named_with_the_orders_that_hold_units(world: World) -> None:
    picked_order(world, {"TEA": 1}, number="TOTE-1")
    packed(world, {"TEA": 2}, number="CARTON-1")
    sets_aside(visitor(world, "Eli"), place="D-05-1", item="TEA", lot="L1", quantity=1)

    page = words(visitor(world, "Eli").get(lot_url(world)).text)
    rows = {row[0]: row[1:] for row in read(visitor(world, "Eli").get(f"{lot_url(world)}/now.csv").data)}

    assert "TOTE-1 (1)" in page
    assert "CARTON-1 (2)" in page
    assert rows["D-05-1"] == ["1", "0", ""]
    assert rows["PACKED"] == ["2", "0", "CARTON-1 (2)"]
    assert rows["QUARANTINE"] == ["1", "0", ""]
    assert "Nothing of it has left the building." in page


def test_who_got_it_is_told_by_order_waybill_and_units(world: World) -> None:
    gone = packed(world, {"TEA": 3}, number="SENT-1")
    leaves(world, gone)

    page = words(visitor(world, "Eli").get(lot_url(world)).text)
    rows = read(visitor(world, "Eli").get(f"{lot_url(world)}/sent.csv").data)

    assert "SENT-1" in page
    assert gone.waybills[0] in page
    assert [rows[1][0], rows[1][3], rows[1][5]] == ["SENT-1", gone.waybills[0], "3"]
    assert "Mira Holm" not in page + str(rows)
    assert "SENT-1" not in words(visitor(world, "Eli").get(lot_url(world, "L2")).text), "it was of the other lot"


def test_names_are_shown_to_the_desk_only_and_each_look_is_in_the_audit(world: World) -> None:
    gone = packed(world, {"TEA": 3}, number="SENT-1")
    leaves(world, gone)
    url = f"{lot_url(world)}/recipient-looks"

    refused = visitor(world, "Eli").send(url)
    before = looks()
    seen = visitor(world, "Fay").send(url, headers={"HX-Request": "true"})
    file = visitor(world, "Fay").send(url, form="csv")

    assert refused.status_code == 403
    assert before == []
    assert "Mira Holm" in seen.text
    assert read(file.data)[1][6:9] == ["Mira Holm", "01632 960123", ""]
    assert looks() == [gone.order_id] * 2
    assert db.session.scalar(select(Order.id).where(Order.id == gone.order_id)) == gone.order_id


def test_a_lot_is_found_by_its_code_and_by_a_gs1_code(world: World) -> None:
    eli = visitor(world, "Eli")

    assert eli.get("/stock?code=L1").location == lot_url(world)
    assert "L1" in words(eli.get(f"/stock/items/{world.item('TEA').id}").text)
    assert eli.get("/stock/lots/999999").status_code == 404
