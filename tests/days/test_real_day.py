"""One real day of a gift shop, from its file to staged totes, every scan over HTTP."""

import os
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import db
from app.orders.models import OPEN, PICKED, Order, OrderHold, OrderLine
from app.picking.models import Pick, PickTask, ToteUse
from app.walks.models import DONE
from app.waves.models import Wave
from app.waves.release import releasing_waves, work_off
from tests.days.pickers import Picker, Tally
from tests.days.sheet import Sheet, sheet_of
from tests.days.warehouse import PICKERS, open_for_a_day
from tests.floor import wrong_books
from tests.handheld import Handheld
from tests.world import World

DAYS = int(os.environ.get("SHELFWAY_DAYS", "1"))
"""Forty-five make 2,196 orders on 1,500 walks: `SHELFWAY_DAYS=45 pytest tests/days`, up to an hour."""


@pytest.mark.slow
@pytest.mark.timeout(240 * DAYS)
def test_a_real_day_is_picked_to_staged_totes_and_its_books_are_right(app: Flask, tmp_path: Path) -> None:
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
