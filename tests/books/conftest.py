"""A day on the floor whose books are right, and a way to falsify them behind the program's back."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, text

from app.db import db
from app.orders.commands import cancel_order
from app.orders.models import Order
from app.picking.models import PickTask
from app.picking.queries import lines_of_task
from app.putting_back.commands import confirm_put_back
from app.putting_back.models import PutBackTask
from app.putting_back.queries import lines_of_stop
from app.putting_back.queries import lines_of_task as put_back_lines
from app.walks.scans import StopScan
from tests.floor import Hand, fresh, release, right_scan
from tests.world import World

Falsify = Callable[[str], None]


@pytest.fixture
def day(world: World) -> World:
    """Ana staged mugs and tea; Ben has picked two cards of five, and mugs are to come; one order waits for a wave.

    Of another order two cards were picked and staged when it was cancelled: Ana has put one of them back.
    """
    for name in ("Ana", "Ben"):
        world.client(name)
    world.order({"MUG": 3, "TEA": 2}, number="A1")
    release(world.warehouse_id)
    ana, ben = Hand(world.actor("Ana")), Hand(world.actor("Ben"))
    task_id = ana.claims()
    assert task_id
    ana.walks(task_id)
    world.order({"CARD": 5, "MUG": 2}, number="B1")
    release(world.warehouse_id)
    task_id = ben.claims()
    assert task_id
    ben.binds_all(task_id)
    line = next(line for line in lines_of_task(fresh(PickTask, task_id)) if line.quantity == 5)
    assert ben.picks(line.id, right_scan(line, quantity=1)).ok
    assert ben.picks(line.id, right_scan(line, quantity=1)).ok
    line = next(line for line in lines_of_task(fresh(PickTask, task_id)) if line.quantity == 2)
    assert not ben.picks(line.id, right_scan(line, quantity=7)).ok
    _put_one_back(world, ana, world.order({"CARD": 2}, number="D1"))
    world.order({"MUG": 1}, number="C1")
    db.session.rollback()
    return world


def _put_one_back(world: World, ana: Hand, order_id: int) -> None:
    release(world.warehouse_id)
    task_id = ana.claims()
    assert task_id
    ana.walks(task_id)
    world.do(lambda: cancel_order(db.session.get_one(Order, order_id), world.actor("Cleo")))
    task_id = ana.claims()
    [line] = put_back_lines(fresh(PutBackTask, task_id or 0))
    scan = StopScan(bin=line.location.barcode, item=line.pick.line.lot.item.barcodes[0].code, quantity=1)
    line_id = line.id
    done = ana.does("put back", lambda actor: confirm_put_back(lines_of_stop(line_id), scan, actor), line=line_id)
    assert done.ok


@pytest.fixture
def falsify(app: object) -> Iterator[Falsify]:
    """Write to the database as no command would, past its constraints too; nothing of it is committed."""
    yield _falsify
    db.session.rollback()


def _falsify(statement: str) -> None:
    connection = db.session.connection()
    _drop_guards(connection)
    connection.execute(text(statement))
    _keep_guards(connection)


def _drop_guards(connection: Connection) -> None:
    """Until the rollback (on SQLite the checks are off for one statement)."""
    connection.execute(text("DROP INDEX IF EXISTS uq_tote_uses_open"))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        return
    checks = (
        "SELECT conrelid::regclass::text, conname FROM pg_constraint "
        "WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
    )
    for table, name in connection.execute(text(checks)).all():
        connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))


def _keep_guards(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=OFF")
