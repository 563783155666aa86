"""One real day of a gift shop, from its file to the drivers who take it, every scan over HTTP."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import db
from app.inventory.models import Stock
from app.orders.models import OPEN, PACKED, PICKED, SHIPPED, Order, OrderHold, OrderLine
from app.packing.models import CLOSED, Carton, Pack
from app.packing.models import SHIPPED as LEFT
from app.papers.shipping import waybill_label
from app.picking.models import Pick, PickTask, ToteUse
from app.printing.papers import pdf_of
from app.shipping.models import Manifest, Waybill
from app.walks.models import DONE
from app.warehouse.models import CUSTOMER, Location
from app.waves.models import Wave
from app.waves.release import releasing_waves, work_off
from tests.days.goods import give_addresses
from tests.days.loaders import Loader
from tests.days.packers import Packed, Packer
from tests.days.pickers import Picker, Tally
from tests.days.sheet import Sheet, sheet_of
from tests.days.warehouse import PICKERS, open_for_a_day
from tests.floor import wrong_books
from tests.handheld import Handheld
from tests.printing.reading import codes_of_pdf
from tests.world import World

DAYS = int(os.environ.get("SHELFWAY_DAYS", "1"))
"""Forty-five make 2,196 orders on 1,500 walks: `SHELFWAY_DAYS=45 pytest tests/days`, up to an hour."""


@pytest.mark.slow
@pytest.mark.timeout(1200 * DAYS)
def test_a_real_day_is_picked_packed_and_handed_over_and_its_books_are_right(app: Flask, tmp_path: Path) -> None:
    sheet = sheet_of(DAYS)
    world = open_for_a_day(sheet.units, seed=11)

    import_orders(world, sheet, tmp_path)
    release_all(world)
    tally = pick_all(world)

    assert wrong_books() == []
    assert_nothing_is_left_behind()
    assert_orders_got_what_was_there(sheet)
    assert tally.walks == db.session.scalar(select(func.count(PickTask.id)))
    assert min(tally.wrong, tally.shorts, tally.replays, tally.undone) > 0

    give_addresses()
    short = lines_short()
    send_short(world, short[::2])  # of the others the lead hears from the customer when they are packed already
    packed = pack_all(world)
    send_short(world, short[1::2])

    assert wrong_books() == []
    assert_all_is_packed()
    assert min(packed.wrong, packed.replays, packed.verified) > 0

    loader = Loader(Handheld(world, "Pia"), Random("dock"))
    loader.label_all()
    assert_labels_are_read(tmp_path)
    loader.load_all()

    assert wrong_books() == []
    assert_all_has_left()
    assert min(loader.tally.twice, loader.tally.others) > 0


def import_orders(world: World, sheet: Sheet, folder: Path) -> None:
    """By the shop's own file and mapping; a second time nothing is new."""
    file = sheet.write(folder / "day.csv")
    command = ["orders", "import", str(file), "--mapping", "online_retail", "--report", str(folder / "report.csv")]
    for new in (len(sheet.orders), 0):
        result = world.app.test_cli_runner().invoke(args=command)
        assert result.exit_code == 0, result.output
        assert f"\n{new} new orders" in result.output


def release_all(world: World) -> None:
    """The lead plans wave after wave and releases each."""
    lead = Handheld(world, "Cleo")
    while lead.post("/waves", limit=60).status_code in (200, 302, 303):
        wave_id = db.session.scalars(select(func.max(Wave.id))).one()
        assert lead.post(f"/waves/{wave_id}/releases").status_code in (200, 303)
        assert releasing_waves() == [wave_id]
        work_off(wave_id)
        assert releasing_waves() == []


def pick_all(world: World) -> Tally:
    """Four pickers, each a scan in turn, until there is no more work."""
    tally = Tally()
    pickers = [Picker(Handheld(world, name), Random(name), tally) for name in PICKERS]
    while pickers:
        pickers = [picker for picker in pickers if picker.act()]
    return tally


def lines_short() -> list[int]:
    """Of orders of which something was picked."""
    db.session.rollback()
    missing = select(OrderLine.id).join(Order).where(OrderLine.short > 0, Order.state == PICKED)
    return list(db.session.scalars(missing.order_by(OrderLine.order_id)))


