"""Deliveries are announced at the desk, by hand or from a file; what is typed wrongly is told, and nothing is kept."""

from io import BytesIO

import pytest
from sqlalchemy import select

from app.db import db
from app.receiving.models import Delivery
from tests.receiving.conftest import announced, to_come
from tests.visitor import visitor
from tests.world import World

ROWS = "number,vendor,sku,quantity,expected_on,lot\n"


def test_a_delivery_is_announced_by_hand_and_counts_as_on_its_way(world: World) -> None:
    fay = visitor(world, "Fay")

    answer = fay.send("/deliveries", vendor="Mill & Sons", number="po-9", lines="MUG 12\nTEA 5 L7\nMUG 3")

    assert answer.status_code == 303
    delivery = db.session.scalars(select(Delivery)).one()
    assert (delivery.number, delivery.state) == ("PO-9", "announced")
    assert [(line.item.sku, line.lot_code, line.announced) for line in delivery.lines] == [
        ("MUG", "", 15),
        ("TEA", "L7", 5),
    ]
    assert to_come(world.warehouse_id) == {world.item("MUG").id: 15, world.item("TEA").id: 5}
    assert to_come(world.other_warehouse_id) == {}
    assert "Mill &amp; Sons" in fay.get("/deliveries").text


@pytest.mark.parametrize("lines", ["MUG", "MUG many", "MUG 0", "MUG -1", "MUG 1 L 2", "MOP 3"])
def test_lines_that_nobody_understands_are_told_and_nothing_is_kept(world: World, lines: str) -> None:
    answer = visitor(world, "Fay").send("/deliveries", vendor="Mill & Sons", lines=lines)

    assert answer.status_code in (404, 422)
    assert db.session.scalars(select(Delivery)).all() == []


def test_a_number_is_there_once_and_a_delivery_has_a_vendor(world: World) -> None:
    fay = visitor(world, "Fay")
    fay.send("/deliveries", vendor="Mill & Sons", number="PO-9", lines="MUG 1")

    assert fay.send("/deliveries", vendor="Mill & Sons", number="PO-9", lines="MUG 1").status_code == 409
    assert fay.send("/deliveries", vendor="  ", lines="MUG 1").status_code == 422
    assert len(db.session.scalars(select(Delivery)).all()) == 1


def test_what_does_not_come_is_cancelled_and_is_not_on_its_way_any_more(world: World) -> None:
    delivery_id = announced(world)
    fay = visitor(world, "Fay")

    assert fay.send(f"/deliveries/{delivery_id}/cancellations").status_code == 303
    assert fay.send(f"/deliveries/{delivery_id}/cancellations").status_code == 409

    assert to_come(world.warehouse_id) == {}


def test_a_file_announces_each_delivery_once_and_says_what_it_did_not_take(world: World) -> None:
    rows = (
        "PO-1,Mill,MUG,12,2026-12-01,\nPO-1,Mill,TEA,5,,L7\nPO-2,Mill,MOP,1,,\nPO-2,Mill,CARD,many,,\n,Mill,MUG,1,,\n"
    )
    fay = visitor(world, "Fay")

    for expected in ("New", "As they were"):
        page = fay.client.post(
            "/deliveries/files",
            data={"csrf_token": fay.token(), "file": (BytesIO((ROWS + rows).encode()), "in.csv")},
            headers={"Origin": "http://localhost", "Sec-Fetch-Mode": "navigate"},
        )
        assert page.status_code == 200, page.text
        assert expected in page.text

    assert "an item that the catalogue does not know" in page.text
    (delivery,) = db.session.scalars(select(Delivery)).all()
    assert (delivery.number, str(delivery.expected_on)) == ("PO-1", "2026-12-01")
    assert [line.announced for line in delivery.lines] == [12, 5]


def test_a_picker_announces_nothing(world: World) -> None:
    assert visitor(world, "Ana").send("/deliveries", vendor="Mill", lines="MUG 1").status_code == 403
    assert db.session.scalars(select(Delivery)).all() == []
