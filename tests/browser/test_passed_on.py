"""A cart that was passed on, in a real browser: the very tote that stands in the lane is asked for."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from app.db import db
from app.picking.models import PickTask
from app.picking.queries import lines_of_task
from app.warehouse.models import Location, Zone
from tests.browser.conftest import BADGE, PIN
from tests.browser.picker import Picker, plain
from tests.floor import Hand, fresh, release, right_scan, wrong_books
from tests.world import World


@pytest.fixture
def passed_on(world: World) -> int:
    """Ana brought the mugs of the first zone to the lane in T-001; the task of the tea, still to be picked."""

    def command() -> None:
        zone = Zone(warehouse_id=world.warehouse_id, code="WEST", name="West")
        db.session.add(zone)
        db.session.flush()
        mine = (Location.warehouse_id == world.warehouse_id, Location.aisle.in_((0, 1)))
        db.session.execute(update(Location).where(*mine).values(zone_id=zone.id))

    world.do(command)
    world.sets(zone_mode="pass")
    world.order({"MUG": 2, "TEA": 1})
    first, second = release(world.warehouse_id)
    ana = Hand(world.actor("Ana"))
    assert ana.claims() == first
    ana.walks(first)
    return second


def test_the_tote_that_was_passed_on_is_named_with_its_lane_and_taken(
    picker: Picker, world: World, passed_on: int
) -> None:
    picker.sign_in(BADGE, PIN)
    picker.get_work()
    expect(picker.page.locator(".place__title")).to_have_text("T-001 from LANE-1")
    picker.fits(".place__title", ".place__number .chip", "#strip-said")
    (place,) = fresh(PickTask, passed_on).places
    place_id = place.id

    picker.scan("TOTE-005")
    expect(picker.strip).to_contain_text(plain("which was passed on to you: it stands in LANE-1."))
    expect(picker.page.locator(f"#place-{place_id}")).to_have_attribute("data-tote", "")
    picker.scan("TOTE-001")
    expect(picker.page.locator(f"#place-{place_id}")).to_have_attribute("data-tote", "TOTE-001")
    picker.fits(".stop__address", "#strip-said")
    scan = right_scan(lines_of_task(fresh(PickTask, passed_on))[0])
    for asked, code in (("item", scan.bin), (f"lot {scan.lot}", scan.item), ("tote 1", scan.lot), ("lane", scan.tote)):
        picker.scan(code)
        picker.says(f"Scan {asked}")
    picker.scan("LOC-LANE-2")
    picker.says("Walk done", "done")

    picker.is_sent()
    assert world.on_hand("T-001", "MUG") == 2
    assert wrong_books() == []
