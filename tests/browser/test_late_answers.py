"""Answers that come late, while the picker goes on: nobody is led away from the stop by what the walk was before."""

from playwright.sync_api import expect

from app.walks.document import StopView
from tests.browser.picker import Picker
from tests.floor import release, wrong_books
from tests.world import World


def undo(picker: Picker, stop: StopView) -> None:
    picker.open_more("Undo")
    expect(picker.here).to_have_attribute("data-line", str(stop.line_id))
    expect(picker.here).to_have_attribute("data-picked", "0")


def test_an_answer_to_what_was_undone_meanwhile_does_not_lead_away_from_the_bin(
    small_picker: Picker, world: World
) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 3})
    release(world.warehouse_id)
    picker.begin()
    picker.is_sent()
    picker.page.evaluate(DRAW_WITH_EACH_ANSWER)
    picker.page.evaluate(HOLD, "picks")
    first = picker.stop
    picker.pick()
    undo(picker, first)

    picker.page.evaluate("release()")
    picker.is_sent()
    expect(picker.here).to_have_attribute("data-line", str(first.line_id))
    assert picker.stop.picked == 0
    picker.pick()
    picker.is_sent()
    assert [stop.picked for stop in picker.walk.stops if stop.line_id == first.line_id] == [first.quantity]


def test_a_path_asked_for_before_does_not_bring_back_what_is_just_being_confirmed(
    small_picker: Picker, world: World
) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 3, "TEA": 1})
    release(world.warehouse_id)
    picker.begin()
    picker.is_sent()
    picker.page.evaluate(DRAW_WITH_EACH_ANSWER)
    first = picker.stop
    picker.pick()
    picker.is_sent()
    picker.page.evaluate(HOLD, "stops")
    with picker.page.expect_response("**/stops"):
        picker.page.evaluate("document.dispatchEvent(new CustomEvent('nudge', { detail: { name: 'work-changed' } }))")
    picker.page.evaluate(RELEASE_ONCE_NOTED)

    undo(picker, first)
    picker.is_sent()
    expect(picker.here).to_have_attribute("data-line", str(first.line_id))
    picker.pick()
    skipped = picker.stop
    picker.tap("Skip")
    expect(picker.here).not_to_have_attribute("data-line", str(skipped.line_id))
    picker.pick()
    expect(picker.here).to_have_attribute("data-line", str(skipped.line_id))
    picker.pick()
    picker.says("Scan lane")
    picker.is_sent()
    assert all(stop.picked == stop.quantity for stop in picker.walk.stops)
    assert wrong_books() == []


def test_news_that_never_ends_does_not_ask_a_slow_server_for_the_walk_without_a_pause(
    small_picker: Picker, world: World
) -> None:
    world.order({"MUG": 2})
    release(world.warehouse_id)
    small_picker.begin()
    small_picker.is_sent()
    asked: list[str] = []
    small_picker.page.on("request", lambda request: asked.append(request.url))

    small_picker.page.evaluate(NEWS_FOR_TWO_SECONDS)

    assert 1 <= len([url for url in asked if url.endswith("/stops")]) <= 4, asked
    with small_picker.page.expect_response("**/stops"):
        pass  # what came last is looked at, too


def test_an_undo_before_the_refusal_of_what_it_undoes_takes_nothing_else_back(
    small_picker: Picker, world: World
) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 3})
    release(world.warehouse_id)
    picker.begin()
    before = picker.stop
    picker.pick()
    picker.is_sent()
    refused = picker.stop
    picker.page.evaluate(HOLD, "picks")
    picker.page.route(
        "**/picks",
        lambda route: route.continue_(post_data=(route.request.post_data or "").replace("quantity=", "quantity=9")),
    )
    picker.pick_as(refused)
    undo(picker, refused)

    picker.page.evaluate("release()")
    picker.is_sent()
    assert {stop.line_id: stop.picked for stop in picker.walk.stops} == {
        before.line_id: before.quantity,
        refused.line_id: 0,
    }
    expect(picker.page.locator(f"#stop-{before.line_id}")).to_have_attribute("data-state", "done")
    expect(picker.page.locator(f"#stop-{refused.line_id}")).to_have_attribute("data-state", "todo")


DRAW_WITH_EACH_ANSWER = """() => {
  const draw = () => document.dispatchEvent(new CustomEvent("changed"));
  for (const name of ["waiting", "answer"]) document.addEventListener(name, draw);
}"""
"""As a scan does that comes in the same moment."""

HOLD = """last => {
  const send = window.fetch;
  const released = new Promise(release => Object.assign(window, { release }));
  window.fetch = async (url, how) => {
    const response = await send(url, how);
    if (!String(url).endsWith("/" + last)) return response;
    const text = await response.text();
    await released;
    return { ok: response.ok, status: response.status, headers: response.headers, text: async () => text };
  };
}"""
"""Answers from there are kept back until they are released; the server has given them."""

RELEASE_ONCE_NOTED = """() => {
  const tell = BroadcastChannel.prototype.postMessage;
  BroadcastChannel.prototype.postMessage = function (said) { window.release(); return tell.call(this, said); };
}"""
"""The held answer comes just when the device has noted another one, before the page has shown that."""

NEWS_FOR_TWO_SECONDS = """async () => {
  const send = window.fetch;
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  window.fetch = (url, how) => (String(url).endsWith("/stops") ? wait(100).then(() => send(url, how)) : send(url, how));
  for (let times = 0; times < 40; times += 1) {
    document.dispatchEvent(new CustomEvent("nudge", { detail: { name: "work-changed" } }));
    await wait(50);
  }
}"""
"""So many nudges come, and the walk is so slow to get, that each answer is behind already when it comes."""
