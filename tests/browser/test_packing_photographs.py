"""Photographs of cartons: made small on the device, kept there behind the scans, in the book once."""

from pathlib import Path

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import select

from app.attachments.models import Attachment
from app.db import db
from tests.attachments.pictures import png
from tests.browser.packer import MUG, Packer
from tests.packing.orders import picked_order
from tests.world import World


def test_a_photograph_waits_on_the_device_behind_the_scans_and_is_sent_once(
    small_packer: Packer, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(world.app.config, "VAR", tmp_path)
    order_id = picked_order(world, {"MUG": 2})
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.tap("Photo")
    packer.says("The carton is empty. Scan an item into it first.", "wrong")
    packer.scan(MUG)
    packer.counts("Red mug", 1)
    packer.is_sent()
    cut, lost = [True], list[str]()

    def lose(route: Route) -> None:
        if lost and not cut:
            return route.continue_()
        if not cut:
            lost.append(route.request.headers["operation-id"])
            route.fetch()
        return route.abort()

    packer.page.route("**/photographs", lose)
    photograph(packer, 3000, 2000)
    expect(packer.page.locator("#photographs")).to_have_text("Saved on this device: 1.")
    packer.page.reload()
    expect(packer.page.locator("#photographs")).to_have_text("Saved on this device: 1.")

    cut.clear()
    packer.scan(MUG)  # it goes behind the scan, and its answer is lost
    expect(packer.page.locator("#photographs")).to_have_text("Photographs in the book: 1.", timeout=60_000)

    assert len(lost) == 1
    db.session.rollback()
    kept = db.session.scalars(select(Attachment)).one()
    assert (kept.entity, kept.entity_id) == ("cartons", packer.document(order_id).cartons[0].id)
    assert (kept.media_type, kept.size <= 400 * 1024) == ("image/jpeg", True)
    width = packer.page.evaluate(WIDTH, f"/attachments/{kept.id}")
    assert width == 1600


def test_a_device_keeps_forty_photographs_and_takes_no_more(
    small_packer: Packer, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(world.app.config, "VAR", tmp_path)
    order_id = picked_order(world, {"MUG": 2})
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.page.route("**/photographs", lambda route: route.abort())
    packer.scan(MUG)
    packer.counts("Red mug", 1)
    packer.is_sent()
    photograph(packer, 300, 300)
    expect(packer.page.locator("#photographs")).to_have_text("Saved on this device: 1.")
    packer.page.evaluate(AGAIN, 39)
    photograph(packer, 300, 300)
    packer.says("Too many photographs wait on this device. Take this one when they are sent.", "wrong")
    packer.page.reload()
    expect(packer.page.locator("#photographs")).to_have_text("Saved on this device: 40.")
    with packer.page.expect_file_chooser() as chosen:
        packer.tap("Photo")
    chosen.value.set_files({"name": "no.png", "mimeType": "image/png", "buffer": b"no picture"})
    packer.says("That was no photograph. Take it again.", "wrong")

    assert db.session.scalars(select(Attachment)).all() == []
    assert packer.document(order_id).left == 1


def photograph(packer: Packer, width: int, height: int) -> None:
    with packer.page.expect_file_chooser() as chosen:
        packer.tap("Photo")
    chosen.value.set_files({"name": "carton.png", "mimeType": "image/png", "buffer": png(width, height)})


AGAIN = """(times) => new Promise((done) => {
  const opening = indexedDB.open("shelfway-photographs");
  opening.onsuccess = () => {
    const writing = opening.result.transaction("photographs", "readwrite");
    const store = writing.objectStore("photographs");
    store.getAll().onsuccess = ({ target }) => {
      const { counter, ...one } = target.result[0];
      for (let number = 0; number < times; number += 1) store.add({ ...one, id: crypto.randomUUID() });
    };
    writing.oncomplete = () => { opening.result.close(); done(); };
  };
})"""
"""The photograph that is kept, so many times more."""
WIDTH = """async (url) => (await createImageBitmap(await (await fetch(url)).blob())).width"""
