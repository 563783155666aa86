"""Each rule of packing notices when somebody falsifies what it watches."""

import pytest

from app.books import packing, serials
from app.books.check import run
from app.db import db
from app.packing.commands import build_wall, sort_units
from app.walks.scans import StopScan
from app.warehouse.models import Warehouse
from tests.books.conftest import Falsify
from tests.floor import wrong_books
from tests.packing.orders import close, hand, pack_all, picked_order, picked_orders
from tests.world import World

PACK = "(SELECT min(id) FROM packs)"
CARTON = "(SELECT min(id) FROM cartons)"
SORTED = "(SELECT max(id) FROM picks WHERE sorted_from_id IS NOT NULL)"

SABOTAGE = {
    "packs": f"UPDATE picks SET packed = packed - 1 WHERE id = (SELECT pick_id FROM packs WHERE id = {PACK})",
    "lines packed": "UPDATE order_lines SET packed = packed - 1 WHERE packed > 0",
    "sorted": f"UPDATE picks SET quantity = quantity + 1 WHERE id = {SORTED}",
    "packed stock": "UPDATE stock SET on_hand = on_hand + 1 WHERE location_id IN "
    "(SELECT id FROM locations WHERE kind = 'packed')",
    "cartons": f"UPDATE packs SET undone_at = at WHERE carton_id = {CARTON}",
    "right cartons": f"UPDATE packs SET carton_id = (SELECT max(id) FROM cartons) WHERE id = {PACK}",
    "packed orders": f"UPDATE cartons SET state = 'open' WHERE id = {CARTON}",
    "cells": "UPDATE wall_cells SET order_id = NULL",
    "packed serials": "UPDATE serials SET location_id = NULL WHERE location_id IN "
    "(SELECT id FROM locations WHERE kind = 'packed')",
    "serials packed": "DELETE FROM pack_serials",
}
RULES = [check for check in (*packing.CHECKS, *serials.CHECKS) if check.name in SABOTAGE]


@pytest.fixture
def packed(world: World) -> World:
    """Cards with serial numbers in a closed carton, mugs in an open one, and a mug of a bulk walk in a cell."""
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    world.do(lambda: build_wall(db.session.get_one(Warehouse, world.warehouse_id), "W1", 2, world.actor("Gus")))
    close(world, pack_all(world, picked_order(world, {"CARD": 2})))
    pack_all(world, picked_order(world, {"MUG": 2}))
    picked_orders(world, {"MUG": 1, "TEA": 1}, {"MUG": 1}, mode="bulk")
    scan = StopScan(item="4006381333931", tote="TOTE-001")
    assert hand(world, "Ben").does("sort", lambda actor: sort_units(world.warehouse_id, scan, actor)).ok
    return world


def test_the_books_of_honest_packing_are_right(packed: World) -> None:
    assert wrong_books() == []


def test_each_rule_of_packing_has_its_sabotage() -> None:
    assert {check.name for check in packing.CHECKS} <= SABOTAGE.keys()
    assert len(RULES) == len(SABOTAGE)


@pytest.mark.parametrize("name", SABOTAGE)
def test_a_rule_notices_what_breaks_it(packed: World, falsify: Falsify, name: str) -> None:
    falsify(SABOTAGE[name])

    [finding] = [run(check) for check in RULES if check.name == name]

    assert finding.count
    assert [row for row in finding.rows if not row or "%(" in row] == []
