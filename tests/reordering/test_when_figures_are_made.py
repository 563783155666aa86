"""When demand is measured: each night, when somebody asks, and from the shell."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.reordering import background
from app.reordering.background import figures_to_make, make_figures, make_when_committed
from app.reordering.events import FiguresAsked
from app.reordering.models import DemandRun, ItemDemand, StockAlert
from app.reordering.queries import run_of
from tests.reordering.conftest import DAYS, today
from tests.reordering.measured import figures
from tests.visitor import visitor
from tests.world import World


def test_the_night_makes_them_once_a_day_for_each_warehouse(sold: World) -> None:
    jobs = figures_to_make()
    assert len(jobs) == 2
    assert figures_to_make() == {}, "it was looked for a moment ago"
    for job in jobs.values():
        job()

    background._looked.clear()
    assert figures_to_make() == {}

    def yesterday() -> None:
        run = run_of(sold.warehouse_id)
        assert run is not None
        assert run.made_on is not None
        run.made_on -= timedelta(days=1)

    sold.do(yesterday)
    background._looked.clear()
    assert len(figures_to_make()) == 1


def test_who_asks_gets_them_at_once_and_nobody_waits_after(sold: World, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs: list[Callable[[], None]] = []
    monkeypatch.setattr("app.reordering.background.enqueue", lambda _name, job: jobs.append(job))
    eli = visitor(sold, "Eli")
    assert eli.send("/reordering/computations").status_code == 303
    assert "is being measured" in " ".join(eli.get("/reordering/now").text.split())
    make_when_committed([FiguresAsked(sold.other_warehouse_id)])
    assert len(jobs) == 2

    for job in jobs:
        job()

    assert figures(sold, "MUG").reorder_point == 28
    assert "is being measured" not in " ".join(eli.get("/reordering/now").text.split())
    there = db.session.scalar(select(DemandRun).where(DemandRun.warehouse_id == sold.other_warehouse_id))
    assert there is None, "nobody asked there"
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.entity == "demand_runs")).one()
    assert (entry.change, entry.worker_id) == ("asked", sold.workers["Eli"])


def test_figures_that_break_off_leave_the_old_ones_and_nobody_waiting(
    sold: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_figures(sold.warehouse_id)
    visitor(sold, "Eli").send("/reordering/computations")

    def breaks(*_: object) -> None:
        raise RuntimeError("broke")

    monkeypatch.setattr("app.reordering.background.compute", breaks)
    with pytest.raises(RuntimeError):
        make_figures(sold.warehouse_id)

    run = run_of(sold.warehouse_id)
    assert run is not None
    assert run.asked_at is None
    assert figures(sold, "MUG").reorder_point == 28


def test_two_who_measure_at_once_leave_one_figure_of_each_item_and_one_alert(sold: World) -> None:
    problems: list[BaseException] = []

    def measure() -> None:
        try:
            with sold.app.app_context():
                make_figures(sold.warehouse_id)
        except BaseException as problem:  # noqa: BLE001 - told below, by the thread that can fail the test
            problems.append(problem)

    threads = [Thread(target=measure) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.rollback()
    assert problems == []
    ids = db.session.scalars(select(ItemDemand.item_id)).all()
    assert sorted(ids) == sorted(sold.item(sku).id for sku in ("MUG", "CARD", "TEA"))
    assert len(db.session.scalars(select(StockAlert)).all()) == 2


def test_an_empty_warehouse_has_no_figures_and_no_alerts(world: World) -> None:
    make_figures(world.other_warehouse_id)

    assert db.session.scalars(select(ItemDemand)).all() == []
    assert db.session.scalars(select(StockAlert)).all() == []
    run = run_of(world.other_warehouse_id)
    assert run is not None
    assert run.items == 0


def test_the_shell_measures_history_as_if_it_were_that_day(sold: World) -> None:
    day = today() - timedelta(days=50)
    printed = sold.app.test_cli_runner().invoke(
        args=["reordering", "compute", "--warehouse", "RIVER", "--on", day.isoformat()]
    )

    assert printed.exit_code == 0, printed.output
    assert f"3 items measured before {day}" in printed.output
    assert figures(sold, "MUG").days == DAYS - 50
    assert "MUG" in printed.output
