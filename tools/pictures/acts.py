"""What a picker does with a handheld, as acts from which the scenes are made."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tools.pictures.readers import Picker

Act = Callable[[Picker], object]
HERE = "() => (document.querySelector('[data-stop].is-here') || { dataset: {} }).dataset.line"
ASKED = ", ".join(f".tray__code--{kind}" for kind in ("bin", "item", "lot", "serial", "tote"))
SCAN_HERE = f"""([line, asked]) => {{
  const code = ({HERE})() === line && document.querySelector(asked);
  if (code) code.click();
}}"""
"""What the stop asks for, if the picker is still there."""
WEDGE = """keys => {
  const field = document.getElementById("capture");
  let next = performance.now();
  for (const key of keys) {
    while (performance.now() < next) continue;
    next += 4;
    field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }
}"""
BOUNCE = 400
"""The same code sooner would be one pull of the trigger (ms)."""


def nothing(picker: Picker) -> None: ...


def both(*acts: Act) -> Act:
    def act(picker: Picker) -> None:
        for one in acts:
            one(picker)

    return act


def waits(milliseconds: int) -> Act:
    return lambda picker: picker.page.wait_for_timeout(milliseconds)


def goes(path: str) -> Act:
    return lambda picker: picker.page.goto(path)


def taps(selector: str) -> Act:
    return lambda picker: picker.page.locator(f"{selector} >> visible=true").first.click()


def opens(sheet: str) -> Act:
    return taps(f"[data-open={sheet}]")


def opens_more(selector: str) -> Act:
    return both(opens("more"), taps(f"#more {selector}"))


def closes(sheet: str) -> Act:
    return taps(f"#{sheet} [data-close]")


def types(code: str) -> Act:
    """The keys of a scanner and its Enter; nothing comes between them, however busy this machine is."""

    def act(picker: Picker) -> None:
        picker.page.wait_for_timeout(BOUNCE)
        picker.page.evaluate(WEDGE, [*code, "Enter"])

    return act


def scans(kind: str) -> Act:
    """What the demo's scan tray offers of that kind, though the tray is folded away."""

    def act(picker: Picker) -> None:
        picker.page.wait_for_timeout(BOUNCE)
        picker.page.locator(f".tray__code--{kind}").first.dispatch_event("click")

    return act


def scrolls_to(selector: str) -> Act:
    into = "element => element.scrollIntoView({ block: 'start' })"
    return lambda picker: picker.page.locator(selector).first.evaluate(into)


def gets_work(picker: Picker) -> None:
    picker.page.goto("/work")
    picker.page.locator(".button--huge").click()
    expect(picker.page.locator("body.live[data-phase]")).to_be_attached()


def binds(picker: Picker) -> None:
    """A tote to each place of the cart."""
    for place in picker.page.locator("[data-place-card]").all():
        scans("tote")(picker)
        expect(place).not_to_have_attribute("data-tote", "")
    expect(picker.page.locator("body[data-phase=stop]")).to_be_attached()


def confirms(picker: Picker) -> None:
    """What is left of the stop, as it asks for it."""
    line = here(picker.page)
    while line and here(picker.page) == line:
        picker.page.wait_for_timeout(BOUNCE)
        picker.page.evaluate(SCAN_HERE, [line, ASKED])
    picker.page.wait_for_timeout(300)


def here(page: Page) -> str | None:
    """The stop on the screen, by its line."""
    line: str | None = page.evaluate(HERE)
    return line


def finds(selector: str) -> Act:
    """Stop after stop, up to one like that."""

    def act(picker: Picker) -> None:
        while here(picker.page) and not picker.page.locator(f"[data-stop].is-here{selector}").count():
            confirms(picker)
        expect(picker.page.locator(f"[data-stop].is-here{selector}")).to_be_visible()

    return act


def scans_bin_again(picker: Picker) -> None:
    types(picker.page.locator("[data-stop].is-here").get_attribute("data-bin") or "")(picker)


def is_sent(picker: Picker) -> None:
    """Nothing waits on the device any more."""
    picker.page.wait_for_timeout(300)
    expect(picker.page.locator("[data-some-waiting]")).to_be_hidden(timeout=20_000)


def picks(stops: int) -> Act:
    return both(*[confirms] * stops)


def picks_all(picker: Picker) -> None:
    while here(picker.page):
        confirms(picker)


def loses_network(picker: Picker) -> None:
    picker.network.cut()
    picker.page.context.set_offline(True)


def finds_network(picker: Picker) -> None:
    picker.network.mend()
    picker.page.context.set_offline(False)
    picker.page.wait_for_timeout(3000)


def types_keys(digits: str) -> Act:
    """On the keys of the sheet."""
    return both(*(taps(f"#keys [data-key='{digit}']") for digit in digits), taps("#keys [data-key=ok]"))


def is_left_alone(picker: Picker) -> None:
    """Six minutes without a touch."""
    picker.page.evaluate("localStorage.setItem('active-at', String(Date.now() - 360000))")
    picker.page.reload()
    picker.page.locator("body.live #lock").wait_for()


def signs_in(picker: Picker) -> None:
    shows_badge(picker)
    types_pin(picker)


def shows_badge(picker: Picker) -> None:
    picker.page.goto("/sign-in")
    picker.page.locator("input.field__input[name=badge]").fill(picker.reader.badge)
    picker.page.keyboard.press("Enter")
    picker.page.locator("[name=secret]").wait_for()


def types_pin(picker: Picker) -> None:
    picker.page.locator("[name=secret]").fill(picker.reader.pin)
    picker.page.keyboard.press("Enter")
    picker.page.wait_for_url(lambda url: "sign-in" not in url)
