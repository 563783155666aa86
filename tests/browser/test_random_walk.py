"""A picker does anything in any order on a bad network: in the end screen, server and ledger say the same.

A seed that failed is run again by `-k "[17]"` once it stands in SEEDS.
"""

import time
from random import Random
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from app.db import db
from app.operations.models import Operation
from app.picking.models import Pick
from tests.browser.handset import Handset, is_kept
from tests.browser.picker import AT_BIN, Picker
from tests.floor import release, wrong_books
from tests.world import World

SEEDS = (1, 2, 3, 4)
STEPS = 14
ONCE_AGAIN = 10
"""Seconds after which the screen has to agree with the server."""


class Hand:
    """What the picker does; `taken` is what they have put into totes, in order: (line, units)."""

    def __init__(self, device: Handset, picker: Picker, chance: Random) -> None:
        self.device, self.picker, self.chance = device, picker, chance
        self.taken: list[tuple[int, int]] = []
        self.done: list[str] = []

    def step(self) -> None:
        at_stop = ["pick", "pick", "pick", "part", "short", "skip", "damage"] if self.here() else []
        undo = ["undo", "undo"] if self.taken else []
        line = "mend" if self.device.is_cut else "cut"
        name = self.chance.choice([*at_stop, *undo, line, "reload", "pause"])
        self.done.append(name)
        getattr(self, name)()

    def pick(self) -> None:
        self._take(self.here()["left"])

    def part(self) -> None:
        """Fewer than asked, where more than one is."""
        if self.here()["left"] > 1:
            self.picker.page.locator("[data-stop].is-here [data-do=quantity]").evaluate("button => button.click()")
            expect(self.picker.page.locator("#keys")).to_be_visible()
            self.tap("#keys [data-key='1']")
            self.tap("#keys [data-key=ok]")
            self._take(1)

    def _take(self, units: int) -> None:
        stop, scan = self.here(), self.picker.scan
        if not self.picker.page.evaluate(AT_BIN):
            scan(stop["bin"])
            self.picker.says("Scan item")
        scan(stop["code"])
        if stop["asksLot"]:
            self.picker.says(f"Scan lot {stop['lot']}")
            scan(stop["lot"])
        self.picker.says(f"Scan tote {stop['position']}")
        scan(stop["tote"])
        self.wait_for(stop["line"], picked=stop["picked"] + units)
        self.taken.append((stop["line"], units))

    def undo(self) -> None:
        line, units = self.taken.pop()
        picked = next(stop["picked"] for stop in self.stops() if stop["line"] == line)
        self.tap("[data-do=undo]")
        self.wait_for(line, picked=picked - units)

    def short(self) -> None:
        line = self.here()["line"]
        self.tap("[data-do=short][data-reason=too_few]")
        self.wait_for(line, state="short")

    def damage(self) -> None:
        self.tap("[data-do=damage]")
        self.picker.page.wait_for_timeout(200)

    def skip(self) -> None:
        self.tap("[data-do=skip]")
        self.picker.page.wait_for_timeout(200)

    def cut(self) -> None:
        self.device.cut()

    def mend(self) -> None:
        self.device.mend()

    def reload(self) -> None:
        self.picker.page.reload()
        expect(self.picker.page.locator("body.live[data-phase]")).to_be_attached()

    def pause(self) -> None:
        self.picker.page.wait_for_timeout(self.chance.randrange(600))

    def tap(self, selector: str) -> None:
        self.picker.page.evaluate("selector => document.querySelector(selector).click()", selector)

    def wait_for(self, line: int, **wanted: Any) -> None:
        for name, value in wanted.items():
            expect(self.picker.page.locator(f"#stop-{line}")).to_have_attribute(f"data-{name}", str(value))

    def stops(self) -> list[dict[str, Any]]:
        stops: list[dict[str, Any]] = self.picker.page.evaluate(STOPS)
        return stops

    def here(self) -> dict[str, Any]:
        """The stop on the screen; empty at the lane."""
        self.picker.goes_on()
        return next((stop for stop in self.stops() if stop["isHere"]), {})


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_a_picker_does_screen_server_and_ledger_agree_in_the_end(
    device: Handset, world: World, seed: int
) -> None:
    world.order({"MUG": 3, "CARD": 4})
    world.order({"CARD": 2, "TEA": 2})
    release(world.warehouse_id)
    picker = device.open("/sign-in")
    picker.begin()
    is_kept(picker)
    picker.is_sent()
    picker.page.add_init_script(BAD_NETWORK.replace("SEED", str(seed)))
    picker.page.reload()
    expect(picker.here).to_be_visible()
    hand = Hand(device, picker, Random(seed))

    for _ in range(STEPS):
        hand.step()
    device.mend()
    picker.page.evaluate("() => { window.bad = 0; dispatchEvent(new Event('online')); }")
    picker.is_sent()

    end = time.time() + ONCE_AGAIN
    while shown(hand) != in_the_book(picker) and time.time() < end:
        picker.page.wait_for_timeout(100)
    assert shown(hand) == in_the_book(picker), hand.done
    assert units_picked() == units_of(hand.taken), hand.done
    assert set(db.session.scalars(select(Operation.code))) == {"done"}, hand.done
    assert wrong_books() == []


def shown(hand: Hand) -> list[tuple[int, str, int, int, str]]:
    return [(one["line"], one["state"], one["picked"], one["left"], one["lot"]) for one in hand.stops()]


def in_the_book(picker: Picker) -> list[tuple[int, str, int, int, str]]:
    return [(one.line_id, one.state, one.picked, one.left, one.lot_code or "") for one in picker.walk.stops]


def units_picked() -> dict[int, int]:
    """By line of a stop; a stop of several lines goes by its first."""
    db.session.rollback()
    units = select(Pick.operation_id, func.min(Pick.line_id), func.sum(Pick.quantity))
    picks = db.session.execute(units.where(Pick.undone_at.is_(None)).group_by(Pick.operation_id))
    return units_of([(line, quantity) for _, line, quantity in picks])


def units_of(taken: list[tuple[int, int]]) -> dict[int, int]:
    return {line: sum(units for one, units in taken if one == line) for line, _ in taken}


STOPS = """() => Array.from(document.querySelectorAll("[data-stop]"), (element) => {
  const { line, state, picked, quantity, short, lot, bin, codes, place, placePosition } = element.dataset;
  return {
    line: Number(line), state, picked: Number(picked), left: quantity - picked - short, lot, bin,
    code: JSON.parse(codes)[0][0], asksLot: "asksLot" in element.dataset, position: placePosition,
    tote: document.getElementById(`place-${place}`).dataset.tote,
    isHere: element.classList.contains("is-here"),
  };
})"""

BAD_NETWORK = """(() => {
  const send = window.fetch;
  window.bad = 1;
  let last = SEED * 7919 + performance.timeOrigin % 97;
  const chance = () => (last = (last * 16807) % 2147483647) / 2147483647;
  const pause = time => new Promise(done => setTimeout(done, time));
  window.fetch = async (url, how) => {
    if (!window.bad || !String(url).includes("/picking/")) return send(url, how);
    if (chance() < 0.1) throw new TypeError("not sent");
    await pause(chance() * 150);
    const response = await send(url, how);
    const text = await response.text();
    await pause(chance() * 600);
    if (chance() < 0.15) throw new TypeError("answer lost");
    return { ok: response.ok, status: response.status, headers: response.headers, text: async () => text };
  };
})()"""
"""Requests that do not arrive, answers that come late or not at all."""
