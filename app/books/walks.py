"""Rules of walks and waves: one holder at a time, nothing left behind, no state skipped."""

from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import JSON, String, and_, func, literal, or_, select, type_coerce, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import Subquery

from app.books.check import Check, Rows
from app.counting.models import CountLine, CountTask
from app.operations.models import AuditEntry
from app.orders.models import Order
from app.picking.models import PickLine, PickTask
from app.putting_away.models import PutAwayLine, PutAwayTask
from app.putting_back.models import PutBackLine, PutBackTask
from app.replenishing.models import WAITING, RefillLine, RefillTask, RefillWait
from app.walks.models import ACTIVE, CANCELLED, DONE, FREE, SKIPPED, TODO, Holding, Stop, Walk
from app.waves.models import DONE as WAVE_DONE
from app.waves.models import PLANNED, RELEASED, RELEASING, Wave, WaveOrder
from app.workers.models import Worker

NOTED = (
    Order,
    Wave,
    PickTask,
    PickLine,
    PutBackTask,
    PutBackLine,
    PutAwayTask,
    PutAwayLine,
    CountTask,
    CountLine,
    RefillTask,
    RefillLine,
)
"""Their states are in the audit from the first to the last."""


def _holders() -> Rows:
    """An active walk has one open holding, its holder's; any other walk has none."""
    held = (
        select(Holding.walk_id, func.count(Holding.id).label("open"), func.max(Holding.worker_id).label("worker_id"))
        .where(Holding.ended_at.is_(None))
        .group_by(Holding.walk_id)
        .subquery()
    )
    count = func.coalesce(held.c.open, 0)
    active = Walk.state == ACTIVE
    return (
        select(Walk.id, Walk.state, Walk.holder_id, count.label("open"))
        .outerjoin(held, held.c.walk_id == Walk.id)
        .where(or_(and_(active, or_(count != 1, held.c.worker_id != Walk.holder_id)), and_(~active, count != 0)))
        .order_by(Walk.id)
    )


def _one_walk() -> Rows:
    return (
        select(Worker.name, func.count(Walk.id).label("walks"))
        .join(Worker, Worker.id == Walk.holder_id)
        .where(Walk.state == ACTIVE)
        .group_by(Walk.warehouse_id, Worker.id, Worker.name)
        .having(func.count(Walk.id) > 1)
        .order_by(Worker.id)
    )


def _over() -> Rows:
    left = select(Stop.id).where(Stop.walk_id == Walk.id, Stop.state.in_((TODO, SKIPPED))).exists()
    over = Walk.state.in_((DONE, CANCELLED))
    return (
        select(Walk.id, Walk.state)
        .where(or_(and_(over, left), (Walk.state == DONE) == Walk.done_at.is_(None)))
        .order_by(Walk.id)
    )


def _resting() -> Rows:
    """Nobody rests on a walk that nobody has."""
    resting = select(Walk.id, Walk.state).where(Walk.paused_at.is_not(None), Walk.state != ACTIVE)
    return resting.order_by(Walk.id)


def _waiting() -> Rows:
    before = aliased(Walk, flat=True)
    return (
        select(Walk.id, Walk.state, before.id.label("before_id"), before.state.label("before"))
        .join(before, before.id == Walk.waits_for_id)
        .where(or_(Walk.state != FREE, before.state.in_((DONE, CANCELLED))))
        .order_by(Walk.id)
    )


def _waves() -> Rows:
    going = select(PickTask.id).where(PickTask.wave_id == Wave.id, PickTask.state.not_in((DONE, CANCELLED))).exists()
    waits = select(RefillWait.id).where(RefillWait.wave_id == Wave.id, RefillWait.outcome == WAITING).exists()
    left = or_(going, waits)
    return (
        select(Wave.number, Wave.state)
        .where(or_(and_(Wave.state == WAVE_DONE, left), and_(Wave.state == RELEASED, ~left)))
        .order_by(Wave.id)
    )


