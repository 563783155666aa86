"""Ana finds no mugs for the first order of her walk, neither where she is sent nor elsewhere; Cleo decides."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.catalog.models import Barcode, Item
from app.db import db
from app.inventory.commands import lot_of, receive
from app.operations.models import AuditEntry
from app.orders.holds import hold_words, open_holds
from app.orders.models import Order, OrderLine
from app.outbox.models import OutboxEntry
from app.picking.models import PickTask
from app.waves.models import Wave
from tests.floor import fresh
from tests.picking.conftest import Walk, ana, walk
from tests.visitor import Visitor, visitor
from tests.world import SYSTEM

__all__ = ["ana", "walk"]

HTMX = {"HX-Request": "true", "Accept": "*/*"}


@dataclass
class Lead:
    """Cleo, and what she sees and does."""

    walk: Walk
    page: Visitor

    def sees(self, url: str = "/exceptions/now") -> str:
        answer = self.page.get(url)
        assert answer.status_code == 200, answer.text
        return " ".join(answer.text.split())

    def does(self, url: str, **form: object) -> TestResponse:
        """Press a button of the list: the answer is the list as it is then."""
        return self.page.send(url, headers=HTMX, **form)

    def line(self, sku: str = "MUG", order: int = 0) -> OrderLine:
        """The line of one of the walk's orders as the database has it now."""
        lines = self.order(order).lines
        return next(line for line in lines if line.sku == sku)

    def order(self, number: int = 0) -> Order:
        order: Order = fresh(Order, self.walk.orders[number])
        return order

    def holds(self, number: int = 0) -> list[str]:
        return [hold_words(hold.reason, hold.params) for hold in open_holds(self.order(number))]

    def changes(self, number: int = 0) -> list[str]:
        """What the audit notes of the order."""
        db.session.rollback()
        mine = select(AuditEntry.change).where(
            AuditEntry.entity == "orders", AuditEntry.entity_id == self.walk.orders[number]
        )
        return list(db.session.scalars(mine.order_by(AuditEntry.id)))

    def tasks(self) -> list[PickTask]:
        db.session.rollback()
        return list(db.session.scalars(select(PickTask).order_by(PickTask.id)))

    def wave(self) -> Wave:
        db.session.rollback()
        return db.session.scalars(select(Wave).execution_options(populate_existing=True)).one()

    def stocks(self, address: str, units: int, sku: str = "MUG") -> None:
        """So many units come from the supplier."""
        world = self.walk.world
        world.do(lambda: receive(world.item(sku), lot_of(world.item(sku)), units, world.location(address), SYSTEM))

    def nudges(self) -> set[tuple[str, str]]:
        db.session.rollback()
        return {(entry.topic, entry.name) for entry in db.session.scalars(select(OutboxEntry))}


@pytest.fixture
def cleo(walk: Walk) -> Lead:
    return Lead(walk, visitor(walk.world, "Cleo"))


@pytest.fixture
def short(cleo: Lead) -> Lead:
    """Three mugs are missing of the first order; its walk goes on."""
    for reason in ("empty", "empty"):
        stop = next(stop for stop in cleo.walk.document.stops if stop.sku == "MUG" and stop.left)
        assert cleo.walk.ana.post(f"/picking/lines/{stop.line_id}/shorts", reason=reason).status_code == 200
    assert cleo.line().short == 3
    return cleo


@pytest.fixture
def staged(short: Lead) -> Lead:
    """Ana has picked the rest and staged it: the wave is done, the order picked but for its mugs."""
    walk = short.walk
    walk.ana.pick_all(walk.task_id)
    lane = walk.document.lanes[0][0]
    assert walk.ana.post(f"/picking/tasks/{walk.task_id}/stagings", lane=lane).status_code == 200
    return short


def add_item(lead: Lead, sku: str, name: str, code: str, units: int, address: str) -> None:
    """An item that the catalogue has beside those of the world, and where it lies."""

    def command() -> None:
        item = Item(sku=sku, names={"en": name})
        item.barcodes = [Barcode(code=code, quantity=1, unit="each")]
        db.session.add(item)
        db.session.flush()
        receive(item, lot_of(item), units, lead.walk.world.location(address), SYSTEM)

    lead.walk.world.do(command)
