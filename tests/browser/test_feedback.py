"""What a picker sees, hears and feels of a scan, and what of it their device lets them choose."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.picker import Picker
from tests.browser.stopwatch import answered_in_time
from tests.floor import release
from tests.world import World

EARS = """
window.heard = []; window.shaken = []; window.held = 0;
window.AudioContext = class {
  constructor() { this.state = 'running'; this.currentTime = 0; this.destination = {}; }
  resume() {}
  createGain() {
    const gain = { value: 1, setValueAtTime() {}, exponentialRampToValueAtTime() {} };
    return { gain, connect(next) { this.next = next; return next; }, disconnect() { window.heard.push('cut'); } };
  }
  createOscillator() {
    const one = { frequency: {}, connect(next) { one.next = next; return next; }, stop() {} };
    one.start = () => window.heard.push([one.frequency.value, one.next.next.gain.value]);
    return one;
  }
};
Object.defineProperty(navigator, 'vibrate', { value: (pattern) => window.shaken.push(pattern) });
const request = async () => { window.held += 1; return { release() { window.held -= 1; } }; };
Object.defineProperty(navigator, 'wakeLock', { value: { request } });
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => window.voices || [{ lang: 'en-GB' }, { lang: 'zh-TW' }], cancel() {},
  speak: (words) => (window.spoken = [...(window.spoken || []), words.text]),
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


@pytest.fixture
def at_stop(small_picker: Picker, world: World) -> Picker:
    small_picker.page.add_init_script(EARS)
    small_picker.page.reload()
    world.order({"MUG": 3, "CARD": 1})
    release(world.warehouse_id)
    small_picker.begin()
    return small_picker


def heard(page: Page, act: Callable[[], None]) -> list[float]:
    """The pitches that the act made sound."""
    page.evaluate("window.heard = []; window.shaken = []")
    act()
    page.wait_for_timeout(300)
    return [one[0] for one in page.evaluate("window.heard") if one != "cut"]


def open_preferences(picker: Picker) -> None:
    picker.open_more("Sound and screen")
    expect(picker.page.locator("#preferences")).to_be_visible()


def chosen(picker: Picker, name: str) -> None:
    picker.page.locator("#preferences").get_by_text(name, exact=True).click()


def test_a_scan_is_answered_within_fifty_milliseconds_and_without_network(at_stop: Picker) -> None:
    picker, first = at_stop, at_stop.stop
    picker.page.context.set_offline(True)
    answered_in_time(picker, "47110815", first.bin_barcode, first.codes[0][0], first.place.tote_barcode or "")
    expect(picker.here).not_to_have_attribute("data-line", str(first.line_id))

    assert picker.picks == 0  # the book has heard nothing yet
    picker.page.context.set_offline(False)
    picker.is_sent()


def test_each_answer_has_a_colour_a_sign_a_tone_and_a_shake_of_its_own(at_stop: Picker) -> None:
    picker, first = at_stop, at_stop.stop
    other = next(stop for stop in picker.walk.stops if stop.line_id != first.line_id)
    felt = {}
    scans = {"unknown": "47110815", "wrong": other.bin_barcode, "right": first.bin_barcode, "asking": first.bin_barcode}
    for kind, code in scans.items():
        tones = heard(picker.page, lambda code=code: picker.scan(code))  # type: ignore[misc]
        expect(picker.page.locator("#flash")).to_have_attribute("data-kind", kind)
        sign = picker.page.locator(f"#flash .sign--{kind}").evaluate("sign => getComputedStyle(sign).display")
        ground = picker.page.locator("#flash").evaluate("flash => getComputedStyle(flash).backgroundColor")
        felt[kind] = (ground, tuple(tones), str(picker.page.evaluate("window.shaken")))
        assert sign == "block"
        assert picker.page.locator("#strip .sign >> visible=true").count() == 1
    assert len(set(felt.values())) == 4
    assert len({tones for _, tones, _ in felt.values()}) == 4
    assert len({ground for ground, _, _ in felt.values()}) == 4
    assert all(tones for _, tones, _ in felt.values())


def test_tones_never_pile_up(at_stop: Picker) -> None:
    picker = at_stop
    picker.page.evaluate("window.heard = []")
    for code in ("47110815", "47110816", "47110817"):
        picker.scan(code)
    picker.page.wait_for_timeout(300)

    kinds = ["cut" if one == "cut" else "tone" for one in picker.page.evaluate("window.heard")]
    assert kinds == ["cut", "tone", "tone", "tone"] * 3


def test_loudness_tones_and_vibration_are_chosen_and_kept(at_stop: Picker) -> None:
    picker = at_stop
    open_preferences(picker)
    picker.fits("#preferences .sheet__title")
    assert heard(picker.page, lambda: chosen(picker, "1")) == [1760]
    chosen(picker, "Unknown code")
    chosen(picker, "Vibration")
    picker.page.locator("#preferences [data-close]").click()

    assert heard(picker.page, lambda: picker.scan("47110815")) == []
    assert picker.page.evaluate("window.shaken") == []
    picker.page.reload()
    expect(picker.page.locator("body.live[data-phase=stop]")).to_be_attached()
    assert heard(picker.page, lambda: picker.scan("47110816")) == []
    assert heard(picker.page, lambda: picker.scan(picker.stop.bin_barcode)) == [1760]
    assert {one[1] for one in picker.page.evaluate("window.heard") if one != "cut"} == {0.12}
    open_preferences(picker)
    assert heard(picker.page, lambda: chosen(picker, "Off")) == []


