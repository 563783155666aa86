"""Cleo blocks an aisle for now: nobody is led there, nothing is taken from there, until it is open again."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import db
from app.inventory.commands import lot_of, receive
from app.inventory.models import Allocation
from app.inventory.queries import free_stock
from app.operations.models import AuditEntry
from app.picking.models import PickTask
from app.planning.layout import Cell, Crossing
from app.warehouse.blocking import blocked_aisles
from app.warehouse.commands import apply_layout
from app.warehouse.layout import building_of
from app.warehouse.layout_file import read_layout
from app.warehouse.models import Location, Warehouse
from tests.floor import release
from tests.handheld import Handheld
from tests.visitor import Visitor, alert_of, visitor
from tests.world import LAYOUT, SYSTEM, World


@pytest.fixture
def cleo(world: World) -> Visitor:
    return visitor(world, "Cleo")


def blocked_in(world: World) -> list[tuple[str, int]]:
    db.session.rollback()
    return [(row.aisle, row.block) for row in blocked_aisles(db.session.get_one(Warehouse, world.warehouse_id))]


def bins_of_mugs(world: World) -> set[str]:
    db.session.rollback()
    return {stock.location.address for stock in free_stock(world.warehouse_id, world.item("MUG").id)}


@pytest.mark.parametrize("name", ["Cleo", "Gus"])
def test_a_lead_or_an_admin_blocks_an_aisle_and_opens_it_again(world: World, name: str) -> None:
    floor = visitor(world, name)

    floor.send("/aisles/blocks", aisle="A", block="", reason="Spilled oil")
    page = floor.get("/aisles").text

    assert blocked_in(world) == [("A", 0), ("A", 1)]
    assert "Spilled oil" in page
    assert floor.send("/aisles/openings", aisle="A", block="1").status_code == 303
    assert blocked_in(world) == [("A", 0)]
    floor.send("/aisles/openings", aisle="A", block="")
    assert blocked_in(world) == []


def test_who_blocked_and_opened_what_stands_in_the_audit(world: World, cleo: Visitor) -> None:
    cleo.send("/aisles/blocks", aisle="B", block="1", reason="Truck")
    cleo.send("/aisles/openings", aisle="B", block="1")

    wanted = select(AuditEntry).where(AuditEntry.change.like("aisle %")).order_by(AuditEntry.id)
    blocked, opened = db.session.scalars(wanted)
    assert (blocked.change, blocked.after, blocked.worker_id) == (
        "aisle blocked",
        {"aisle": "B", "blocks": [1], "reason": "Truck"},
        world.workers["Cleo"],
    )
    assert (opened.change, opened.before) == ("aisle opened", {"aisle": "B", "blocks": [1]})


def test_nothing_is_allocated_from_a_blocked_aisle(world: World, cleo: Visitor) -> None:
    cleo.send("/aisles/blocks", aisle="A", block="0")
    assert bins_of_mugs(world) == {"C-02-1"}
    world.order({"MUG": 3})
    release(world.warehouse_id)

    db.session.rollback()
    taken = {allocation.stock.location.address for allocation in db.session.scalars(select(Allocation))}
    assert taken == {"C-02-1"}


def test_only_the_blocked_part_of_the_aisle_is_closed(world: World, cleo: Visitor) -> None:
    cleo.send("/aisles/blocks", aisle="A", block="1")

    assert bins_of_mugs(world) == {"A-01-1", "C-02-1"}


def test_the_other_warehouse_goes_on(world: World, cleo: Visitor) -> None:
    world.do(lambda: _put_elsewhere(world, "MUG", "A-01-1"))
    cleo.send("/aisles/blocks", aisle="A", block="")

    db.session.rollback()
    there = building_of(db.session.get_one(Warehouse, world.other_warehouse_id))
    assert [stock.on_hand for stock in free_stock(world.other_warehouse_id, world.item("MUG").id)] == [5]
    assert not there.is_blocked(Cell(0, 0))
    assert blocked_in(world) == [("A", 0), ("A", 1)]


def test_walks_are_planned_around_a_blocked_aisle(world: World, cleo: Visitor) -> None:
    cleo.send("/aisles/blocks", aisle="A", block="0")

    db.session.rollback()
    building = building_of(db.session.get_one(Warehouse, world.warehouse_id))
    assert building.is_blocked(Cell(0, 0))
    assert not building.is_blocked(Cell(0, 5))
    assert building.distance(Crossing(0, 0), Crossing(0, 1)) == 3 + 6 + 3


def test_lines_that_were_planned_there_already_are_told_to_the_lead(world: World, cleo: Visitor) -> None:
    world.order({"MUG": 2}, number="S-77")
    world.order({"CARD": 1}, number="S-78")
    release(world.warehouse_id)
    assert "S-77" not in cleo.get("/aisles").text

    cleo.send("/aisles/blocks", aisle="A", block="")

    page = cleo.get("/aisles").text
    assert "S-77" in page
    assert "A-01-1" in page
    assert "S-78" not in page


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"aisle": "Q", "block": ""}, "no aisle Q"),
        ({"aisle": "A", "block": "2"}, "no aisle A with that block"),
        ({"aisle": "A", "block": "-1"}, "no aisle A with that block"),
        ({"aisle": "A", "block": "²"}, "no aisle A with that block"),
        ({"aisle": "A", "block": "", "reason": "x" * 81}, "more than 80"),
    ],
)
def test_what_makes_no_sense_changes_nothing(cleo: Visitor, world: World, form: dict[str, object], said: str) -> None:
    refused = cleo.send("/aisles/blocks", headers=None, **form)

    assert said in alert_of(refused)
    assert blocked_in(world) == []


def test_an_aisle_is_blocked_once_and_opened_once(world: World, cleo: Visitor) -> None:
    cleo.send("/aisles/blocks", aisle="A", block="0")

    assert "blocked there already" in alert_of(cleo.send("/aisles/blocks", aisle="A", block="0"))
    assert "is open there" in alert_of(cleo.send("/aisles/openings", aisle="A", block="1"))
    assert blocked_in(world) == [("A", 0)]


def test_an_aisle_is_not_blocked_where_that_would_cut_off_another(world: World, cleo: Visitor) -> None:
    _load(world, '\n[[stretches]]\naisles = ["A", "B", "C"]\nblocks = [0]\none_way = "up"\n')

    refused = cleo.send("/aisles/blocks", aisle="D", block="0")

    assert "Nobody can walk from aisle A, block 0" in alert_of(refused)
    assert blocked_in(world) == []


def test_an_aisle_keeps_blocked_by_its_name_when_the_layout_changes(world: World, cleo: Visitor) -> None:
    cleo.send("/aisles/blocks", aisle="B", block="1")
    cleo.send("/aisles/blocks", aisle="A", block="0")

    _load(world, "", names='["X", "B", "C", "D"]', blocks="[3, 5]", depot="X")

    assert blocked_in(world) == [("B", 1)]
    db.session.rollback()
    building = building_of(db.session.get_one(Warehouse, world.warehouse_id))
    assert [building.is_blocked(Cell(1, cell)) for cell in (2, 3, 7)] == [False, True, True]


def _load(world: World, more: str, names: str = '"A-D"', blocks: str = "[5, 5]", depot: str = "A") -> None:
    text = LAYOUT.replace('"A-D"', names).replace("[5, 5]", blocks).replace('aisle = "A"', f'aisle = "{depot}"') + more

    def load() -> None:
        apply_layout(db.session.get_one(Warehouse, world.warehouse_id), read_layout(text)[1], SYSTEM)

    world.do(load)


def test_the_commands_block_open_and_list(world: World) -> None:
    run = world.app.test_cli_runner().invoke

    blocked = run(args=["aisles", "block", "C", "--block", "1", "--reason", "Inspection", "--warehouse", "RIVER"])
    refused = run(args=["aisles", "block", "Z", "--warehouse", "RIVER"])
    listed = run(args=["aisles", "list", "--warehouse", "RIVER"])
    opened = run(args=["aisles", "open", "C", "--warehouse", "RIVER"])

    assert "C, block 1: blocked since" in blocked.output
    assert listed.output == blocked.output
    assert (refused.exit_code, "no aisle Z" in refused.output) == (1, True)
    assert opened.output == "All aisles are open.\n"


def test_a_walk_under_way_is_planned_again_around_a_blocked_aisle(world: World, cleo: Visitor) -> None:
    ana = Handheld(world, "Ana")
    world.order({"MUG": 1, "CARD": 1, "TEA": 1})
    (task_id,) = release(world.warehouse_id)
    ana.claim()
    ana.bind_all(task_id)
    first, second, last = ana.walk(task_id).stops
    assert first.bin_address == "A-01-1"

    cleo.send("/aisles/blocks", aisle="A", block="")
    assert ana.client.get(f"/picking/tasks/{task_id}").status_code == 200
    assert cleo.get(wave_page(task_id)).status_code == 200
    ana.post(f"/picking/lines/{second.line_id}/skips")

    assert [stop.bin_address for stop in ana.walk(task_id).stops] == [
        last.bin_address,
        "A-01-1",
        second.bin_address,
    ]


def test_a_building_of_way_points_is_picked_through_and_blocked_point_by_point(world: World, cleo: Visitor) -> None:
    cellar = (Path(__file__).parents[2] / "examples" / "way-points.toml").read_text()
    world.do(lambda: apply_layout(_warehouse(world), read_layout(cellar)[1], SYSTEM))
    world.do(lambda: _put(world, "TEA", "S1-6-2", "VAULT-1-1", "N2-1-1"))
    world.order({"TEA": 15})

    ana, (task_id,) = Handheld(world, "Ana"), release(world.warehouse_id)
    ana.claim()
    ana.bind_all(task_id)
    cleo.send("/aisles/blocks", aisle="VAULT", block="")
    refused = cleo.send("/aisles/blocks", aisle="N1", block="")

    assert [stop.bin_address for stop in ana.walk(task_id).stops] == ["S1-6-2", "VAULT-1-1", "N2-1-1"]
    assert blocked_in(world) == [("VAULT", 0)]
    assert "Nobody can walk from DOOR to" in alert_of(refused)
    assert "VAULT-1-1" in cleo.get("/aisles").text
    for page in (ana.client.get(f"/picking/tasks/{task_id}"), cleo.get(wave_page(task_id))):
        assert page.status_code == 200


def _warehouse(world: World) -> Warehouse:
    return db.session.get_one(Warehouse, world.warehouse_id)


def _put(world: World, sku: str, *addresses: str) -> None:
    for address in addresses:
        receive(world.item(sku), lot_of(world.item(sku), "L9"), 5, world.location(address), SYSTEM)


def _put_elsewhere(world: World, sku: str, address: str) -> None:
    there = select(Location).where(Location.warehouse_id == world.other_warehouse_id, Location.address == address)
    receive(world.item(sku), lot_of(world.item(sku)), 5, db.session.scalars(there).one(), SYSTEM)


def wave_page(task_id: int) -> str:
    return f"/waves/{db.session.get_one(PickTask, task_id).wave_id}"
