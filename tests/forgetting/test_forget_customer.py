"""What names a customer goes from every table when its time is over; what the books need stays."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import time

import pytest
from flask import Flask
from sqlalchemy import select

from app.attachments.commands import attach
from app.attachments.files import keep_picture, path_of
from app.attachments.models import PHOTOGRAPH, Attachment
from app.cases.handling import close_case
from app.cases.models import Case
from app.cases.opening import open_case
from app.clock import now
from app.db import Base, db, transaction
from app.forgetting.background import forget_customers
from app.forgetting.commands import StillGoesOn, forget_customer
from app.notices.links import link_of
from app.notices.models import EMAIL, Notice
from app.orders.desk import hold_by_hand
from app.orders.holds import release_hold
from app.orders.models import OPEN, Order, OrderHold
from app.packing.models import Carton
from app.papers.asked import paper_of
from app.printing.commands import print_again, print_paper
from app.printing.errors import PaperForgotten
from app.printing.models import PrintJob
from app.shipping.models import TrackingEvent, Waybill, WaybillRequest
from app.warehouse.models import Warehouse
from tests.attachments.pictures import png
from tests.floor import wrong_books
from tests.notices.shop import chooses
from tests.shipping.shipped import hear, shipped
from tests.visitor import visitor
from tests.world import SYSTEM, World

MARK = "Quillfeather"
"""In everything that the customer said, and in everything that people wrote about them."""
WHO = {
    name: f"{MARK} {name}"
    for name in ("customer", "customer_number", "telephone", "email", "region", "city", "street", "store_code", "notes")
}


def a_customer(world: World, number: str = "QP1") -> int:
    """The id of an order that has left, with every trace that an order can leave of its customer."""
    chooses(world, EMAIL)
    actor = replace(SYSTEM, warehouse_id=world.warehouse_id)
    waybill_id = shipped(world, number, **WHO, document={"Name": MARK})
    with transaction() as session:
        waybill = session.get_one(Waybill, waybill_id)
        carton, order = waybill.carton, waybill.carton.order
        waybill.label = {"to": {"name": MARK, "street": MARK}}
        session.add(asked_of_the_carrier(waybill))
        link_of(order)
        session.add(Notice(**notice(order)))
        print_paper("delivery_note", "orders", order.id, {"to": MARK}, None, 1, actor)
        print_paper("waybill", "waybills", waybill.id, {"to": MARK}, None, 1, actor)
        attach(carton, PHOTOGRAPH, keep_picture(world.app.config["VAR"], png(shade=7)), SYSTEM)
        case_id = open_case(waybill, "lost", f"{MARK} called", SYSTEM)["case_id"]
        close_case(session.get_one(Case, case_id), "arrived", SYSTEM)
        order.state = OPEN
        hold_by_hand(order, f"{MARK} is away", SYSTEM)
        release_hold(session.scalars(select(OrderHold).where(OrderHold.order_id == order.id)).one(), SYSTEM)
        order.state = "shipped"
    hear(waybill_id, "delivered", words=f"Signed by {MARK}")
    return order_of(waybill_id)


def asked_of_the_carrier(waybill: Waybill) -> WaybillRequest:
    return WaybillRequest(
        warehouse_id=waybill.warehouse_id,
        state="done",
        carrier_id=waybill.carrier_id,
        carton_id=waybill.carton_id,
        trade=f"T{waybill.id}",
        sent={"name": MARK},
        words=MARK,
        next_at=now(),
        asked_at=now(),
    )


def notice(order: Order) -> dict[str, object]:
    values = {"warehouse_id": order.warehouse_id, "order_id": order.id, "step": "received", "way": EMAIL}
    return values | {"content": {"body": f"Dear {MARK}"}, "written_at": now(), "state": "sent", "problem": MARK}


def order_of(waybill_id: int) -> int:
    db.session.rollback()
    return db.session.get_one(Waybill, waybill_id).carton.order_id


def traces(mark: str = MARK) -> list[str]:
    """Every column of every table in which it stands."""
    db.session.rollback()
    found = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)).mappings():
            found += [f"{table.name}.{name}" for name, value in row.items() if mark in str(value)]
    return sorted(set(found))


def forget(order_id: int) -> None:
    with transaction() as session:
        forget_customer(session.get_one(Order, order_id), SYSTEM)


def test_nothing_in_any_table_names_the_customer_any_more(world: World) -> None:
    order_id = a_customer(world)
    assert len(traces()) > 15
    before = wrong_books()

    forget(order_id)

    assert traces() == []
    assert db.session.get_one(Order, order_id).forgotten_at is not None
    assert wrong_books() == before


def test_what_was_ordered_and_sent_and_by_which_number_stays(world: World) -> None:
    order_id = a_customer(world)
    number = db.session.get_one(Order, order_id).number

    forget(order_id)

    order = db.session.get_one(Order, order_id)
    assert (order.number, order.state, order.lines[0].shipped) == (number, "shipped", 2)
    assert db.session.scalars(select(Waybill.number)).all() == ["QP1"]
    assert db.session.scalars(select(TrackingEvent.code)).all() == ["delivered"]


def test_other_customers_are_not_touched(world: World) -> None:
    order_id, other_id = a_customer(world, "QP1"), a_customer(world, "QP2")

    forget(order_id)

    assert db.session.get_one(Order, other_id).customer == f"{MARK} customer"
    assert db.session.scalars(select(Attachment.entity_id)).all() == [carton_of(other_id)]
    assert [job for job in db.session.scalars(select(PrintJob)) if job.content]


def carton_of(order_id: int) -> int:
    return db.session.scalars(select(Carton.id).where(Carton.order_id == order_id)).one()


def test_an_order_that_goes_on_keeps_its_customer(world: World) -> None:
    order_id = world.order({"MUG": 1}, customer=MARK)

    with pytest.raises(StillGoesOn):
        forget(order_id)

    assert traces() == ["orders.customer"]


def test_an_open_case_keeps_the_customer_until_it_is_closed(world: World) -> None:
    order_id = a_customer(world)
    with transaction() as session:
        waybill = session.scalars(select(Waybill)).one()
        case_id = open_case(waybill, "damaged", "", SYSTEM)["case_id"]
    with pytest.raises(StillGoesOn):
        forget(order_id)
    assert forget_customers_after(world, 0.001) == 0

    with transaction() as session:
        close_case(session.get_one(Case, case_id), "arrived", SYSTEM)

    assert forget_customers_after(world, 0.001) == 1


def forget_customers_after(world: World, days: float) -> int:
    with transaction() as session:
        session.get_one(Warehouse, world.warehouse_id).settings = {"days_of_customer_data": days}
        for order in session.scalars(select(Order)):
            order.imported_at = now() - timedelta(days=days + 1)
    return forget_customers(world.warehouse_id)


def test_when_the_time_is_over_they_go_by_themselves_and_their_photographs_from_the_disk(
    world: World, app: Flask
) -> None:
    order_id = a_customer(world)
    file = photograph(app)
    os.utime(file, (time() - 7200, time() - 7200))
    with transaction() as session:
        session.get_one(Order, order_id).imported_at = now() - timedelta(days=729)
    assert forget_customers(world.warehouse_id) == 0, "two years, where the warehouse says nothing"

    with transaction() as session:
        session.get_one(Order, order_id).imported_at = now() - timedelta(days=731)

    assert forget_customers(world.warehouse_id) == 1
    assert forget_customers(world.warehouse_id) == 0
    assert traces() == []
    assert not file.exists()


def photograph(app: Flask) -> Path:
    return path_of(app.config["VAR"], db.session.scalars(select(Attachment.sha256)).one())


def test_with_no_days_set_nobody_is_forgotten(world: World) -> None:
    a_customer(world)

    assert forget_customers_after(world, 0) == 0


def test_a_file_that_was_written_a_moment_ago_waits_for_its_row(world: World, app: Flask) -> None:
    a_customer(world)
    file = photograph(app)

    assert forget_customers_after(world, 1) == 1

    assert file.exists()


def test_its_papers_are_not_printed_again(world: World) -> None:
    order_id = a_customer(world)
    forget(order_id)

    with transaction() as session, pytest.raises(PaperForgotten):
        print_again(session.scalars(select(PrintJob)).all()[0], SYSTEM)
    for paper, row_id in (("delivery_note", order_id), ("packing_slip", carton_of(order_id))):
        with pytest.raises(PaperForgotten):
            paper_of(paper, row_id, world.warehouse_id)


def test_the_desk_deletes_them_when_the_customer_asks_and_the_link_ends(world: World) -> None:
    order_id = a_customer(world)
    with transaction() as session:
        token = link_of(session.get_one(Order, order_id)).token
    desk = visitor(world, "Fay")
    assert desk.get(f"/t/{token}").status_code == 200
    assert "The customer wants them deleted" in desk.get(f"/orders/{order_id}").text

    desk.send(f"/orders/{order_id}/forgettings")

    page = desk.get(f"/orders/{order_id}").text
    assert "What names the customer was deleted." in page
    assert "Show the address" not in page
    assert desk.get(f"/t/{token}").status_code == 404