def test_theme_and_hand_are_there_before_the_page_is_drawn_again(at_stop: Picker) -> None:
    picker = at_stop
    root, more = picker.page.locator("html"), picker.page.locator(".acts [data-open=more]")
    assert more.evaluate("button => button.offsetLeft") > 200
    open_preferences(picker)
    chosen(picker, "High contrast")
    chosen(picker, "Left hand")
    picker.page.locator("#preferences [data-close]").click()
    for _ in range(2):
        expect(root).to_have_attribute("data-theme", "contrast")
        assert picker.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
        assert more.evaluate("button => button.offsetLeft") == 0
        picker.fits(".stop__address", ".stop__units", ".stop__name", "#strip-said")
        picker.page.reload()
        expect(picker.page.locator("body.live[data-phase=stop]")).to_be_attached()
    open_preferences(picker)
    chosen(picker, "As the device")
    expect(root).not_to_have_attribute("data-theme", "contrast")


def test_the_address_is_spoken_at_the_arrival_when_it_is_wanted(at_stop: Picker) -> None:
    picker, first = at_stop, at_stop.stop
    assert picker.page.evaluate("window.spoken") is None
    open_preferences(picker)
    chosen(picker, "Spoken address")
    picker.page.locator("#preferences [data-close]").click()
    picker.pick()

    second = picker.stop
    assert second.line_id != first.line_id
    aisle, bay, level = second.bin_address.split("-")
    count = "One." if second.left == 1 else f"{second.left} each."
    picker.page.wait_for_function("window.spoken && window.spoken.length === 1")
    assert picker.page.evaluate("window.spoken") == [f"{aisle}, {int(bay)}, {level} {second.side}. {count}"]
    picker.scan(second.bin_barcode)
    picker.says("Scan item")
    assert len(picker.page.evaluate("window.spoken")) == 1


def test_a_device_without_a_voice_of_the_language_says_so_and_stays_silent(at_stop: Picker) -> None:
    picker = at_stop
    picker.page.evaluate("window.voices = [{ lang: 'de-DE' }]")
    open_preferences(picker)
    expect(picker.page.get_by_text("This device has no voice of this language.")).to_be_visible()
    expect(picker.page.get_by_text("This device does not vibrate.")).to_be_hidden()
    chosen(picker, "Spoken address")
    picker.page.locator("#preferences [data-close]").click()
    picker.pick()
    picker.page.wait_for_timeout(300)
    assert picker.page.evaluate("window.spoken") is None


def test_the_screen_stays_on_while_a_walk_is_on(at_stop: Picker) -> None:
    picker = at_stop
    assert picker.page.evaluate("window.held") == 1
    picker.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    picker.page.wait_for_function("window.held === 2")  # the browser dropped the first by itself
    picker.page.evaluate("window.held = 1")
    while picker.here.count():
        picker.pick()
    picker.says("Scan lane")
    assert picker.page.evaluate("window.held") == 1
    picker.scan(picker.walk.lanes[0][0])
    picker.says("Walk done", "done")
    assert picker.page.evaluate("window.held") == 0


def test_nothing_fades_for_whom_motion_disturbs(at_stop: Picker) -> None:
    picker = at_stop
    opacities = """() => Array.from(document.styleSheets).flatMap(sheet => Array.from(sheet.cssRules))
      .filter(rule => rule.media && matchMedia(rule.media.mediaText).matches && rule.cssText.includes('flash'))
      .flatMap(rule => rule.cssText.match(/opacity: [\\d.]+/g))"""
    assert picker.page.evaluate(opacities) == []
    picker.page.emulate_media(reduced_motion="reduce")
    assert set(picker.page.evaluate(opacities)) == {"opacity: 0.95"}


def test_a_pin_is_typed_with_gloves_and_the_soft_keyboard_stays_away(small_picker: Picker, world: World) -> None:
    picker = small_picker
    picker.fits("h1", "[name=badge]")
    picker.scan("BDG-TEST-PIA")
    secret = picker.page.locator("input[name=secret]")
    expect(secret).to_have_attribute("inputmode", "none")
    picker.page.keyboard.type("77", delay=120)  # a handheld may have keys of its own
    expect(secret).to_have_value("77")
    secret.fill("")
    picker.fits("h1", "[name=secret]", ".keys__ok")
    for key in ("1", "3", "back", "2", "1", "2"):
        picker.page.locator(f"[data-key='{key}']").click()
    expect(secret).to_have_value("1212")
    picker.page.get_by_role("button", name="Sign in").click()
    picker.page.wait_for_url("**/work")
    picker.fits("h1", ".button--huge")
