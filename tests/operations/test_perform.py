"""An operation has one effect for ever."""

from contextlib import AbstractContextManager
from importlib import import_module
from time import monotonic, sleep
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import events
from app.connections import WAIT_SECONDS
from app.db import db, transaction
from app.errors import Busy, DomainError
from app.operations import Actor, Asked, audit, perform
from app.operations.models import AuditEntry, Operation
from app.operations.perform import OperationChanged
from app.warehouse.models import Warehouse

ANA = Actor(worker_name="Ana", source="test")


class NoRoom(DomainError):
    code = "no_room_test"
    message = "There is no room for %(what)s."


class Counted(events.Event):
    pass


def open_warehouse(actor: Actor) -> dict[str, int]:
    warehouse = Warehouse(code="X", name="X")
    db.session.add(warehouse)
    audit(warehouse, "opened", actor, {}, {})
    events.record(Counted())
    return {"warehouse_id": warehouse.id}


def refuse_half_way(actor: Actor) -> None:
    open_warehouse(actor)
    raise NoRoom(what="mugs")


def asked(**content: object) -> Asked:
    return Asked(id=str(uuid4()), name="open", content=content, actor=ANA)


def warehouses() -> int:
    return db.session.scalar(select(func.count()).select_from(Warehouse)) or 0


def test_it_is_done_and_its_outcome_kept(app: Flask) -> None:
    operation = asked()

    outcome = perform(operation, open_warehouse)

    assert outcome.ok
    assert not outcome.replayed
    stored = db.session.get_one(Operation, operation.id)
    assert (stored.code, stored.result) == ("done", dict(outcome.result))
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == 1


def test_a_replay_does_nothing_more_and_gets_the_first_outcome(app: Flask) -> None:
    operation = asked()
    first = perform(operation, open_warehouse)

    again = perform(operation, open_warehouse)

    assert again.replayed
    assert (again.code, again.result) == (first.code, first.result)
    assert warehouses() == 1


def test_the_same_id_with_another_content_is_refused(app: Flask) -> None:
    operation = asked(tote="1")
    perform(operation, open_warehouse)

    with pytest.raises(OperationChanged):
        perform(Asked(operation.id, operation.name, {"tote": "2"}, ANA), open_warehouse)

    assert warehouses() == 1


def test_the_same_id_by_another_worker_is_refused(app: Flask) -> None:
    operation = asked()
    perform(operation, open_warehouse)

    with pytest.raises(OperationChanged):
        perform(Asked(operation.id, operation.name, {}, Actor(worker_id=7)), open_warehouse)


def test_a_refusal_undoes_what_was_done_and_is_the_outcome(app: Flask) -> None:
    operation = asked()

    outcome = perform(operation, refuse_half_way)

    assert not outcome.ok
    assert str(outcome.refusal) == "There is no room for mugs."
    assert warehouses() == 0
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == 0
    assert perform(operation, open_warehouse).code == "no_room_test"
    assert warehouses() == 0


def test_what_a_refusal_recorded_is_told_to_nobody(app: Flask) -> None:
    told: list[events.Event] = []
    events.subscribe(app, told.extend)
    try:
        perform(asked(), refuse_half_way)
        assert told == []
        perform(asked(), open_warehouse)
        assert [type(event) for event in told] == [Counted]
    finally:
        app.extensions["events"].subscribers.remove(told.extend)


def test_busy_is_no_outcome(app: Flask) -> None:
    operation = asked()
    tries = []

    def busy(actor: Actor) -> None:
        tries.append(actor)
        raise Busy

    with pytest.raises(Busy):
        perform(operation, busy)

    assert len(tries) == 3
    assert db.session.get(Operation, operation.id) is None
    assert perform(operation, open_warehouse).ok


def test_who_has_waited_long_enough_is_told_so_and_waits_no_second_time(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("app.operations.perform"), "WAIT_SECONDS", 0.01)
    tries = []

    def slowly_busy(actor: Actor) -> None:
        tries.append(actor)
        sleep(0.02)
        raise Busy

    with pytest.raises(Busy):
        perform(asked(), slowly_busy)

    assert len(tries) == 1


def test_all_tries_share_one_wait(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = []

    def noted(until: float) -> AbstractContextManager[Session]:
        ends.append(until)
        return transaction(until)

    def busy(actor: Actor) -> None:
        raise Busy

    monkeypatch.setattr(import_module("app.operations.perform"), "transaction", noted)
    with pytest.raises(Busy):
        perform(asked(), busy)

    assert len(ends) == 3
    assert len(set(ends)) == 1
    assert ends[0] <= monotonic() + WAIT_SECONDS


def test_a_mistake_of_the_program_leaves_no_trace(app: Flask) -> None:
    operation = asked()

    def broken(actor: Actor) -> None:
        open_warehouse(actor)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        perform(operation, broken)

    assert db.session.get(Operation, operation.id) is None
    assert warehouses() == 0
