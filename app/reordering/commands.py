"""Ask for figures, keep them, raise and end alerts, put an alert off."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext
from sqlalchemy import delete, select

from app.clock import now
from app.db import db, guarded_update, insert_new, insert_rows
from app.errors import DomainError
from app.events import record
from app.inventory.models import ItemClass
from app.operations import Actor, audit, change
from app.reordering.computing import Figures
from app.reordering.events import AlertChanged, FiguresAsked, FiguresMade, StockLow
from app.reordering.models import DemandRun, ItemDemand, StockAlert
from app.reordering.queries import run_of, today_in
from app.warehouse.models import Warehouse

LONGEST_REASON = 200
FARTHEST = 366
"""Days that an alert may be put off."""


class ReasonMissing(DomainError):
    code = "put_off_reason_missing"
    status = 422
    message = lazy_gettext("Write why it can wait, in at most %(most)s characters: somebody will ask.")


class DayUnclear(DomainError):
    code = "put_off_day_unclear"
    status = 422
    message = lazy_gettext("Choose a day after today, within a year.")


class AlertIsOver(DomainError):
    code = "alert_is_over"
    message = lazy_gettext("There is enough of this item again: the alert is over.")


def ask_for_figures(warehouse: Warehouse, actor: Actor) -> None:
    """Note that the figures are wanted anew, without waiting for the night."""
    insert_new(DemandRun, warehouse_id=warehouse.id, items=0)
    run = run_of(warehouse.id)
    assert run is not None  # noqa: S101 - it was added, or was there
    run.asked_at = now()
    audit(run, "asked", actor, {}, {})
    record(FiguresAsked(warehouse.id))


def keep_figures(warehouse_id: int, found: Sequence[Figures], service: float, at: datetime) -> None:
    """What was computed of some items stands instead of what was there before."""
    ids = [one.wanted.item_id for one in found]
    drop_figures(warehouse_id, ids)
    insert_rows(ItemDemand, [_row(warehouse_id, one, service, at) for one in found])
    classes = [{"item_id": one.wanted.item_id, "abc": one.abc, "xyz": one.xyz} for one in found]
    insert_rows(ItemClass, [{"warehouse_id": warehouse_id, "computed_at": at, **one} for one in classes])


def drop_figures(warehouse_id: int, item_ids: Collection[int]) -> None:
    for kind in (ItemDemand, ItemClass):
        db.session.execute(delete(kind).where(kind.warehouse_id == warehouse_id, kind.item_id.in_(item_ids)))


def end_run(warehouse_id: int, today: date | None, items: int) -> None:
    """The figures are there, from the days before `today`; or, without it, they could not be made. Nobody waits now."""
    insert_new(DemandRun, warehouse_id=warehouse_id, items=0)
    run = run_of(warehouse_id)
    assert run is not None  # noqa: S101 - it was added, or was there
    run.asked_at = None
    if today is not None:
        run.made_at, run.made_on, run.items = now(), today, items
    record(FiguresMade(warehouse_id))


def raise_alerts(warehouse_id: int, item_ids: Sequence[int], actor: Actor) -> None:
    """These items are low; one that is known to be so stays as it is."""
    raised = []
    for item_id in item_ids:
        if insert_new(StockAlert, warehouse_id=warehouse_id, item_id=item_id, raised_at=now(), put_off_reason=""):
            mine = (StockAlert.warehouse_id == warehouse_id, StockAlert.item_id == item_id)
            alert = db.session.scalars(select(StockAlert).where(*mine, StockAlert.over_at.is_(None))).one()
            audit(alert, "raised", actor, {}, {"item_id": item_id})
            raised.append(item_id)
    if raised:
        record(StockLow(warehouse_id, tuple(raised)))


def end_alert(alert: StockAlert, actor: Actor) -> None:
    """There is enough again, or nobody wants the item any more."""
    if guarded_update(alert, StockAlert.over_at.is_(None), over_at=now()):
        audit(alert, "over", actor, {}, {"item_id": alert.item_id})
        record(AlertChanged(alert.warehouse_id, alert.id))


def put_off_alert(alert: StockAlert, until: date | None, reason: str, actor: Actor) -> dict[str, int]:
    """Nobody is shown it before that day. Raises ReasonMissing, DayUnclear or AlertIsOver."""
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise ReasonMissing(most=LONGEST_REASON)
    today = today_in(db.session.get_one(Warehouse, alert.warehouse_id))
    if until is None or not today < until <= today + timedelta(days=FARTHEST):
        raise DayUnclear
    _require_open(alert)
    change(alert, "put off", actor, put_off_until=until, put_off_reason=reason)
    record(AlertChanged(alert.warehouse_id, alert.id))
    return {"alert_id": alert.id, "item_id": alert.item_id}


def take_up_alert(alert: StockAlert, actor: Actor) -> dict[str, int]:
    """It is put off no more. Raises AlertIsOver."""
    _require_open(alert)
    if alert.put_off_until is not None:
        change(alert, "taken up", actor, put_off_until=None, put_off_reason="")
        record(StockLow(alert.warehouse_id, (alert.item_id,)))
    return {"alert_id": alert.id, "item_id": alert.item_id}


def _require_open(alert: StockAlert) -> None:
    """Nobody ends it until the transaction does."""
    if not guarded_update(alert, StockAlert.over_at.is_(None), over_at=None):
        raise AlertIsOver


def _row(warehouse_id: int, one: Figures, service: float, at: datetime) -> dict[str, object]:
    measured, terms = one.forecast, one.wanted.terms
    return {
        "warehouse_id": warehouse_id,
        "item_id": one.wanted.item_id,
        "computed_at": at,
        "method": measured.method,
        "days": measured.days,
        "a_day": measured.a_day,
        "expected": measured.expected,
        "error": measured.error,
        "safety": measured.safety,
        "service": service,
        "reorder_point": measured.reorder_point,
        "vendor_id": one.wanted.vendor_id,
        "lead_days": terms.lead_days,
        "minimum": terms.minimum,
        "multiple": terms.multiple,
        "weeks": list(one.weeks),
        "quiet_since": one.quiet_since,
    }
