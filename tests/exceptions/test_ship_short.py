"""The customer agreed to get less: it is noted who said so, and the order goes on."""

from app.orders.models import Order
from tests.exceptions.conftest import Lead
from tests.floor import fresh, release, wrong_books
from tests.visitor import visitor


def less(lead: Lead) -> str:
    return f"/exceptions/lines/{lead.line().id}/cancellations"


def test_missing_units_are_left_out_by_the_customers_word(staged: Lead) -> None:
    answer = staged.does(less(staged), word="Mira Holm, on the telephone")

    assert answer.status_code == 200, answer.text
    line = staged.line()
    assert (line.quantity, line.cancelled, line.short) == (3, 3, 0)
    assert staged.holds() == []
    assert staged.order().state == "picked"
    said = staged.sees(f"/orders/{staged.walk.orders[0]}")
    assert "3 of MUG are left out by the customer&#39;s word: Mira Holm, on the telephone" in said
    assert "Cleo" in said
    assert wrong_books() == []


def test_without_a_word_nothing_is_left_out(short: Lead) -> None:
    for word in ("", "   "):
        answer = short.does(less(short), word=word)
        assert answer.status_code == 422
        assert "Write who agreed, and how" in answer.text
    assert (short.line().cancelled, short.line().short) == (0, 3)
    assert len(short.holds()) == 1


def test_a_word_is_shown_as_it_was_written_and_no_longer_than_it_may_be(short: Lead) -> None:
    short.does(less(short), word="<script>alert(1)</script>" + "x" * 500)

    said = short.sees(f"/orders/{short.walk.orders[0]}")
    assert "<script>alert" not in said
    assert "&lt;script&gt;alert(1)" in said
    assert "x" * 201 not in said


def test_while_the_walk_goes_on_the_rest_of_the_order_is_picked_as_before(short: Lead) -> None:
    short.does(less(short), word="by mail")
    walk = short.walk
    walk.ana.pick_all(walk.task_id)
    walk.ana.post(f"/picking/tasks/{walk.task_id}/stagings", lane=walk.document.lanes[0][0])

    assert short.order().state == "picked"
    assert (short.line("CARD").picked, short.line("MUG").picked) == (2, 0)
    assert wrong_books() == []


def test_an_order_with_nothing_else_is_not_sent_empty(short: Lead) -> None:
    world = short.walk.world
    order_id = world.order({"MUG": 2}, number="ALONE")
    release(world.warehouse_id)
    line_id = fresh(Order, order_id).lines[0].id
    answer = short.does(f"/exceptions/lines/{line_id}/cancellations", word="by mail")

    assert answer.status_code == 409
    assert "Let it wait for stock, or cancel it." in answer.text
    assert fresh(Order, order_id).lines[0].cancelled == 0


def test_pickers_and_other_warehouses_leave_nothing_out(short: Lead) -> None:
    assert visitor(short.walk.world, "Ben").send(less(short), word="x").status_code == 403
    assert visitor(short.walk.world, "Olga").send(less(short), word="x").status_code == 404
    assert short.line().cancelled == 0
