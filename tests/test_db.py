"""One place commits, each in turn."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import monotonic, sleep

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.exc import ProgrammingError

from app.db import db, guarded_update, insert_new, transaction
from app.errors import Busy
from app.fair_lock import FairLock
from app.warehouse.models import Warehouse
from tests.world import World

app_db = sys.modules["app.db"]  # `app.db` is also the name of the session holder


def test_a_row_added_outside_a_transaction_is_refused(app: Flask) -> None:
    db.session.add(Warehouse(code="X", name="X"))

    with pytest.raises(RuntimeError, match="outside transaction"):
        db.session.flush()
    db.session.rollback()


def test_a_statement_that_writes_outside_a_transaction_is_refused(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="outside transaction"):
        db.session.execute(update(Warehouse).values(name="Y"))


def test_what_breaks_half_way_leaves_nothing(app: Flask) -> None:
    def break_half_way() -> None:
        with transaction() as session:
            session.add(Warehouse(code="X", name="X"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_half_way()

    assert db.session.scalars(select(Warehouse)).all() == []


def test_a_transaction_inside_a_transaction_is_a_mistake(app: Flask) -> None:
    with transaction(), pytest.raises(RuntimeError, match="inside a transaction"), transaction():
        pass


def test_a_guarded_update_tells_whether_its_condition_held(world: World) -> None:
    with transaction():
        stock = world.stock("A-01-1", "MUG")
        assert guarded_update(stock, type(stock).on_hand >= 10, reserved=3)
        assert stock.reserved == 3
        assert not guarded_update(stock, type(stock).on_hand >= 11, reserved=9)
        assert stock.reserved == 3


def test_who_comes_second_with_a_unique_key_is_told_so(app: Flask) -> None:
    with transaction():
        values = {"code": "X", "name": "X", "time_zone": "UTC", "currency": "EUR", "settings": {}, "is_demo": False}
        assert insert_new(Warehouse, **values)
        assert not insert_new(Warehouse, **values)


def test_a_time_without_a_zone_is_refused(app: Flask) -> None:
    from app.operations.models import Operation

    with pytest.raises(Exception, match="without a zone"):
        db.session.scalars(select(Operation).where(Operation.received_at == datetime(2026, 1, 1))).all()  # noqa: DTZ001


def test_the_lock_serves_first_come_first_served() -> None:
    lock, served = FairLock(), list[int]()
    assert lock.acquire(1)

    def wait(number: int) -> None:
        assert lock.acquire(5)
        served.append(number)
        lock.release()

    threads = []
    for number in range(5):
        threads.append(threading.Thread(target=wait, args=(number,)))
        threads[-1].start()
        while len(lock._waiting) <= number:
            sleep(0.001)
    lock.release()
    for thread in threads:
        thread.join()

    assert served == [0, 1, 2, 3, 4]


def test_who_gives_up_waiting_does_not_get_the_lock_later() -> None:
    lock = FairLock()
    assert lock.acquire(1)

    assert not lock.acquire(0.01)
    lock.release()

    assert lock.acquire(0.01)


@pytest.mark.sqlite
def test_a_locked_database_answers_busy_after_its_wait(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_db, "WAIT_SECONDS", 0.05)
    assert app_db._writer.acquire(1)
    began = monotonic()
    try:
        with pytest.raises(Busy), transaction():
            pass
    finally:
        app_db._writer.release()

    assert monotonic() - began >= 0.05


def test_nobody_waits_for_a_lock_beyond_the_given_end(world: World) -> None:
    began = monotonic()
    with another_hand_on(world), pytest.raises(Busy), transaction(began + 0.5) as session:
        session.scalar(select(Warehouse.id).where(Warehouse.id == world.warehouse_id).with_for_update())

    assert 0.45 <= monotonic() - began < 2


@pytest.mark.sqlite
def test_who_waited_for_the_turn_does_not_wait_as_long_again_for_another_programs_lock(world: World) -> None:
    assert app_db._writer.acquire(1)
    threading.Timer(0.5, app_db._writer.release).start()
    began = monotonic()
    with another_hand_on(world), pytest.raises(Busy), transaction(began + 0.8):
        pass

    assert 0.75 <= monotonic() - began < 2
    with transaction() as session:
        assert session.scalar(text("PRAGMA busy_timeout")) == 5000


@contextmanager
def another_hand_on(world: World) -> Iterator[None]:
    """Somebody else, outside our turns, has written the warehouse and not committed."""
    with db.engine.connect().execution_options(writes=True) as connection:
        connection.execute(update(Warehouse).where(Warehouse.id == world.warehouse_id).values(name="X"))
        yield


def test_a_connection_that_is_lost_as_a_request_ends_spoils_neither_its_answer_nor_the_next_one(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    losing = db.engine.dialect
    told = losing.loaded_dbapi.OperationalError("server closed the connection unexpectedly")

    def lost(_connection: object) -> None:
        raise told

    with app.app_context(), monkeypatch.context() as patch:
        db.session.scalar(text("SELECT 1"))
        patch.setattr(losing, "do_rollback", lost)
        db.session.remove()  # as at the end of each request

    with app.app_context():
        assert db.session.scalar(text("SELECT 1")) == 1


def test_what_else_goes_wrong_as_a_request_ends_is_not_hidden(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    breaking = db.engine.dialect

    def breaks(_connection: object) -> None:
        raise breaking.loaded_dbapi.ProgrammingError("no such thing")

    with app.app_context(), monkeypatch.context() as patch:
        db.session.scalar(text("SELECT 1"))
        patch.setattr(breaking, "do_rollback", breaks)
        with pytest.raises(ProgrammingError):
            db.session.remove()
        patch.undo()
        db.session().invalidate()
        db.session.remove()