def send_short(world: World, lines: Sequence[int]) -> None:
    """The customers agreed to get less."""
    lead = Handheld(world, "Cleo")
    for line_id in lines:
        answer = lead.post(f"/exceptions/lines/{line_id}/cancellations", word="by telephone")
        assert answer.headers["Operation-Outcome"] == "done", answer.text


def pack_all(world: World) -> Packed:
    """Pia packs what stands in the lanes."""
    world.sets(pack_each=False)
    packer = Packer(Handheld(world, "Pia"), Random("Pia"))
    packer.pack_all()
    return packer.tally


def assert_all_is_packed() -> None:
    """What was picked lies in closed cartons, the totes are free, and each unit was scanned once more."""
    db.session.rollback()
    assert set(db.session.scalars(select(Order.state))) <= {OPEN, PACKED}
    assert set(db.session.scalars(select(Carton.state))) == {CLOSED}
    assert list(db.session.scalars(select(ToteUse.id).where(ToteUse.released_at.is_(None)))) == []
    packs = select(func.sum(Pack.quantity)).where(Pack.undone_at.is_(None))
    assert db.session.scalar(packs) == db.session.scalar(select(func.sum(OrderLine.picked)))


def assert_labels_are_read(folder: Path) -> None:
    """Of every tenth carton, by a reader that is not ours."""
    db.session.rollback()
    chosen = db.session.scalars(select(Waybill).where(Waybill.voided_at.is_(None)).order_by(Waybill.id)).all()[::10]
    pages = codes_of_pdf(pdf_of("waybill", [waybill_label(waybill) for waybill in chosen], None), folder)
    assert pages == [{f"CODE-128:{one.number}", f"QR-Code:{one.number}"} for one in chosen]


def assert_all_has_left() -> None:
    """What was packed is at the customers, once, each carton by a waybill on a closed manifest."""
    db.session.rollback()
    assert set(db.session.scalars(select(Order.state))) <= {OPEN, SHIPPED}
    assert set(db.session.scalars(select(Carton.state))) == {LEFT}
    assert set(db.session.scalars(select(Manifest.state))) == {"closed"}
    at_customers = select(func.sum(Stock.on_hand)).join(Location).where(Location.kind == CUSTOMER)
    shipped = db.session.scalar(select(func.sum(OrderLine.shipped)))
    assert shipped == db.session.scalar(at_customers) == db.session.scalar(select(func.sum(OrderLine.packed)))


def assert_nothing_is_left_behind() -> None:
    db.session.rollback()
    assert db.session.scalar(select(func.count(PickTask.id)).where(PickTask.state != DONE)) == 0
    assert set(db.session.scalars(select(Wave.state))) == {"done"}
    held = select(OrderHold.order_id).where(OrderHold.released_at.is_(None))
    assert list(db.session.scalars(select(Order.number).where(Order.state == OPEN, Order.id.not_in(held)))) == []
    assert set(db.session.scalars(select(Order.state))) <= {OPEN, PICKED}
    assert (
        list(
            db.session.scalars(select(ToteUse.id).where(ToteUse.staged_at_id.is_(None), ToteUse.released_at.is_(None)))
        )
        == []
    )


def assert_orders_got_what_was_there(sheet: Sheet) -> None:
    """Each order has what it asked for, in totes or named as missing; few are short, for few items were too few."""
    rows = db.session.execute(
        select(Order.number, OrderLine.sku, OrderLine.quantity, OrderLine.picked, OrderLine.short).join(Order.lines)
    ).all()
    wanted: Counter[tuple[str, str]] = Counter()
    for number, sku, quantity, picked, short in rows:
        wanted[number, sku] += quantity
        assert picked + short == quantity or picked == 0
    assert wanted == {(number, sku): units for number, lines in sheet.orders.items() for sku, units in lines.items()}
    picked = sum(row.picked for row in rows)
    assert 0.9 < picked / sum(sheet.units.values()) < 1
    assert picked == db.session.scalar(select(func.sum(Pick.quantity)).where(Pick.undone_at.is_(None)))
