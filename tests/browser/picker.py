"""What a picker does with a handheld, and what they see on it."""

import re
import time
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import CDPSession, Locator, Page, expect
from playwright.sync_api import Error as PlaywrightError
from sqlalchemy import select

from app.clock import now
from app.db import db
from app.picking.document import walk_document
from app.picking.models import Pick, PickTask
from app.walks.document import StopView, WalkDocument
from app.walks.models import Walk
from app.workers.models import Session
from tests.floor import empty_tote
from tests.world import World

BOUNCED = 0.2
"""A code that comes again so soon (s) is one trigger pull that bounced."""
THUMB = 64
"""The least side of what a gloved finger taps."""


@dataclass
class Picker:
    page: Page
    world: World
    devtools: CDPSession
    clock: float = 0.0

    def sign_in(self, badge: str, pin: str) -> None:
        expect(self.page.locator("body.live")).to_be_attached()
        self.scan(badge)
        self.page.fill("input[name=secret]", pin)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/work")

    def get_work(self) -> None:
        self.page.get_by_role("button", name="Give me work").click()
        self.page.wait_for_url("**/picking/tasks/*")
        expect(self.page.locator("body.live[data-phase]")).to_be_attached()

    def begin(self, badge: str = "BDG-TEST-PIA", pin: str = "1212") -> None:
        """Signed in, with a walk and a tote on each place of the cart."""
        self.sign_in(badge, pin)
        self.get_work()
        self.bind_totes()

    def scan(self, *codes: str, apart: float = 0.5, end: bool = True) -> None:
        """The keys of a wedge, 4 ms apart by the events' own time however busy this machine is, and its Enter."""
        for code in codes:
            began = self.clock + apart  # so soon it has to come whatever the machine does meanwhile
            if apart > BOUNCED:
                began = max(time.time(), began)
            keys = [*code, "Enter"] if end else list(code)
            self.clock = began + len(keys) * 0.004
            for number, key in enumerate(keys):
                self.press(key, began + number * 0.004)

    def press(self, key: str, at: float) -> None:
        """One key, real for the page: the browser makes the events."""
        enter = {"code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
        said = {"key": key, "timestamp": at, **(enter if key == "Enter" else {"text": key})}
        self.devtools.send("Input.dispatchKeyEvent", {"type": "keyDown", **said})
        self.devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": key, "timestamp": at})

    def bind_totes(self) -> None:
        for place in self.walk.places:
            expect(self.strip).to_have_text(f"Scan tote for {place.position}")
            self.scan(empty_tote(self.world.warehouse_id) or "none is left")
            expect(self.page.locator(f"#place-{place.id}")).not_to_have_attribute("data-tote", "")

    def pick(self) -> None:
        """The stop on the screen, as it asks for it."""
        self.pick_as(self.stop)

    def pick_as(self, stop: StopView) -> None:
        """The same for a stop that the book may not have any more."""
        if not self.page.evaluate(AT_BIN):  # else it is the bin of the stop before
            self.scan(stop.bin_barcode)
            self.says("Scan item")
        self.scan(stop.codes[0][0])
        if stop.asks_lot:
            self.says(f"Scan lot {stop.lot_code}")
            self.scan(stop.lot_code)
        self.says(f"Scan tote {stop.place.position}")
        self.scan(stop.place.tote_barcode or "")
        expect(self.page.locator(f"#stop-{stop.line_id}")).not_to_have_attribute("data-picked", str(stop.picked))
        self.goes_on()

    def tap(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def open_more(self, name: str) -> None:
        self.tap("More")
        self.page.locator("#more").get_by_role("button", name=name, exact=True).click()

    def says(self, words: str, kind: str = "todo") -> None:
        """The strip says these words in the colour of that kind."""
        expect(self.strip).to_have_text(plain(words))
        expect(self.page.locator("#strip")).to_have_attribute("data-kind", kind)

    def hears_of_network(self) -> None:
        """The queue's own next try may have come first, and its answer may lead to another page meanwhile."""
        with suppress(PlaywrightError):
            self.page.evaluate("dispatchEvent(new Event('online'))")

    def is_sent(self) -> None:
        """Nothing waits on the device, and the page says so."""
        end = time.time() + 10
        while self.page.evaluate(WAITING):
            assert time.time() < end, "operations still wait on the device"
            self.page.wait_for_timeout(50)
        expect(self.page.locator("[data-waiting]").first).to_be_hidden()

    @property
    def strip(self) -> Locator:
        return self.page.locator("#strip-said")

    @property
    def here(self) -> Locator:
        return self.page.locator("[data-stop].is-here")

    @property
    def walk(self) -> WalkDocument:
        """The walk as the server has it now."""
        db.session.rollback()
        task = db.session.scalars(select(PickTask).order_by(Walk.id)).first()
        assert task is not None
        return walk_document(db.session.get_one(PickTask, task.id, populate_existing=True), "en")

    def goes_on(self) -> None:
        """The screen is drawn after the answer's colour: wait until it has left a stop that is over."""
        expect(self.page.locator(OVER)).to_have_count(0)
        self.page.evaluate(DRAWN)

    @property
    def stop(self) -> StopView:
        """The stop on the screen."""
        self.goes_on()
        line = int(self.here.get_attribute("data-line") or 0)
        return next(stop for stop in self.walk.stops if stop.line_id == line)

    @property
    def picks(self) -> int:
        """Confirmations in the book that were not undone."""
        db.session.rollback()
        return len(db.session.scalars(select(Pick).where(Pick.undone_at.is_(None))).all())

    def fits(self, *main: str) -> None:
        """Nothing scrolls, the main things are whole on the screen and not covered, targets are of a thumb's size."""
        self.page.evaluate(DRAWN)
        assert self.page.evaluate("document.scrollingElement.scrollHeight - innerHeight") <= 0
        assert self.page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
        hidden = [name for name in main if not self.page.locator(f"{name} >> visible=true").first.evaluate(WHOLE)]
        assert hidden == [], f"not whole on the screen: {hidden}"
        small = [box for box in self.page.evaluate(TARGETS) if min(box["width"], box["height"]) < THUMB]
        assert small == [], f"too small for a glove: {small}"


def end_all_sessions() -> None:
    for session in db.session.scalars(select(Session)):
        session.ended_at = now()


def plain(address: str) -> str:
    """As the strip writes it: with hyphens and endings at which no line breaks."""
    return re.sub(r"…(?=\w)", "…\u2060", re.sub(r"(?<=\w)-(?=\w)", "\u2011", address))


OVER = "[data-stop].is-here[data-state=done], [data-stop].is-here[data-state=short]"
AT_BIN = "JSON.parse(localStorage[`walk-${document.getElementById('walk').dataset.task}`] || '{}').bin"

WHOLE = """element => {
  const { left, top, right, bottom, width } = element.getBoundingClientRect();
  const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && width > 0;
  const cut = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline";
  const seen = ([x, y]) => {
    const above = document.elementFromPoint(x, y);
    return element.contains(above) || above.contains(element);
  };
  return inside && !cut && [[left + 2, top + 2], [right - 2, bottom - 2], [right - 2, top + 2]].every(seen);
}"""

TARGETS = """() => Array.from(document.querySelectorAll('button, a, input:not(#capture)'))
  .filter(element => element.offsetParent !== null && getComputedStyle(element).visibility === 'visible')
  .map(({ textContent, offsetWidth, offsetHeight }) =>
    ({ name: textContent.trim().slice(0, 30), width: offsetWidth, height: offsetHeight }))"""

WAITING = """() => new Promise((tell, fail) => {
  const opening = indexedDB.open('shelfway');
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = () => {
    const reading = opening.result.transaction('operations').objectStore('operations').getAll();
    opening.result.close();
    reading.onsuccess = () => tell(reading.result.filter(operation => !operation.ackedAt).length);
  };
})"""

DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(() => setTimeout(drawn))))"
