"""Figures are made each night, alerts looked for every few minutes; both by themselves."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from time import monotonic

from sqlalchemy import select

from app.clock import now
from app.db import db, one_at_a_time, transaction
from app.events import Event
from app.jobs import Job, compute, enqueue
from app.operations import program
from app.reordering.commands import (
    AlertIsOver,
    drop_figures,
    end_alert,
    end_run,
    keep_figures,
    raise_alerts,
    take_up_alert,
)
from app.reordering.computing import Figures, figures_of
from app.reordering.events import FiguresAsked
from app.reordering.models import DemandRun, ItemDemand, StockAlert
from app.reordering.queries import low_items, open_alerts, run_of, today_in
from app.reordering.snapshot import given_of
from app.tables import in_batches
from app.warehouse.models import Warehouse

KEEPER = program("demand")
NIGHTLY_EVERY, ALERTS_EVERY = 60.0, 300.0
"""Seconds between two looks of a process: whether a new day has begun somewhere, and whether something is low."""
MOST_SECONDS = 120.0
AT_ONCE, ALERTS_AT_ONCE = 60, 20
"""Items whose figures are kept in one transaction, some 10 ms on SQLite; and whose alerts are raised or over, 25 ms."""
_looked: dict[str, float] = {}


def make_when_committed(recorded: Sequence[Event]) -> None:
    """Subscriber: figures that were asked for are made."""
    for event in recorded:
        if isinstance(event, FiguresAsked):
            enqueue(_name(event.warehouse_id), partial(make_asked, event.warehouse_id))


def figures_to_make() -> Mapping[str, Job]:
    """Those that were asked for in any process, and now and then those of warehouses where a new day has begun."""
    asked = db.session.scalars(select(DemandRun.warehouse_id).where(DemandRun.asked_at.is_not(None))).all()
    jobs: dict[str, Job] = {_name(one): partial(make_asked, one) for one in asked}
    if _is_due("the night", NIGHTLY_EVERY):
        warehouses = db.session.scalars(select(Warehouse).order_by(Warehouse.id)).all()
        jobs |= {_name(one.id): partial(make_figures, one.id) for one in warehouses if _has_a_new_day(one)}
    return jobs


def alerts_to_look_for() -> Mapping[str, Job]:
    """Each warehouse now and then: stock goes down by day, too."""
    if not _is_due("alerts", ALERTS_EVERY):
        return {}
    warehouse_ids = db.session.scalars(select(Warehouse.id).order_by(Warehouse.id))
    return {f"the low stock of warehouse {one}": partial(look_for_alerts, one) for one in warehouse_ids}


def make_asked(warehouse_id: int) -> None:
    """Make the figures, if somebody still waits for them."""
    db.session.rollback()
    run = run_of(warehouse_id)
    if run is not None and run.asked_at is not None:
        make_figures(warehouse_id)


def make_figures(warehouse_id: int, today: date | None = None) -> None:
    """Measure what was ordered before `today`, keep what follows, and look for alerts.

    In many short transactions: one that is cut off is begun anew. Not inside one. Raises ComputingBroke; then nobody
    waits for it any more, and the night tries again.
    """
    db.session.rollback()
    warehouse = db.session.get_one(Warehouse, warehouse_id)
    today = today or today_in(warehouse)
    given = given_of(warehouse, today)
    db.session.rollback()  # computing takes its time, and holds no connection meanwhile
    found: list[Figures] | None = None
    try:
        found = compute(figures_of, given, MOST_SECONDS, lambda: False, lambda said: None) if given.items else []
    finally:
        if found is None:
            with transaction():
                end_run(warehouse_id, None, 0)
    _keep(warehouse_id, found or [], given.service_percent)
    with transaction():
        end_run(warehouse_id, today, len(found or []))
    look_for_alerts(warehouse_id)


def _keep(warehouse_id: int, found: Sequence[Figures], service: float) -> None:
    at = now()
    for some in in_batches(found, AT_ONCE):
        with transaction():
            one_at_a_time(_name(warehouse_id))
            keep_figures(warehouse_id, some, service, at)
    known = {one.wanted.item_id for one in found}
    mine = select(ItemDemand.item_id).where(ItemDemand.warehouse_id == warehouse_id).order_by(ItemDemand.item_id)
    gone = [item_id for item_id in db.session.scalars(mine) if item_id not in known]
    for ids in in_batches(gone, AT_ONCE):
        with transaction():
            drop_figures(warehouse_id, ids)


def look_for_alerts(warehouse_id: int) -> None:
    """Raise alerts of what came down to its reorder point, end those of what has enough again.

    One that was put off until today is there again.
    """
    db.session.rollback()
    warehouse = db.session.get_one(Warehouse, warehouse_id)
    today, low, known = today_in(warehouse), low_items(warehouse), open_alerts(warehouse_id)
    new = sorted(low - {alert.item_id for alert in known})
    over = [alert.id for alert in known if alert.item_id not in low]
    due = [
        alert.id
        for alert in known
        if alert.item_id in low and alert.put_off_until is not None and alert.put_off_until <= today
    ]
    for ids in in_batches(new, ALERTS_AT_ONCE):
        with transaction():
            raise_alerts(warehouse_id, ids, KEEPER)
    for some in in_batches(over, ALERTS_AT_ONCE):
        with transaction() as session:
            for alert_id in some:
                end_alert(session.get_one(StockAlert, alert_id), KEEPER)
    for alert_id in due:
        with transaction() as session, suppress(AlertIsOver):
            take_up_alert(session.get_one(StockAlert, alert_id), KEEPER)
    db.session.rollback()


def _has_a_new_day(warehouse: Warehouse) -> bool:
    run = run_of(warehouse.id)
    return run is None or run.made_on is None or run.made_on < today_in(warehouse)


def _is_due(what: str, seconds: float) -> bool:
    """Whether this process looked for it so long ago."""
    if _looked.get(what, 0.0) > monotonic():
        return False
    _looked[what] = monotonic() + seconds
    return True


def _name(warehouse_id: int) -> str:
    return f"the demand of warehouse {warehouse_id}"
