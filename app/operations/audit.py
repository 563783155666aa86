"""Audit: one row for each change."""

from collections.abc import Sequence
from typing import Any, Protocol

from app.clock import now
from app.db import db, insert_row, insert_rows
from app.operations.actor import Actor
from app.operations.models import AuditEntry


class Row(Protocol):
    """A mapped row with an integer id."""

    __tablename__: Any
    id: Any


def audit(row: Row, change: str, actor: Actor, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Note that `actor` made `change` to `row`, and what the changed columns were before and are now."""
    if row.id is None:
        db.session.flush()  # a new row gets its id
    insert_row(
        AuditEntry,
        warehouse_id=getattr(row, "warehouse_id", None) or actor.warehouse_id,
        at=now(),
        device_at=actor.device_at,
        worker_id=actor.worker_id,
        device_id=actor.device_id,
        operation_id=actor.operation_id,
        source=actor.source,
        entity=row.__tablename__,
        entity_id=row.id,
        change=change,
        before=before,
        after=after,
    )


def audit_new(
    table: str, change: str, actor: Actor, warehouse_id: int | None, made: Sequence[tuple[int, dict[str, Any]]]
) -> None:
    """Note many new rows of one table at once: the id of each, and what it is."""
    _audit_all(table, change, actor, warehouse_id, [(row_id, {}, after) for row_id, after in made])


def change(row: Row, name: str, actor: Actor, /, **values: Any) -> None:
    """Set `values` on `row` and note what they were before."""
    before = _set(row, values)
    audit(row, name, actor, before, plain(values))


def change_all(rows: Sequence[Row], name: str, actor: Actor, warehouse_id: int, /, **values: Any) -> None:
    """The same for many rows of one table and warehouse, in few statements."""
    if rows:
        before = [_set(row, values) for row in rows]
        done = [(row.id, old, plain(values)) for row, old in zip(rows, before, strict=True)]
        _audit_all(rows[0].__tablename__, name, actor, warehouse_id, done)


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """`values` as JSON can keep them."""
    return {
        key: value if isinstance(value, str | int | float | bool | None | list | dict) else str(value)
        for key, value in values.items()
    }


def _set(row: Row, values: dict[str, Any]) -> dict[str, Any]:
    """Set `values`; what they were before."""
    before = {key: getattr(row, key) for key in values}
    for key, value in values.items():
        setattr(row, key, value)
    return plain(before)


def _audit_all(
    table: str,
    change: str,
    actor: Actor,
    warehouse_id: int | None,
    done: Sequence[tuple[int, dict[str, Any], dict[str, Any]]],
) -> None:
    shared: dict[str, Any] = {
        "warehouse_id": warehouse_id,
        "at": now(),
        "device_at": actor.device_at,
        "worker_id": actor.worker_id,
        "device_id": actor.device_id,
        "operation_id": actor.operation_id,
        "source": actor.source,
        "entity": table,
        "change": change,
    }
    rows = [{**shared, "entity_id": row_id, "before": before, "after": after} for row_id, before, after in done]
    insert_rows(AuditEntry, rows)
