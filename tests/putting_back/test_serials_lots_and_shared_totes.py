"""What goes back keeps its lot and its numbers; out of a tote that orders share only the stopped order's units go."""

from datetime import UTC, datetime

from sqlalchemy import select

from app.db import db
from app.inventory.models import Serial
from app.orders.models import Order
from app.picking.models import PickTask, ToteUse
from app.putting_back.models import PutBackTask
from app.warehouse.models import Location, Zone
from tests.floor import Hand, fresh, release, wrong_books
from tests.handheld import Handheld
from tests.putting_back.conftest import PutBackWalk, cancel
from tests.world import World


def put_back(world: World, ben: Handheld, order_id: int) -> PutBackWalk:
    """Ben's put-back of an order that was just cancelled."""
    cancel(world, order_id)
    task_id = int(ben.claim().headers["HX-Redirect"].rsplit("/", 1)[1])
    return PutBackWalk(world, ben, ben, 0, task_id, order_id)


def walked(world: World, mode: str = "cart") -> None:
    world.client("Ana")
    ana = Hand(world.actor("Ana"))
    release(world.warehouse_id, mode)
    ana.walks(ana.claims() or 0)


def where(world: World) -> dict[str, str]:
    db.session.rollback()
    return {one.code: one.location.address if one.location else "" for one in db.session.scalars(select(Serial))}


def test_each_unit_goes_back_by_its_own_number(world: World, ben: Handheld) -> None:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    order_id = world.order({"CARD": 3})
    walked(world)
    back = put_back(world, ben, order_id)
    back.take_totes()
    one, two, three = back.stop("CARD").serials_expected

    foreign = back.put("CARD", quantity=1, serials="S-9")
    missing = back.put("CARD", quantity=1)
    assert "Serial number S-9 is not one of those in this tote." in foreign.text
    assert missing.headers["Operation-Outcome"] == "serials_missing"
    assert back.put("CARD", quantity=2, serials=f"{three}\n{one}").status_code == 200

    assert where(world) == {one: "B-03-1", two: "T-001", three: "B-03-1"}
    assert back.stop("CARD").bin.serials == (one, three)
    again = back.put("CARD", quantity=1, serials=three)
    assert again.headers["Operation-Outcome"] == "serial_not_picked"
    assert world.on_hand("B-03-1", "CARD") == 19
    assert wrong_books() == []

    ben.post(f"{back.url}/undos")
    assert set(where(world).values()) == {"T-001"}
    assert wrong_books() == []


def test_of_units_with_numbers_the_good_ones_go_back_first(world: World, ben: Handheld) -> None:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    order_id = world.order({"CARD": 2})
    walked(world)
    back = put_back(world, ben, order_id)
    back.take_totes()

    early = ben.post(back.at("CARD", "damages"), quantity=1)
    assert early.headers["Operation-Outcome"] == "serials_first"
    good, bad = back.stop("CARD").serials_expected
    back.put("CARD", quantity=1, serials=good)
    assert ben.post(back.at("CARD", "damages"), quantity=1).status_code == 200

    assert where(world)[good] == "B-03-1"
    assert where(world)[bad] not in ("T-001", "B-03-1")
    assert wrong_books() == []


def test_units_go_back_in_their_own_lot_which_is_scanned_where_several_go_back(world: World, ben: Handheld) -> None:
    order_id = world.order({"TEA": 7})
    walked(world)
    back = put_back(world, ben, order_id)
    back.take_totes()
    stop = back.document.stops[0]
    url = f"/putting-back/lines/{stop.line_id}/put-backs"
    scan = {"bin": stop.bin_barcode, "item": stop.codes[0][0], "quantity": stop.left}
    other = next(one.lot_code for one in back.document.stops if one.lot_code != stop.lot_code)

    assert stop.asks_lot
    assert ben.post(url, None, None, **scan).headers["Operation-Outcome"] == "lot_missing"
    assert f"This is lot {other}." in ben.post(url, None, None, **scan, lot=other).text
    assert ben.post(url, None, None, **scan, lot=stop.lot_code).status_code == 200

    assert world.on_hand("D-05-1", "TEA", stop.lot_code) == 5
    assert world.on_hand("T-001", "TEA", other) > 0
    assert wrong_books() == []


