"""Walk through the demo as a picker and a lead, and take the pictures of the docs on the way.

screenshots.py ADDRESS [LANGUAGE …]    of a demo with a released wave; writes docs/pictures/

A new state is a line of STATES: its name, how it is reached from the state before, how it is left, and its languages.
"""

import json
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
SMALL, MIDDLING = ViewportSize(width=320, height=533), ViewportSize(width=360, height=640)
DESK = ViewportSize(width=1280, height=800)
HERE = "() => (document.querySelector('[data-stop].is-here') || { dataset: {} }).dataset.line"
Act = Callable[[Page], object]


class Reader(NamedTuple):
    """Who walks for the pictures of a language, on what screen."""

    language: str
    badge: str
    secret: str
    screen: ViewportSize
    theme: str


READERS = (
    Reader("en", "BDG-DEMO-ANA", "1212", MIDDLING, "light"),
    Reader("zh-Hant", "BDG-DEMO-BEN", "2323", SMALL, "dark"),
    Reader("zh-Hans", "BDG-DEMO-CLEO", "lead of the demo", MIDDLING, "contrast"),
)
ALL = ("en", "zh-Hant", "zh-Hans")
EN = ("en",)


class State(NamedTuple):
    name: str
    reach: Act
    leave: Act = lambda page: None
    languages: tuple[str, ...] = ALL
    pause: int = 500  # milliseconds: the colour of the last answer is gone by then


def taps(selector: str) -> Act:
    return lambda page: page.locator(f"{selector} >> visible=true").first.click()


def both(first: Act, second: Act) -> Act:
    def act(page: Page) -> None:
        first(page)
        second(page)

    return act


def opens(sheet: str) -> Act:
    return taps(f"[data-open={sheet}]")


def closes(sheet: str) -> Act:
    return taps(f"#{sheet} [data-close]")


def scans(kind: str) -> Act:
    """What the demo's scan tray offers of that kind, though the tray is folded away."""
    return lambda page: page.locator(f".tray__code--{kind}").first.dispatch_event("click")


def gets_work(page: Page) -> None:
    page.locator(".button--huge").click()
    expect(page.locator("body.live[data-phase=place]")).to_be_attached()


def binds(page: Page) -> None:
    """A tote to each place of the cart."""
    for place in page.locator("[data-place-card]").all():
        page.wait_for_timeout(400)  # the same code at once again would be one trigger pull
        scans("tote")(page)
        expect(place).not_to_have_attribute("data-tote", "")


def confirms(page: Page) -> None:
    """What is left of the stop, as it asks for it."""
    asked = ", ".join(f".tray__code--{kind}" for kind in ("bin", "item", "lot", "tote"))
    line = page.evaluate(HERE)
    while line and page.evaluate(HERE) == line:
        page.wait_for_timeout(400)
        if page.locator(asked).count():
            page.locator(asked).first.dispatch_event("click")
    page.wait_for_timeout(300)


def scans_bin_again(page: Page) -> None:
    page.keyboard.type((page.locator("[data-stop].is-here").get_attribute("data-bin") or "") + "\n", delay=3)


def picks_all(page: Page) -> None:
    while page.evaluate(HERE):
        confirms(page)


def loses_network(page: Page) -> None:
    page.context.set_offline(True)


def finds_network(page: Page) -> None:
    page.context.set_offline(False)
    page.wait_for_timeout(3000)


def opens_preferences(page: Page) -> None:
    opens("more")(page)
    page.locator("#more [data-open=preferences]").click()
    expect(page.locator("#preferences")).to_be_visible()


