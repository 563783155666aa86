"""A lead stops an order in the very moment in which its picker confirms: each sees what the other has done."""

from importlib import import_module

import pytest
from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from app.db import db
from app.orders.commands import cancel_order
from app.orders.models import Order
from app.picking.commands import confirm_pick
from app.picking.commands.stop_order import stop_order
from app.picking.models import PickLine
from app.picking.queries import lines_of_order, lines_of_stop
from app.putting_back.models import PutBackTask
from tests.floor import fresh, right_scan, wrong_books
from tests.picking.conftest import Walk


@pytest.mark.parametrize("units", [3, 1])
def test_what_was_picked_since_the_lead_looked_is_put_back_and_the_rest_leaves_the_walk(walk: Walk, units: int) -> None:
    line_id, ana, cleo = walk.stop("MUG").line_id, walk.world.actor("Ana"), walk.world.actor("Cleo")

    def pick_and_stop() -> None:
        order = db.session.get_one(Order, walk.orders[0])
        seen = {line: (line.picked, line.state) for line in lines_of_order(order)}
        line = db.session.get_one(PickLine, line_id)
        confirm_pick(lines_of_stop(line_id), right_scan(line, units), ana)
        for one, (picked, state) in seen.items():  # as another process still has them
            set_committed_value(one, "picked", picked)
            set_committed_value(one, "state", state)
        stop_order(order, cleo)

    walk.world.do(pick_and_stop)

    assert fresh(Order, walk.orders[0]).stopped_at is not None
    line = fresh(PickLine, line_id)
    assert (line.state, line.picked, line.quantity) == ("done", units, units)
    assert walk.world.stock("A-01-1", "MUG").reserved == 0
    (back,) = db.session.scalars(select(PutBackTask))
    assert [one.quantity for one in back.lines] == [units]
    assert [stop.sku for stop in walk.document.stops if stop.left] == ["TEA"]
    assert wrong_books() == []


@pytest.mark.parametrize("units", [3, 1])
def test_who_confirms_a_line_that_was_stopped_in_that_moment_is_told_of_the_order(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, units: int
) -> None:
    module = import_module("app.picking.commands.confirm_pick")
    check = module._check_left

    def check_then_stopped(*given: object) -> None:
        check(*given)
        cancel_order(db.session.get_one(Order, walk.orders[0]), walk.world.actor("Cleo"))

    monkeypatch.setattr(module, "_check_left", check_then_stopped)
    answer = walk.ana.pick(walk.task_id, walk.stop("MUG"), quantity=units)

    assert (answer.status_code, answer.headers["Operation-Outcome"]) == (409, "line_stopped")
    assert "was held or cancelled: nothing is taken from A-01-1." in answer.text
    assert walk.world.on_hand("A-01-1", "MUG") == 10
    assert wrong_books() == []
