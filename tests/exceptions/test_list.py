"""What waits for Cleo: in one list, the most urgent first, with what can be done about each."""

from datetime import timedelta

from sqlalchemy import event, select, update

from app.clock import now
from app.counting.models import CycleCount
from app.db import db, transaction
from app.exceptions.queries import STALLED_AFTER
from app.floor.models import DeviceState
from app.inventory.models import Stock
from app.orders.models import Order
from tests.exceptions.conftest import Lead
from tests.floor import fresh, release, wrong_books
from tests.visitor import visitor


def offline(lead: Lead, name: str, minutes: int) -> None:
    """Nobody has heard of the worker's device for so long; three operations waited on it."""
    world, at = lead.walk.world, now() - timedelta(minutes=minutes)
    with transaction():
        db.session.add(
            DeviceState(
                device_id=world.devices[name],
                warehouse_id=world.warehouse_id,
                worker_id=world.workers[name],
                online=False,
                since=at,
                seen_at=at,
                waiting=3,
                waiting_at=at,
                heard_by="test",
            )
        )


def test_nothing_is_said_where_nothing_waits(cleo: Lead) -> None:
    assert "Nothing waits for you now." in cleo.sees()


def test_a_call_comes_before_what_only_waits_and_then_what_leaves_first(short: Lead) -> None:
    soon, later = now() + timedelta(hours=1), now() + timedelta(hours=9)
    with transaction():
        db.session.execute(update(Order).where(Order.id == short.walk.orders[0]).values(ship_by=later))
    world = short.walk.world
    held_id = world.order({"CARD": 1}, number="SOON", ship_by=soon)
    short.page.send(f"/orders/{held_id}/holds", note="wrong street")
    short.walk.ana.post(f"/picking/tasks/{short.walk.task_id}/calls", reason="help", line_id=0)

    said = short.sees()
    assert said.index("I need help") < said.index("Held by a person: wrong street") < said.index("3 of 3 missing")


def test_holds_of_orders_that_leave_another_day_are_only_counted(cleo: Lead) -> None:
    world = cleo.walk.world
    order_id = world.order({"CARD": 1}, ship_by=now() + timedelta(days=2))
    cleo.page.send(f"/orders/{order_id}/holds", note="wrong street")

    said = cleo.sees()
    assert "wrong street" not in said
    assert "1 more hold, of orders that leave later" in said


def test_a_hold_is_released_in_place(cleo: Lead) -> None:
    world = cleo.walk.world
    order_id = world.order({"CARD": 1}, ship_by=now() + timedelta(hours=1))
    cleo.page.send(f"/orders/{order_id}/holds", note="wrong street")
    hold = fresh(Order, order_id).holds[0]

    answer = cleo.does(f"/exceptions/holds/{hold.id}/releases")
    assert answer.status_code == 200
    assert "The hold is released." in answer.text
    assert "wrong street" not in answer.text
    again = cleo.does(f"/exceptions/holds/{hold.id}/releases")
    assert (again.status_code, "This hold is released already." in again.text) == (409, True)


def test_bins_that_wait_to_be_counted_are_named_and_a_lead_has_others_counted(short: Lead) -> None:
    assert "2 bins wait to be counted" in short.sees()
    location = short.walk.world.location("B-03-1")

    for _ in range(2):
        assert "A count is raised." in short.does("/exceptions/counts", location_id=location.id).text

    db.session.rollback()
    counts = db.session.scalars(select(CycleCount).where(CycleCount.location_id == location.id)).all()
    assert [(count.item.sku if count.item else "", count.reason) for count in counts] == [("CARD", "asked")], (
        "once is enough"
    )


def test_a_doubted_bin_that_nobody_counts_is_an_exception(short: Lead) -> None:
    with transaction():
        db.session.execute(update(CycleCount).values(counted_at=now()))
    stock = short.walk.world.stock("A-01-1", "MUG")
    said = short.sees()
    assert "10 in the book, and not found" in said

    short.does("/exceptions/counts", location_id=stock.location_id, item_id=stock.item_id)
    assert "10 in the book, and not found" not in short.sees()
    assert db.session.scalars(select(Stock.doubted_at).where(Stock.id == stock.id)).one() is not None


def test_an_empty_place_is_not_counted(short: Lead) -> None:
    answer = short.does("/exceptions/counts", location_id=short.walk.world.location("D-02-1").id)

    assert answer.status_code == 409
    assert "The book has nothing in D-02-1." in answer.text


def test_a_walk_whose_picker_is_silent_is_an_exception_after_a_while(cleo: Lead) -> None:
    minutes = int(STALLED_AFTER.total_seconds() / 60)
    offline(cleo, "Ana", minutes - 2)
    assert "Nothing waits for you now." in cleo.sees(), "behind steel one is soon away for a moment"
    with transaction():
        db.session.execute(update(DeviceState).values(since=now() - timedelta(minutes=minutes + 1)))

    said = cleo.sees()
    assert "with about 3 operations waiting" in said
    assert f"Task {cleo.walk.task_id}" in said


def test_a_wave_shows_what_is_its_own(short: Lead) -> None:
    world, wave_id = short.walk.world, short.wave().id
    world.order({"CARD": 1})
    release(world.warehouse_id)
    other = db.session.scalars(select(Order.id).where(Order.number == "N003")).one()
    short.page.send(f"/orders/{other}/holds", note="wrong street")

    said = short.sees(f"/exceptions/now?wave={wave_id}")
    assert "3 of 3 missing" in said
    assert "wrong street" not in said
    assert "3 of 3 missing" in short.sees(f"/waves/{wave_id}")
    answer = short.does(f"/exceptions/lines/{short.line().id}/cancellations", word="by mail", wave=wave_id)
    assert f"/exceptions/now?wave={wave_id}" in answer.text, "the list stays the wave's"


def test_the_list_takes_the_same_few_statements_however_long_it_is(short: Lead) -> None:
    counted = []
    for number in range(8):
        order_id = short.walk.world.order({"MUG": 1, "CARD": 1}, ship_by=now() + timedelta(hours=1))
        short.page.send(f"/orders/{order_id}/holds", note=f"note {number}")
        counted.append(statements(short))

    assert "note 7" in short.sees()
    assert counted[-1] == counted[0] < 30


def statements(lead: Lead) -> int:
    asked: list[str] = []

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        lead.sees()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)


def test_a_browser_without_the_script_goes_back_to_its_page(short: Lead) -> None:
    wave_id = short.wave().id
    url = f"/exceptions/lines/{short.line().id}/cancellations"
    refused = short.page.send(url, word="", wave=wave_id)
    assert refused.status_code == 422
    answer = short.page.send(url, word="by mail", wave=wave_id)

    assert (answer.status_code, answer.location) == (303, f"/waves/{wave_id}")
    assert wrong_books() == []


def test_who_does_not_lead_sees_no_list(short: Lead) -> None:
    for name in ("Ana", "Fay", "Gus"):
        assert visitor(short.walk.world, name).get("/exceptions/now").status_code == 403
    olga = visitor(short.walk.world, "Olga").get("/exceptions/now")
    assert (olga.status_code, "MUG" in olga.text) == (200, False)
