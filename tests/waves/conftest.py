"""Cleo plans waves of the small world's orders, and releases them."""

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import select, update

from app.db import db
from app.orders.holds import open_holds
from app.orders.models import Order
from app.picking.models import PickTask
from app.picking.queries import lines_of_task
from app.warehouse.models import Location, Warehouse, Zone
from app.waves.choice import Choice
from app.waves.commands import plan_wave, release_wave
from app.waves.models import Wave, WaveOrder
from app.waves.release import work_off
from tests.floor import fresh
from tests.handheld import Handheld
from tests.world import World


@dataclass
class Lead:
    """Cleo, and what she sees."""

    world: World

    def plans(self, **choice: object) -> int:
        """A new wave of what she chooses; its id."""

        def command() -> int:
            warehouse = db.session.get_one(Warehouse, self.world.warehouse_id)
            return plan_wave(warehouse, Choice(**choice), self.world.actor("Cleo")).id  # type: ignore[arg-type]

        return self.world.do(command)

    def sends_out(self, wave_id: int) -> None:
        """Ask for the release, whose work is still to follow."""
        self.world.do(lambda: release_wave(db.session.get_one(Wave, wave_id), self.world.actor("Cleo")))

    def releases(self, **choice: object) -> int:
        """Plan a wave and release it until all its tasks are up."""
        wave_id = self.plans(**choice)
        self.sends_out(wave_id)
        work_off(wave_id)
        return wave_id


@pytest.fixture
def cleo(world: World) -> Lead:
    return Lead(world)


@pytest.fixture
def halls(world: World) -> tuple[int, int]:
    """Aisles A and B are the west hall, C and D the east hall."""

    def command() -> tuple[int, int]:
        zones = [Zone(warehouse_id=world.warehouse_id, code=code, name=code) for code in ("WEST", "EAST")]
        db.session.add_all(zones)
        db.session.flush()
        for zone, aisles in zip(zones, ((0, 1), (2, 3)), strict=True):
            mine = (Location.warehouse_id == world.warehouse_id, Location.aisle.in_(aisles))
            db.session.execute(update(Location).where(*mine).values(zone_id=zone.id))
        return zones[0].id, zones[1].id

    return world.do(command)


def orders_in(wave_id: int) -> list[int]:
    db.session.rollback()
    wanted = select(WaveOrder.order_id).where(WaveOrder.wave_id == wave_id).order_by(WaveOrder.id)
    return list(db.session.scalars(wanted))


def tasks_of(wave_id: int) -> list[PickTask]:
    db.session.rollback()
    return list(db.session.scalars(select(PickTask).where(PickTask.wave_id == wave_id).order_by(PickTask.id)))


def walk_of(task: PickTask) -> list[tuple[int, str, int]]:
    """(position, bin, units) in the order of the walk."""
    return [(line.position, line.location.address, line.quantity) for line in lines_of_task(task)]


def state_of(kind: type[Wave] | type[Order], row_id: int) -> str:
    state: str = fresh(kind, row_id).state
    return state


def line_counts(order_id: int) -> list[tuple[int, int, int]]:
    """(allocated, short, still to allocate) for each of the order's lines."""
    order: Order = fresh(Order, order_id)
    return [(line.allocated, line.short, line.to_allocate) for line in order.lines]


def picked_for(task: PickTask) -> set[int]:
    """The orders that the task's lines are for."""
    return {line.order_line.order_id for line in lines_of_task(task)}


def missing_of(order_id: int) -> list[tuple[str, int]]:
    """What the order's open holds say it lacks."""
    holds = open_holds(fresh(Order, order_id))
    return [(hold.params["sku"], hold.params["quantity"]) for hold in holds if hold.reason == "short"]


@pytest.fixture
def ana(world: World) -> Handheld:
    return Handheld(world, "Ana")


@pytest.fixture
def ben(world: World) -> Handheld:
    return Handheld(world, "Ben")


@pytest.fixture
def passing(cleo: Lead, halls: tuple[int, int]) -> Lead:
    """The cart is begun in the east hall (tea), and passed on to the west hall (mugs, cards)."""
    cleo.world.sets(zone_mode="pass")
    return cleo


def row(html: str, wave_id: int) -> str:
    found = re.search(rf'<article[^>]* id="wave-{wave_id}">.*?</article>', html, re.DOTALL)
    assert found, html
    return found[0]
