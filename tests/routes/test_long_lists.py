"""Beyond five hundred rows every list goes on: no manifest, carton or print is out of reach of its page."""

import re

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db, insert_rows, transaction
from app.packing.models import CLOSED, Carton
from app.printing.models import PRINTED, WAITING, PrintJob
from app.printing.printers import PrinterSettings, add_printer
from app.shipping.models import Manifest
from tests.shipping.loads import carrier
from tests.visitor import visitor, words
from tests.world import SYSTEM, World

MANY = 520


def manifests(world: World) -> tuple[str, list[str]]:
    columns = {"warehouse_id": world.warehouse_id, "carrier_id": carrier(world), "opened_at": now()}
    rows = [columns | {"number": f"M-{number:04}", "state": "closed"} for number in range(MANY)]
    with transaction():
        insert_rows(Manifest, rows)
    return "/manifests", [str(row["number"]) for row in rows]


def waybills(world: World) -> tuple[str, list[str]]:
    order_id = world.order({"MUG": 1})
    columns = {"warehouse_id": world.warehouse_id, "order_id": order_id, "state": CLOSED, "opened_at": now()}
    rows = [columns | {"number": number, "code": f"CTN{number:06}"} for number in range(1, MANY + 1)]
    with transaction():
        insert_rows(Carton, rows)
    return "/shipping/waybills", [str(row["code"]) for row in rows]


def prints(world: World, state: str = PRINTED) -> tuple[str, list[str]]:
    with transaction():
        settings = PrinterSettings("Desk", "station", "60x40")
        printer_id = add_printer(world.warehouse_id, settings, SYSTEM)["printer_id"]
    columns = {"warehouse_id": world.warehouse_id, "printer_id": printer_id, "paper": "bin", "entity": "locations"}
    at = {"asked_at": now(), "printed_at": now() if state == PRINTED else None}
    rows = [columns | at | {"entity_id": 1, "content": {}, "state": state} for _ in range(MANY)]
    with transaction():
        insert_rows(PrintJob, rows)
    return "/prints", [f"/prints/{job_id}.pdf" for job_id in db.session.scalars(select(PrintJob.id)).all()]


@pytest.mark.parametrize("made", [manifests, waybills, prints])
def test_each_row_is_on_some_page_that_the_page_before_leads_to(world: World, made: object) -> None:
    url, names = made(world)  # type: ignore[operator]
    cleo = visitor(world, "Cleo")
    told, pages, address = "", 0, url
    while address:
        page = cleo.get(address)
        assert page.status_code == 200
        told, pages = told + page.text, pages + 1
        onward = re.search(rf'href="({url}[?][^"]*page={pages + 1}[^"]*)"', page.text)
        address = onward[1].replace("&amp;", "&") if onward else ""

    assert pages == -(-MANY // 50)
    assert [name for name in names if name not in told] == []
    assert cleo.get(f"{url}?page=999999").status_code == 200


def test_what_waits_for_printers_beyond_what_is_shown_is_counted(world: World) -> None:
    prints(world, WAITING)

    assert "420 more wait behind these." in words(visitor(world, "Cleo").get("/prints").text)
