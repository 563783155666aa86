"""The ledger of an order and of one unit: each step, and where the units were at a moment."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select

from app.clock import now
from app.db import db
from app.inventory.models import Serial
from app.ledger.orders import held_by_order, steps_of_order
from app.orders.commands import cancel_order
from app.orders.models import Order
from app.picking.commands import undo_last
from app.picking.models import PickTask
from app.returns.models import Rma
from tests.floor import fresh, release, wrong_books
from tests.ledger.leaving import leaves
from tests.packing.orders import hand, picked_order
from tests.returns.clerk import Clerk, outcome_of
from tests.returns.shipped import CARD, MUG, rma, sent
from tests.shipping.loads import packed
from tests.stockkeeping.desk import numbered
from tests.visitor import alert_of, visitor, words
from tests.world import World


def steps(order_id: int) -> list[tuple[str, int, str, str]]:
    return [
        (step.what, step.units, step.source.kind, step.destination.kind)
        for step in steps_of_order(fresh(Order, order_id))
    ]


def held(order_id: int) -> list[tuple[str, str, int]]:
    return [(one.sku, one.spot.kind, one.units) for one in held_by_order(steps_of_order(fresh(Order, order_id)))]


def test_an_order_that_was_picked_packed_and_shipped_has_each_step_and_ends_with_the_customer(world: World) -> None:
    gone = packed(world, {"MUG": 2}, number="N1")
    in_carton = held(gone.order_id)
    leaves(world, gone)

    assert steps(gone.order_id) == [
        ("pick", 2, "place", "place"),
        ("pack", 2, "place", "carton"),
        ("ship", 2, "carton", "customer"),
    ]
    assert in_carton == [("MUG", "carton", 2)]
    assert held(gone.order_id) == [("MUG", "customer", 2)]
    page = words(visitor(world, "Eli").get(f"/stock/orders/{gone.order_id}").text)
    assert f"Swift {gone.waybills[0]}" in page
    assert "Mira Holm" not in page


def test_at_an_earlier_moment_the_units_were_where_they_were_then(world: World) -> None:
    order_id = picked_order(world, {"MUG": 2})
    eli = visitor(world, "Eli")
    before = (now() - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")

    then, at_last = (words(eli.get(f"/stock/orders/{order_id}{at}").text) for at in (f"?at={before}", ""))

    assert "Nothing was picked for it." in then
    assert "Nothing has moved yet." in then
    assert "MUG – T-001 2" in at_last
    assert "A-01-1 MUG – 2 2 0" in at_last


def test_an_undone_pick_and_a_put_back_leave_nothing_of_the_order_anywhere(world: World) -> None:
    order_id = world.order({"MUG": 2})
    (task_id,) = release(world.warehouse_id)
    ana = hand(world, "Ana")
    ana.claims()
    ana.binds_all(task_id)
    ana.picks_all(task_id)
    assert ana.does("undo", lambda actor: undo_last(db.session.get_one(PickTask, task_id), actor)).ok

    assert [step[0] for step in steps(order_id)] == ["pick", "undo"]
    assert held(order_id) == []
    assert wrong_books() == []


def test_a_cancelled_orders_units_go_back_in_its_ledger(world: World) -> None:
    order_id = picked_order(world, {"MUG": 2})
    cleo = hand(world, "Cleo")
    assert cleo.does("cancel", lambda actor: cancel_order(db.session.get_one(Order, order_id), actor)).ok

    assert held(order_id) == [("MUG", "place", 2)], "they lie in the tote until they are put back"


def test_the_file_has_the_steps_in_their_order(world: World) -> None:
    gone = packed(world, {"MUG": 1}, number="N1")
    answer = visitor(world, "Fay").get(f"/stock/orders/{gone.order_id}/ledger.csv")

    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))

    assert [row[1] for row in rows] == ["What", "Picked", "Packed"]
    assert rows[1][7] == "Ana"
    assert visitor(world, "Olga").get(f"/stock/orders/{gone.order_id}").status_code == 404


def test_a_unit_is_found_by_its_number_with_its_way_from_the_bin_to_the_customer(world: World) -> None:
    numbered(world, "S1", "S2")
    eli = visitor(world, "Eli")
    eli.send("/stock-desk/moves", place="B-05-1", item="CARD", quantity=1, serials="S1", target="B-04-1")
    gone = packed(world, {"CARD": 1}, number="N1")
    leaves(world, gone)
    code = db.session.scalars(select(Serial.code).where(Serial.code.not_in(("S1", "S2")))).one()

    moved, sent = (words(eli.get(f"/stock/serials?code={one}").text) for one in ("S1", code))

    assert "It is here: B-04-1" in moved
    assert "Moved – B-05-1 B-04-1 Eli" in moved
    assert "It has left to a customer." in sent
    for step in ("Picked N1", "Packed N1", f"Shipped N1 Carton …{gone.carton[-6:]} Customer, Swift"):
        assert step in sent
    assert "N1" not in moved
    assert eli.get(f"/stock?code={code}").location == f"/stock/serials?code={code}"


def test_a_number_that_nobody_knows_is_said_so_also_if_it_is_hostile(world: World) -> None:
    numbered(world, "S1")
    eli = visitor(world, "Eli")

    unknown = eli.get("/stock/serials?code=S9")

    assert unknown.status_code == 404
    assert "Nobody knows code S9." in alert_of(unknown)
    assert eli.get("/stock/serials?code=%1b[31m").status_code == 422
    assert "<script>" not in eli.get("/stock/serials?code=%3Cscript%3E").text.split("<main", 1)[1]
    assert visitor(world, "Olga").get("/stock/serials?code=S1").status_code == 404, "it is no unit of hers"


def test_what_came_back_of_an_order_is_in_its_ledger_with_its_grade_and_no_longer_with_the_customer(
    world: World,
) -> None:
    gone = sent(world, {"MUG": 3, "CARD": 1}, number="N1")
    dana = Clerk(world)
    parcel_id = dana.takes_in(rma(world, gone.order_id, {"MUG": 2}))
    dana.grades(parcel_id, MUG, quantity=2)
    assert outcome_of(dana.undoes(parcel_id)) == "done"
    assert sorted(held(gone.order_id)) == [("CARD", "customer", 1), ("MUG", "customer", 3)]
    dana.grades(parcel_id, MUG, answer_worn="yes", disposition="refurbish", tote="TOTE-011")
    dana.grades(parcel_id, CARD, stranger="yes", tote="TOTE-010", reason="other")
    assert outcome_of(dana.finishes(parcel_id)) == "done"

    assert [step for step in steps(gone.order_id) if step[0].startswith("return")] == [
        ("return", 2, "customer", "place"),
        ("return_undone", 2, "place", "customer"),
        ("return", 1, "customer", "place"),
    ], "what was not sent with it is none of its units"
    assert sorted(held(gone.order_id)) == [("CARD", "customer", 1), ("MUG", "customer", 2)]
    fay = visitor(world, "Fay")
    page = words(fay.get(f"/stock/orders/{gone.order_id}").text)
    assert "Returned Used: Refurbish MUG 1 Customer, RT-1 T-011 Dana" in page
    rows = list(csv.reader(io.StringIO(fay.get(f"/stock/orders/{gone.order_id}/ledger.csv").data.decode("utf-8-sig"))))
    assert [rows[0][8], rows[-1][8]] == ["Note", "Used: Refurbish"]
    assert wrong_books() == []


def test_the_page_of_an_order_says_what_came_back_graded_to_what_and_what_followed(world: World) -> None:
    gone = sent(world, {"MUG": 2}, number="N1")
    world.do(lambda: setattr(db.session.get_one(Order, gone.order_id).lines[0], "price", Decimal(10)))
    dana, fay = Clerk(world), visitor(world, "Fay")
    number = rma(world, gone.order_id, {"MUG": 1})
    parcel_id = dana.takes_in(number)
    assert "came back" not in words(fay.get(f"/orders/{gone.order_id}").text)
    dana.grades(parcel_id, MUG, answer_worn="yes", disposition="refurbish")
    dana.finishes(parcel_id)
    rma_id = db.session.scalars(select(Rma.id).where(Rma.number == number)).one()
    assert fay.send(f"/returns/{rma_id}/settlements", follows="refund").status_code == 303

    page = words(fay.get(f"/orders/{gone.order_id}").text)

    assert "1 × MUG : Used, Refurbish" in page
    assert "Asked to be paid back: 8.00" in page
    assert "For return RT-1 came back: 1 × MUG. Dana" in page
    assert "For return RT-1 8.00" in page