def is_reassigned(page: Page) -> None:
    """Of another walk: the lead gives it to somebody else, and the next scan of the one before is judged."""
    page.goto("/work")
    gets_work(page)
    binds(page)
    task = page.locator("#walk").get_attribute("data-task")
    browser = page.context.browser
    assert browser is not None
    lead = browser.new_page(base_url=page.url.split("/picking")[0], viewport=DESK, locale="en")
    signs_in(lead, "BDG-DEMO-CLEO", "lead of the demo")
    lead.goto("/waves")
    waves = lead.locator("a[href^='/waves/']").evaluate_all("links => links.map(link => link.href)")
    row = lead.locator(f"#task-{task}")
    for wave in waves:
        lead.goto(wave)
        if row.count():
            break
    row.locator("select").select_option(label=row.locator("option", has_text="Ben").inner_text())
    row.locator("select + button").click()
    lead.close()
    confirms(page)
    page.wait_for_timeout(1000)


STATES = (
    State("work", lambda page: page.goto("/work") and None),
    State("cart", gets_work, binds),
    State("stop", lambda page: None),
    State("wrong", scans("wrong")),
    State("unknown", scans("unknown"), languages=EN),
    State("right", scans("bin"), pause=60),
    State("item", lambda page: None),
    State("keys", taps(".is-here .stop__quantity"), closes("keys"), EN),
    State("asking", scans_bin_again, languages=EN),
    State("tote", scans("item")),
    State("problem", opens("shorts"), closes("shorts")),
    State("more", opens("more"), closes("more"), EN),
    State("preferences", opens_preferences, closes("preferences")),
    State("map", opens("map"), closes("map"), EN),
    State("offline", both(loses_network, confirms)),
    State("path", taps("[data-do=path]"), both(taps("[data-do=path]"), finds_network)),
    State("lane", picks_all, languages=EN),
    State("done", scans("lane"), languages=EN),
)
"""In their order; the walk given away comes after all readers have walked, for another one gets it."""


def main() -> int:
    address, languages = sys.argv[1], sys.argv[2:] or ALL
    wait_for(address)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        pages = [(handheld(browser, address, one), one) for one in READERS if one.language in languages]
        for page, reader in pages:
            walk(page, reader)
        is_reassigned(pages[0][0])
        take(*pages[0], "reassigned")
        lead(browser.new_page(base_url=address, viewport=DESK))
        browser.close()
    return 0


def wait_for(address: str) -> object:
    """The server needs a moment to start."""
    for _ in range(60):
        try:
            return urllib.request.urlopen(f"{address}/manifest.webmanifest").close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.5)
    return sys.exit(f"Nobody answers at {address}.")


def handheld(browser: Browser, address: str, reader: Reader) -> Page:
    context = browser.new_context(
        base_url=address, viewport=reader.screen, has_touch=True, is_mobile=True, locale=reader.language
    )
    chosen = json.dumps(json.dumps({"theme": reader.theme}))
    context.add_init_script(f"localStorage['tray-folded'] = 'yes'; localStorage['preferences'] = {chosen}")
    return context.new_page()


def walk(page: Page, reader: Reader) -> None:
    """From the badge to the last of the states, in their order."""
    signs_in(page, reader.badge, reader.secret, lambda name: take(page, reader, name))
    page.goto("/language")
    page.locator(f"main .languages [lang={reader.language}]").click()
    page.wait_for_timeout(1500)  # the way back is told to the browser in steps
    for state in STATES:
        if reader.language not in state.languages:
            continue
        state.reach(page)
        page.wait_for_timeout(state.pause)
        take(page, reader, state.name)
        state.leave(page)


def take(page: Page, reader: Reader, name: str) -> None:
    path = PICTURES / "handheld" / reader.language / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)


def lead(page: Page) -> None:
    signs_in(page, "BDG-DEMO-CLEO", "lead of the demo")
    page.goto("/language")
    page.locator("main .languages [lang=en]").click()
    page.goto("/waves")
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / "lead.png")


def signs_in(page: Page, badge: str, secret: str, at: Callable[[str], None] = lambda name: None) -> None:
    page.goto("/sign-in")
    at("sign-in")
    page.locator("input.field__input[name=badge]").fill(badge)
    page.keyboard.press("Enter")
    page.locator("[name=secret]").wait_for()
    at("pin")
    page.locator("[name=secret]").fill(secret)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


if __name__ == "__main__":
    sys.exit(main())
