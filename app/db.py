"""The database: one base, one session, one place that commits."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from time import monotonic
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import (
    JSON,
    ColumnElement,
    DateTime,
    Dialect,
    Executable,
    Insert,
    MetaData,
    Table,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session, registry
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.types import TypeDecorator

from app import events
from app.connections import WAIT_SECONDS, prepare
from app.errors import Busy
from app.fair_lock import FairLock


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    registry = registry(
        metadata=metadata,
        type_annotation_map={datetime: UtcDateTime(), dict[str, Any]: JSON(), list[Any]: JSON()},
    )


class _Closing(FlaskSession):
    """A session that ends with its request, whatever became of its connection."""

    def close(self) -> None:
        """A connection that was lost has nothing to give back: the answer that was made is sent all the same."""
        try:
            super().close()
        except DBAPIError as problem:
            if not is_passing(problem):
                raise
            self.invalidate()


# What a request has read and written is still right when it renders its answer: the commit need not forget it.
# The next transaction() does, before it begins.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "class_": _Closing})


_writer = FairLock()


@contextmanager
def transaction(until: float | None = None) -> Iterator[Session]:
    """All that is written inside is committed together or not at all; what was recorded is published after the commit.

    Waits for its turn up to five seconds, or `until` (of the monotonic clock), then refuses with `Busy`. Never nested.
    """
    until = until or monotonic() + WAIT_SECONDS
    session = db.session()
    if session.info.get("writing"):
        raise RuntimeError("a transaction inside a transaction")
    session.rollback()  # what was read before may be stale by the time it is our turn
    alone = db.engine.dialect.name == "sqlite"
    if alone and not _writer.acquire(until - monotonic()):
        raise Busy
    session.info["writing"] = True
    try:
        with events.collecting() as recorded:
            session.connection(execution_options={"writes": True, "until": until})
            yield session
            session.commit()
    except BaseException as problem:
        session.rollback()
        if is_passing(problem):
            raise Busy from problem
        raise
    finally:
        session.info["writing"] = False
        if alone:
            _writer.release()
    events.publish(recorded)


def guarded_update(row: Base, *conditions: ColumnElement[bool], **values: Any) -> bool:
    """Change a row only where `conditions` still hold in the database; says whether they did.

    Reading first and writing after lets two workers take the same unit. The values may be SQL expressions.
    """
    table = _keeper(type(row), frozenset(values))
    statement = update(table).where(table.c.id == row.id, *conditions).values(values)  # type: ignore[attr-defined]
    found = _written().execute(statement.returning(*(table.c[name] for name in values))).first()
    if found is None:
        db.session.expire(row, list(values))  # what was read is not what is there
        return False
    for name, value in zip(values, found, strict=True):
        set_committed_value(row, name, value)
    return True


@cache
def _keeper(kind: type[Base], columns: frozenset[str]) -> Table:
    """The one table that keeps the columns: a pick task's holder is in the table of walks."""
    for mapper in kind.__mapper__.iterate_to_root():
        if all(mapper.columns[name].table is mapper.local_table for name in columns):
            return mapper.local_table  # type: ignore[return-value]
    raise TypeError(f"{kind.__name__} keeps {', '.join(columns)} in several tables")


def insert_row(kind: type[Base], **values: Any) -> int:
    """Add a row that nobody looks at again in this transaction; its id. Spares it the way through the unit of work."""
    added = _written().execute(_insert(kind), values).inserted_primary_key
    return int(added[0])  # type: ignore[index]


def insert_rows(kind: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """The same for many at once; nothing for none."""
    if rows:
        _written().execute(_insert(kind), list(rows))


def insert_new(kind: type[Base], **values: Any) -> bool:
    """Add a row unless its unique key is there already, and say whether it was added: who comes second is no fault."""
    return _written().execute(_insert_new(kind, db.engine.dialect.name), values).first() is not None


@cache
def _insert(kind: type[Base]) -> Insert:
    return insert(kind.__table__)  # type: ignore[arg-type]


@cache
def _insert_new(kind: type[Base], dialect: str) -> Executable:
    added = sqlite.insert(kind) if dialect == "sqlite" else postgresql.insert(kind)
    return added.on_conflict_do_nothing().returning(*kind.__mapper__.primary_key)


def _written() -> Connection:
    """The connection of the transaction under way, for what is written past the session: it knows all before it."""
    session = db.session()
    if not session.info.get("writing"):
        raise RuntimeError("a write outside transaction()")
    session.flush()
    return session.connection()


def one_at_a_time(name: str) -> None:
    """Until the transaction ends, nobody else does what goes by this name; on SQLite nobody else writes at all."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(name))))


PROBLEMS = (NoFreeConnection, DBAPIError)
"""What the database raises."""


def is_passing(problem: BaseException | None) -> bool:
    """Whether the same work may succeed a moment later: a busy, full, serialization or lost-connection error."""
    if isinstance(problem, NoFreeConnection):
        return True
    if not isinstance(problem, DBAPIError):
        return False
    if problem.connection_invalidated:
        return True
    state = getattr(problem.orig, "sqlstate", None)
    if state:
        return state in {"40001", "40P01", "55P03"} or state.startswith(("08", "53", "57P"))
    text = str(problem.orig)
    return any(sign in text for sign in ("database is locked", "disk is full", "disk I/O", "connection"))


def check_database() -> None:
    """Raises Busy while the database does not answer."""
    try:
        db.session.execute(select(1))
    except DBAPIError as problem:
        raise Busy from problem


def init_db(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    if not event.contains(Session, "before_flush", _refuse_stray_flush):
        event.listen(Session, "before_flush", _refuse_stray_flush)
        event.listen(Session, "do_orm_execute", _refuse_stray_statement)


def _refuse_stray_flush(session: Session, context: object, instances: object) -> None:
    if not session.info.get("writing"):
        raise RuntimeError("a write outside transaction()")


def _refuse_stray_statement(state: ORMExecuteState) -> None:
    if (state.is_insert or state.is_update or state.is_delete) and not state.session.info.get("writing"):
        raise RuntimeError("a write outside transaction()")
