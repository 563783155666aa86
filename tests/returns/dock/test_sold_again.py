"""What came back and was put away is sold once more, by the same number."""

from dataclasses import replace

from sqlalchemy import select

from app.db import db
from app.inventory.commands import move
from app.inventory.models import Serial
from app.picking.models import PickTask
from app.picking.queries import lines_of_task
from tests.floor import fresh, release, right_scan, wrong_books
from tests.packing.orders import hand, pack_all
from tests.returns.clerk import Clerk, outcome_of
from tests.returns.shipped import rma, sent, serials_sent, tote_of
from tests.world import SYSTEM, World


def test_a_unit_that_came_back_is_picked_and_packed_again(world: World, dana: Clerk) -> None:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    mine = sent(world, {"CARD": 1})
    number = serials_sent(mine.order_id)[0]
    parcel_id = dana.takes_in(rma(world, mine.order_id, {"CARD": 1}))
    device = {"answer_works": "yes", "answer_parts": "yes"}
    assert outcome_of(dana.grades(parcel_id, number, **device)) == "done"
    tote = tote_of("TOTE-012")
    assert tote
    assert outcome_of(dana.fills(tote.id)) == "done"

    def put_away() -> None:
        source, bin_ = world.location("T-012"), world.location("B-03-1")
        move(world.lot("CARD"), 1, source=source, destination=bin_, reason="put away", actor=SYSTEM)
        db.session.scalars(select(Serial).where(Serial.code == number)).one().location_id = bin_.id

    world.do(put_away)
    assert wrong_books() == []

    order_id = world.order({"CARD": 1})
    task_id = release(world.warehouse_id)[0]
    ana = hand(world, "Ana")
    assert ana.claims() == task_id
    ana.binds_all(task_id)
    line = lines_of_task(fresh(PickTask, task_id))[0]
    assert ana.picks(line.id, replace(right_scan(line), serials=(number,))).ok
    assert wrong_books() == []
    assert ana.stages(task_id, "LOC-LANE-1").ok
    pack_all(world, order_id)

    assert serials_sent(order_id) == [number]
    assert wrong_books() == []
