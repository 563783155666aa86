"""What changed while a handheld had no network: the walk given away, an order stopped, scans refused."""

from playwright.sync_api import expect
from sqlalchemy import select

from app.db import db
from app.operations.models import Operation
from app.orders.commands import cancel_order
from app.orders.models import Order
from app.picking.models import Pick, PickTask
from app.walks.commands import assign
from app.walks.refused import RefusedScan
from tests.browser.handset import Handset, is_kept, waits
from tests.browser.picker import Picker, plain
from tests.floor import release, wrong_books
from tests.visitor import visitor
from tests.world import World


def begun(device: Handset, world: World) -> Picker:
    picker = device.open("/sign-in")
    picker.begin()
    is_kept(picker)
    return picker


def give_to_ben(world: World) -> None:
    task_id = db.session.scalars(select(PickTask.id)).one()
    world.do(lambda: assign(db.session.get_one(PickTask, task_id), world.worker("Ben"), world.actor("Cleo")))


def test_a_walk_given_away_meanwhile_judges_each_scan_by_when_it_was_made(device: Handset, world: World) -> None:
    world.order({"MUG": 2, "CARD": 1, "TEA": 1})
    release(world.warehouse_id)
    picker = begun(device, world)
    device.cut()
    before, after = picker.walk.stops[:2]  # as on the screen: the book has the totes for Ben to take over then
    picker.pick_as(before)
    waits(picker, 1)
    picker.page.wait_for_timeout(300)
    give_to_ben(world)
    picker.page.wait_for_timeout(300)
    picker.pick_as(after)
    waits(picker, 2)

    device.mend()
    picker.is_sent()
    refusal = f"{plain(after.bin_address)}: Ben has this walk now. Ask for other work. "
    refusal += f"Put {after.quantity} × {after.item_name} back into {plain(after.bin_address)}."
    expect(picker.strip).to_contain_text(refusal)
    db.session.rollback()
    assert [pick.line_id for pick in db.session.scalars(select(Pick))] == [before.line_id]
    assert [scan.stop_id for scan in db.session.scalars(select(RefusedScan))] == [after.line_id]
    wave_id = db.session.scalars(select(PickTask.wave_id)).one()
    assert "Ben has this walk now." in visitor(world, "Cleo").get(f"/waves/{wave_id}").text
    assert wrong_books() == []

    device.kill()
    picker = device.open("/work")
    if picker.page.locator("form.sign-in").count():  # the browser had not written its cookies down yet
        expect(picker.page.locator("#refusals li")).to_contain_text([refusal])
    else:
        expect(picker.page.locator("#refusals li")).to_have_text([refusal])


def test_an_order_cancelled_meanwhile_leaves_the_walk_and_its_scans_say_what_to_do(
    device: Handset, world: World
) -> None:
    gone, stays = world.order({"MUG": 2, "CARD": 1}), world.order({"CARD": 2})
    release(world.warehouse_id)
    picker = begun(device, world)
    while picker.stop.sku != "CARD" or picker.stop.quantity != 1:
        picker.pick()
    picker.is_sent()
    device.cut()
    stop = picker.stop
    world.do(lambda: cancel_order(db.session.get_one(Order, gone), world.actor("Cleo")))
    picker.pick_as(stop)
    waits(picker, 1)

    device.mend()
    picker.is_sent()
    number = db.session.get_one(Order, gone).number
    expect(picker.strip).to_contain_text(f"Order {number} was held or cancelled: nothing is taken from")
    expect(picker.page.locator(f"#stop-{stop.line_id}")).to_have_count(0)
    assert {pick.line.order_line.order_id for pick in db.session.scalars(select(Pick))} <= {gone, stays}
    assert wrong_books() == []


def test_an_answer_that_is_lost_and_a_request_that_comes_twice_pick_once(device: Handset, world: World) -> None:
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker = begun(device, world)
    picker.page.evaluate(LOSE_AND_DOUBLE)
    picker.pick()
    picker.is_sent()

    assert picker.page.evaluate("window.sent") == 3  # lost, then sent twice at once
    assert picker.picks == 1
    assert db.session.scalars(select(Operation.code).where(Operation.name == "picking.create_pick")).all() == ["done"]
    assert wrong_books() == []


def test_of_two_tabs_one_sends_and_both_learn_of_it(device: Handset, world: World) -> None:
    world.order({"MUG": 2, "CARD": 1, "TEA": 1})
    release(world.warehouse_id)
    picker = begun(device, world)
    second = picker.page.context.new_page()
    second.goto(picker.page.url)
    expect(second.locator("body.live[data-phase=stop]")).to_be_attached()
    picker.page.bring_to_front()
    device.cut()
    stop = picker.stop
    picker.pick()
    waits(picker, 1)

    device.mend()
    picker.is_sent()
    expect(second.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-state", "done")
    assert picker.picks == 1
    assert db.session.scalars(select(Operation.code).where(Operation.name == "picking.create_pick")).all() == ["done"]


def test_a_new_version_installs_itself_between_tasks_and_never_while_scans_wait(device: Handset, world: World) -> None:
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker = begun(device, world)
    device.is_next_version = True
    picker.page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")
    picker.page.wait_for_function("navigator.serviceWorker.getRegistration().then(found => Boolean(found.waiting))")
    picker.page.wait_for_timeout(500)
    assert not picker.page.evaluate(IS_NEXT)  # in the middle of a walk the version stays

    while picker.page.evaluate("document.body.dataset.phase") == "stop":
        picker.pick()
    picker.scan("LOC-LANE-1")
    picker.says("Walk done", "done")
    picker.is_sent()
    picker.page.goto("/work")
    picker.page.wait_for_function(IS_NEXT)
    assert picker.page.evaluate(WAITING_WORKER) is False


LOSE_AND_DOUBLE = """() => {
  const send = window.fetch;
  window.sent = 0;
  window.fetch = async (url, how) => {
    if (!String(url).endsWith("/picks")) return send(url, how);
    window.sent += 1;
    if (window.sent === 1) { await send(url, how); throw new TypeError("lost"); }
    window.sent += 1;
    const [, second] = await Promise.all([send(url, how), send(url, how)]);
    return second;
  };
}"""
IS_NEXT = (
    "fetch('/sw.js').then(() => caches.keys()).then(names => names.filter(name => name.startsWith('static-'))"
    ".join() === 'static-next')"
)
WAITING_WORKER = "navigator.serviceWorker.getRegistration().then(found => Boolean(found.waiting))"