def test_a_tote_that_orders_share_stays_with_what_is_not_to_go_back(world: World, ben: Handheld) -> None:
    stopped, kept = world.order({"MUG": 3}), world.order({"MUG": 1, "CARD": 2})
    walked(world, "bulk")
    back = put_back(world, ben, stopped)

    assert [place.order_number for place in back.document.places] == [fresh(Order, stopped).number]
    assert "It stays here: other orders share it." in ben.client.get(back.url).text
    back.take_totes()
    assert back.put("MUG").status_code == 200
    assert back.end("TOTE-001").status_code == 422
    assert back.end("LOC-LANE-1").status_code == 200

    assert world.on_hand("T-001", "MUG") == 1
    use = db.session.scalars(select(ToteUse).where(ToteUse.released_at.is_(None))).one()
    assert use.staged_at_id is not None
    assert (fresh(Order, stopped).state, fresh(Order, kept).state) == ("cancelled", "picked")
    assert wrong_books() == []


def zoned(world: World, zone_mode: str) -> None:
    """The mugs' and the cards' aisles are a zone of their own."""

    def zones() -> None:
        zone = Zone(warehouse_id=world.warehouse_id, code="WEST", name="West")
        db.session.add(zone)
        db.session.flush()
        for location in db.session.scalars(select(Location).where(Location.aisle.in_((0, 1)))):
            location.zone_id = zone.id

    world.do(zones)
    world.sets(zone_mode=zone_mode)


def test_a_shared_tote_that_the_next_zone_takes_up_is_waited_for_again(world: World, ben: Handheld) -> None:
    zoned(world, "pass")
    stopped, _ = world.order({"MUG": 2}), world.order({"CARD": 1, "TEA": 1})
    first, second = release(world.warehouse_id, "bulk")
    world.client("Ana")
    ana = Hand(world.actor("Ana"))
    assert ana.claims() == first
    ana.walks(first)
    cancel(world, stopped)
    back_id = db.session.scalars(select(PutBackTask.id)).one()
    assert fresh(PutBackTask, back_id).waits_for_id is None

    assert ana.claims() == second
    place = fresh(PickTask, second).places[0]
    assert ana.binds(place.id, "TOTE-001").ok

    assert fresh(PutBackTask, back_id).waits_for_id == second
    assert wrong_books() == []
    ana.picks_all(second)
    ana.stages(second, "LOC-LANE-2")
    task = fresh(PutBackTask, back_id)
    assert (task.waits_for_id, task.start.address) == (None, "LANE-2")
    assert ben.claim().headers["HX-Redirect"] == f"/putting-back/tasks/{back_id}"
    assert wrong_books() == []


def test_an_order_on_two_carts_waits_for_both(world: World, ben: Handheld) -> None:
    zoned(world, "parallel")
    order_id = world.order({"MUG": 2, "TEA": 1})
    tasks = release(world.warehouse_id)
    assert len(tasks) == 2
    for name in ("Ana", "Cleo"):
        world.client(name)
    hands = [Hand(world.actor("Ana")), Hand(world.actor("Cleo"))]
    held = [hand.claims() or 0 for hand in hands]
    for hand, task_id in zip(hands, held, strict=True):
        hand.binds_all(task_id)
        hand.picks_all(task_id)
    cancel(world, order_id)
    task = db.session.scalars(select(PutBackTask)).one()
    back_id, first = task.id, task.waits_for_id
    assert first in held

    hands[held.index(first)].stages(first, "LOC-LANE-1")
    (second,) = [task_id for task_id in held if task_id != first]
    assert fresh(PutBackTask, back_id).waits_for_id == second
    assert wrong_books() == []

    hands[held.index(second)].stages(second, "LOC-LANE-2")
    assert fresh(PutBackTask, back_id).waits_for_id is None
    assert ben.claim().headers["HX-Redirect"] == f"/putting-back/tasks/{back_id}"
    assert wrong_books() == []


def test_a_late_scan_of_a_put_back_that_another_has_by_now_is_kept_for_the_lead(back: PutBackWalk) -> None:
    line = back.stop("MUG").line_id
    scanned_at = datetime.now(UTC)

    answer = back.ana.post(f"/putting-back/lines/{line}/put-backs", at=scanned_at, bin="?", item="?", quantity=1)

    assert answer.status_code == 409
    page = back.world.client("Cleo").get("/exceptions").text
    assert "Ben has this walk now." in page
