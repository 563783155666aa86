"""A carton's label comes out by itself where the packer's device has a printer, and is then one of those printed."""

import pytest
from sqlalchemy import select

from app.db import db, transaction
from app.printing.models import PRINTED, WAITING, PrintJob
from app.printing.printers import PrinterSettings, add_printer
from app.printing.sending import work_off
from app.shipping.models import Waybill
from tests.floor import wrong_books
from tests.packing.orders import closed_carton
from tests.shipping.parcels import Shop
from tests.world import SYSTEM, World


@pytest.fixture
def printer_id(world: World) -> int:
    with transaction():
        settings = PrinterSettings("Bench 1", "network", "100x150", "127.0.0.1", 9100)
        return add_printer(world.warehouse_id, settings, SYSTEM)["printer_id"]


def waybill() -> Waybill:
    db.session.expire_all()
    return db.session.scalars(select(Waybill)).one()


def jobs() -> list[tuple[str, str, int]]:
    db.session.expire_all()
    return [(job.state, job.paper, job.entity_id) for job in db.session.scalars(select(PrintJob))]


def test_the_label_of_a_carton_that_is_closed_goes_to_the_printer_and_counts_when_it_is_out(
    world: World, printer_id: int
) -> None:
    Shop(world).pool()
    closed_carton(world, {"MUG": 2})
    assert jobs() == [(WAITING, "waybill", waybill().id)]
    assert waybill().printed_at is None
    sent: list[bytes] = []

    work_off(printer_id, lambda host, port, content: sent.append(content))

    assert waybill().number.encode() in sent[0]
    assert jobs() == [(PRINTED, "waybill", waybill().id)]
    assert waybill().printed_at is not None
    assert wrong_books() == []


def test_without_a_printer_it_waits_for_somebody_to_print_it(world: World) -> None:
    Shop(world).pool()
    closed_carton(world, {"MUG": 2})

    assert jobs() == []
    assert waybill().printed_at is None
