"""Rules of operations: one final answer each, the exact ledger legs, an audit row for each change."""

from flask_babel import lazy_gettext
from sqlalchemy import or_, select

from app.books.check import Check, Rows, differing
from app.inventory.models import StockMovement
from app.operations.models import AuditEntry, Operation
from app.picking.models import Pick

DONE = "done"


def _told() -> Rows:
    return select(Operation.id, Operation.name, Operation.code, Operation.status).order_by(Operation.received_at)


def _final() -> Rows:
    return _told().where(
        or_(Operation.code == "pending", (Operation.code == DONE) != (Operation.status == 200), Operation.status == 0)
    )


def _ledger() -> Rows:
    """What an operation picked is what it moved, to the unit."""
    by_operation = StockMovement.operation_id.label("id")
    sums = differing(
        select(Pick.operation_id.label("id"), Pick.quantity.label("units")).where(
            Pick.operation_id.is_not(None), Pick.sorted_from_id.is_(None)
        ),
        select(by_operation, StockMovement.quantity.label("units")).where(
            StockMovement.reason == "pick", StockMovement.operation_id.is_not(None)
        ),
    )
    return _told().add_columns(sums.c.one, sums.c.other).join(sums, sums.c.id == Operation.id)


def _without_effect() -> Rows:
    """A refusal undoes what the command did: nothing in the book or the audit names it."""
    effects = (
        select(model.id).where(model.operation_id == Operation.id).exists()
        for model in (AuditEntry, StockMovement, Pick)
    )
    return _told().where(Operation.code != DONE, or_(*effects))


def _audited() -> Rows:
    """By the same worker on the same device; what is moved by no operation belongs to a program's own step."""
    noted = select(AuditEntry.id).where(
        AuditEntry.operation_id == StockMovement.operation_id,
        AuditEntry.worker_id.is_not_distinct_from(StockMovement.worker_id),
        AuditEntry.device_id.is_not_distinct_from(StockMovement.device_id),
    )
    moved = select(StockMovement.operation_id).where(StockMovement.operation_id.is_not(None), ~noted.exists())
    return _told().where(Operation.id.in_(moved))


def _who() -> Rows:
    return (
        _told()
        .add_columns(AuditEntry.entity, AuditEntry.entity_id)
        .join(AuditEntry, AuditEntry.operation_id == Operation.id)
        .where(
            or_(
                AuditEntry.worker_id.is_distinct_from(Operation.worker_id),
                AuditEntry.device_id.is_distinct_from(Operation.device_id),
            )
        )
    )


CHECKS = (
    Check(
        "final answers",
        lazy_gettext("Each operation has one final answer."),
        _final(),
        lazy_gettext("Operation %(id)s (%(name)s) has the answer %(code)s with status %(status)s."),
    ),
    Check(
        "operations' ledger",
        lazy_gettext("What an operation picked is what it moved."),
        _ledger(),
        lazy_gettext("Operation %(id)s (%(name)s): %(one)s picked, %(other)s moved."),
    ),
    Check(
        "refusals",
        lazy_gettext("What was refused changed nothing."),
        _without_effect(),
        lazy_gettext("Operation %(id)s (%(name)s) was refused (%(code)s), and yet the book names it."),
    ),
    Check(
        "audited",
        lazy_gettext("What an operation moved is in the audit, by the same worker on the same device."),
        _audited(),
        lazy_gettext("Operation %(id)s (%(name)s) moved stock, and the audit does not say so."),
    ),
    Check(
        "who",
        lazy_gettext("The audit names the worker and the device that the operation names."),
        _who(),
        lazy_gettext("Operation %(id)s (%(name)s): the audit of %(entity)s %(entity_id)s names somebody else."),
    ),
)
