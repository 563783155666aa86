"""The print station in a real browser: what comes is taken, drawn under the strict policy, printed, and said so."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect
from sqlalchemy import select

from app.db import db, transaction
from app.printing.models import PRINTED, SENDING, WAITING, PrintJob
from app.printing.printers import PrinterSettings, add_printer
from tests.visitor import visitor
from tests.world import SYSTEM, World

COUNT_DIALOGS = "window.print = () => console.log('DIALOG ' + location.pathname)"
"""The browser's own dialog would wait for somebody."""


@pytest.fixture
def printer_id(world: World) -> int:
    with transaction():
        return add_printer(world.warehouse_id, PrinterSettings("Desk", "station", "60x40"), SYSTEM)["printer_id"]


@pytest.fixture
def station(context: BrowserContext, printer_id: int) -> Iterator["Station"]:
    context.add_init_script(COUNT_DIALOGS)
    made = Station(context)
    yield made
    assert made.stumbles == []


class Station:
    """A browser beside the printer."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.papers: list[Response] = []
        self.dialogs: list[str] = []
        self.stumbles: list[str] = []
        self.page.on("response", lambda said: self.papers.append(said) if said.url.endswith("/taken.pdf") else None)
        self.page.on("console", lambda said: self._hear(said.text))
        self.page.on("pageerror", lambda problem: self.stumbles.append(str(problem)))

    def starts(self, quiet: bool = False) -> None:
        self.page.goto("/print-station")
        if quiet:
            self.page.check("[data-quiet]")
        self.page.click("[data-start]")

    def asks(self) -> None:
        expect(self.page.locator("[data-ask]")).to_be_visible(timeout=90_000)

    def _hear(self, text: str) -> None:
        if text.startswith("DIALOG"):
            self.dialogs.append(text)
        if "Content Security" in text or "Refused to" in text:
            self.stumbles.append(text)


def ask(world: World, first: str, last: str) -> int:
    """The number of labels that were asked for by somebody else."""
    visitor(world, "Eli").send("/prints/labels", None, kind="bins", **{"from": first, "to": last})
    return len(states())


def states() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(PrintJob.state).order_by(PrintJob.id)))


def test_what_was_asked_for_together_is_one_paper_and_ends_with_one_answer(station: Station, world: World) -> None:
    count = ask(world, "A-01-1", "A-02-1")
    station.starts()

    station.asks()
    assert {paper.status for paper in station.papers} == {200}
    assert len({paper.url for paper in station.papers}) == 1
    assert states() == [SENDING] * count
    frame = station.page.locator("iframe.station__paper")
    expect(frame).to_have_count(1)
    assert station.dialogs
    station.page.click("[data-came]")

    expect(station.page.locator("[data-ask]")).to_be_hidden()
    expect(station.page.locator("#waiting [data-job]")).to_have_count(0)
    assert states() == [PRINTED] * count


def test_a_second_station_leaves_it_to_the_first(station: Station, context: BrowserContext, world: World) -> None:
    ask(world, "A-01-1", "A-02-1")
    other = Station(context)
    other.page.goto("/print-station")
    expect(other.page.locator("#waiting [data-job]")).to_have_count(1)
    station.starts()
    station.asks()

    other.page.click("[data-start]")

    expect(other.page.locator("#waiting [data-job]")).to_have_count(0)
    assert other.papers == []
    assert set(states()) == {SENDING}
    assert {job.tries for job in db.session.scalars(select(PrintJob))} == {1}


def test_what_did_not_come_out_waits_for_the_next_station(station: Station, world: World) -> None:
    ask(world, "A-01-1", "A-01-1")
    station.starts()
    station.asks()

    station.page.click("[data-not]")

    expect(station.page.locator("#waiting [data-job]")).to_have_count(1)
    expect(station.page.locator("[data-said=rests]")).to_be_visible()
    assert set(states()) == {WAITING}


def test_a_station_that_does_not_ask_goes_on_by_itself(station: Station, world: World) -> None:
    ask(world, "A-01-1", "A-01-1")
    ask(world, "B-01-1", "B-01-1")
    station.starts(quiet=True)

    expect(station.page.locator("#waiting [data-job]")).to_have_count(0, timeout=90_000)
    expect(station.page.locator("[data-said=waits]")).to_be_visible()
    assert len({paper.url for paper in station.papers}) == 2
    assert {paper.status for paper in station.papers} == {200}
    assert set(states()) == {PRINTED}
