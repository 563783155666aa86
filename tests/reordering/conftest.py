"""Some months of orders for the small world: mugs go daily, cards in lumps, tea went once and never again."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.clock import now
from app.db import db, transaction
from app.orders.models import SHIPPED, Order, OrderLine
from app.reordering import background
from tests.world import World

DAYS = 120
WALL = ZoneInfo("Europe/London")


def today() -> date:
    """The day on the wall of Riverside."""
    return now().astimezone(WALL).date()


def days_ago(number: int) -> datetime:
    return datetime.combine(today() - timedelta(days=number), time(12), UTC)


def placed(world: World, lines: Mapping[str, int], at: datetime, state: str = SHIPPED) -> Order:
    """An order of that moment; inside a transaction."""
    world.orders_made += 1
    order = Order(
        warehouse_id=world.warehouse_id,
        channel_id=world.channel_id,
        number=f"H{world.orders_made}",
        placed_at=at,
        imported_at=at,
        state=state,
    )
    for position, (sku, quantity) in enumerate(lines.items(), 1):
        item = world.item(sku)
        order.lines.append(OrderLine(position=position, item_id=item.id, sku=sku, quantity=quantity))
    db.session.add(order)
    db.session.flush()
    return order


@pytest.fixture(autouse=True)
def _looks_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this process looked for in an earlier test."""
    monkeypatch.setattr(background, "_looked", {})


@pytest.fixture
def sold(world: World) -> World:
    """Mugs: two a day. Cards: thirty, every four weeks. Tea: four, a hundred days ago. All of it has left."""
    with transaction():
        for number in range(1, DAYS + 1):
            lines = {"MUG": 2} | ({"CARD": 30} if number % 28 == 0 else {}) | ({"TEA": 4} if number == 100 else {})
            placed(world, lines, days_ago(number))
    return world


@pytest.fixture
def low(sold: World) -> World:
    """Mugs: 14 of the 28 that are to be there. Cards: 20 of 30. Tea: 10, of which nobody expects any."""
    background.make_figures(sold.warehouse_id)
    return sold
