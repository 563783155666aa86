"""Walk through the demo as a picker and a lead, and take the pictures of the docs on the way.

screenshots.py ADDRESS    of a demo with a released wave; writes docs/pictures/*.png
"""

import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
SMALL, MIDDLING = ViewportSize(width=320, height=533), ViewportSize(width=360, height=640)
DESK = ViewportSize(width=1280, height=800)


def main() -> int:
    address = sys.argv[1]
    PICTURES.mkdir(parents=True, exist_ok=True)
    wait_for(address)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        walk(handheld(browser, address, MIDDLING), "BDG-DEMO-ANA", "1212", "handheld")
        walk(handheld(browser, address, SMALL), "BDG-DEMO-BEN", "2323", "handheld-zh-Hant")
        lead(browser.new_page(base_url=address, viewport=DESK))
        browser.close()
    return 0


def wait_for(address: str) -> None:
    """The server needs a moment to start."""
    for _ in range(60):
        try:
            urllib.request.urlopen(f"{address}/manifest.webmanifest").close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.5)
        else:
            return
    sys.exit(f"Nobody answers at {address}.")


def handheld(browser: Browser, address: str, size: ViewportSize) -> Page:
    context = browser.new_context(
        base_url=address,
        viewport=size,
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
    )
    page = context.new_page()
    page.goto("/sign-in")
    return page


def walk(page: Page, badge: str, pin: str, name: str) -> None:
    """From the badge to the second stop, with what may go wrong between."""
    take(page, f"{name}-sign-in")
    sign_in(page, badge, pin)
    take(page, f"{name}-work")
    page.locator("form[action$='/claims'] button").click()
    expect(page.locator("body[data-phase=place]")).to_be_attached()
    take(page, f"{name}-cart")
    for place in page.locator("[data-place-card]").all():
        tap(page, "tote")
        expect(place).not_to_have_attribute("data-tote", "")
    take(page, name)
    for kind in ("wrong", "unknown"):
        tap(page, kind)
        page.wait_for_timeout(400)
        take(page, f"{name}-{kind}")
    for kind, step in (("bin", "item"), ("item", "tote")):
        tap(page, kind)
        take(page, f"{name}-{step}")
    tap(page, "tote")
    for sheet in ("shorts", "more"):
        page.locator(f"[data-open={sheet}]").click()
        take(page, f"{name}-{sheet}")
        page.locator(f"#{sheet} [data-close]").click()


def lead(page: Page) -> None:
    page.goto("/sign-in")
    sign_in(page, "BDG-DEMO-CLEO", "lead of the demo")
    page.goto("/waves")
    take(page, "lead")


def sign_in(page: Page, badge: str, secret: str) -> None:
    page.locator(f"[data-code='{badge}']").click()
    page.fill("input[name=secret]", secret)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/sign-in"))


def tap(page: Page, kind: str) -> None:
    """What the scan tray offers of that kind."""
    page.locator(f".tray__code--{kind}").first.click()


def take(page: Page, name: str) -> None:
    page.wait_for_timeout(400)  # the colour of the last answer is gone by then
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