def _one_wave() -> Rows:
    return (
        select(Order.number, func.count(WaveOrder.id).label("waves"))
        .join(WaveOrder, WaveOrder.order_id == Order.id)
        .join(Wave, Wave.id == WaveOrder.wave_id)
        .where(Wave.state.in_((PLANNED, RELEASING, RELEASED)), Order.state == "open")
        .group_by(Order.id, Order.number)
        .having(func.count(WaveOrder.id) > 1)
        .order_by(Order.id)
    )


def _state(values: InstrumentedAttribute[dict[str, Any]]) -> ColumnElement[str | None]:
    state: ColumnElement[str | None] = type_coerce(values, JSON)["state"].as_string()
    return state


def _history() -> Rows:
    """Each note of a state begins with the one before, and the last is what the row says now."""
    noted, rows = _noted_states(), _states_now()
    broken = noted.c.was != noted.c.before_it
    overtaken = and_(noted.c.next_id.is_(None), noted.c.became != rows.c.state)
    return (
        select(noted.c.entity, noted.c.entity_id, noted.c.before_it, noted.c.was, noted.c.became, rows.c.state)
        .join_from(noted, rows, and_(rows.c.entity == noted.c.entity, rows.c.id == noted.c.entity_id))
        .where(or_(broken, overtaken))
        .order_by(noted.c.id)
    )


def _noted_states() -> Subquery:
    """Each change of a state in the audit, with what was noted before it and whether another follows."""
    row = (AuditEntry.entity, AuditEntry.entity_id)
    after = _state(AuditEntry.after)
    return (
        select(
            AuditEntry.entity,
            AuditEntry.entity_id,
            AuditEntry.id,
            _state(AuditEntry.before).label("was"),
            after.label("became"),
            func.lag(after).over(partition_by=row, order_by=AuditEntry.id).label("before_it"),
            func.lead(AuditEntry.id).over(partition_by=row, order_by=AuditEntry.id).label("next_id"),
        )
        .where(after.is_not(None))
        .subquery()
    )


def _states_now() -> Subquery:
    """Every row whose states the audit notes, and its state."""
    rows = (select(literal(kind.__tablename__, String).label("entity"), kind.id, kind.state) for kind in NOTED)
    return union_all(*rows).subquery()


CHECKS = (
    Check(
        "holders",
        lazy_gettext("A walk under way has one holder, and any other has none."),
        _holders(),
        lazy_gettext("Walk %(id)s is %(state)s, held by worker %(holder_id)s, with %(open)s open holdings."),
    ),
    Check(
        "one walk",
        lazy_gettext("A worker is on one walk at a time."),
        _one_walk(),
        lazy_gettext("%(name)s is on %(walks)s walks."),
    ),
    Check(
        "walks over",
        lazy_gettext("A walk that is over has no stop left, and says since when."),
        _over(),
        lazy_gettext("Walk %(id)s is %(state)s; its stops or its end say otherwise."),
    ),
    Check(
        "resting",
        lazy_gettext("Only a walk under way rests."),
        _resting(),
        lazy_gettext("Walk %(id)s is %(state)s, and its pause has not ended."),
    ),
    Check(
        "waiting",
        lazy_gettext("A walk that waits for another is free, and the other is not over."),
        _waiting(),
        lazy_gettext("Walk %(id)s is %(state)s and waits for walk %(before_id)s, which is %(before)s."),
    ),
    Check(
        "waves",
        lazy_gettext("A wave is done when all its walks are over and nothing of it waits for a refill, not before."),
        _waves(),
        lazy_gettext("Wave %(number)s is %(state)s; its walks say otherwise."),
    ),
    Check(
        "one wave",
        lazy_gettext("An order waits in one wave at a time."),
        _one_wave(),
        lazy_gettext("Order %(number)s waits in %(waves)s waves."),
    ),
    Check(
        "history",
        lazy_gettext("Every state follows the one before it, and the last one noted is the present one."),
        _history(),
        lazy_gettext(
            "%(entity)s %(entity_id)s: after %(before_it)s the audit notes %(was)s to %(became)s; it is %(state)s now."
        ),
    ),
)
