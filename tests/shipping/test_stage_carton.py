"""A carton stands in its carrier's lane, and the shipper sees what stands where."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.db import db
from app.orders.holds import hold_order
from app.orders.models import Order
from app.shipping.handing_over.board import DockRow, LaneRow, dock_rows, lane_rows
from app.shipping.models import Carrier
from tests.floor import Hand
from tests.packing.orders import picked_order
from tests.shipping.loads import carton_row, loads, opens, packed, stages
from tests.visitor import visitor, words
from tests.world import SYSTEM, World

CUT_OFF = datetime(2031, 5, 5, 15, tzinfo=UTC)


def lane_of(code: str) -> str:
    lane = carton_row(code).staged_at
    return lane.address if lane else ""


def settle_lanes(world: World, carrier_id: int, *lanes: str) -> None:
    world.do(lambda: setattr(db.session.get_one(Carrier, carrier_id), "settings", {"lanes": list(lanes)}))


def test_a_carton_is_staged_by_scan_and_again_changes_nothing(world: World, ben: Hand, swift: int) -> None:
    mine = packed(world, {"MUG": 1})
    assert stages(ben, mine.waybills[0], "LOC-LANE-1").result["again"] is False
    assert stages(ben, mine.carton, "LOC-LANE-1").result["again"] is True
    assert lane_of(mine.carton) == world.location("LANE-1").address
    assert stages(ben, mine.carton, "LOC-LANE-2").result["again"] is False
    assert lane_of(mine.carton) == "LANE-2"


def test_a_lane_that_is_not_the_carriers_is_refused_by_name(world: World, ben: Hand, swift: int, heron: int) -> None:
    settle_lanes(world, swift, "LANE-2")
    mine, other = packed(world, {"MUG": 1}), packed(world, {"CARD": 1}, by="Heron")

    refused = stages(ben, mine.carton, "LOC-LANE-1")
    assert str(refused.refusal) == f"LANE-1 is not for Swift. Take carton …{mine.carton[-6:]} to LANE-2."
    taken = stages(ben, other.carton, "LOC-LANE-2")
    assert str(taken.refusal) == (
        f"LANE-2 has cartons for Swift. Take carton …{other.carton[-6:]} for Heron to another lane."
    )
    assert lane_of(mine.carton) == lane_of(other.carton) == ""


def test_without_lanes_of_their_own_carriers_do_not_share_one(world: World, ben: Hand, swift: int, heron: int) -> None:
    mine, other = packed(world, {"MUG": 1}), packed(world, {"CARD": 1}, by="Heron")
    assert stages(ben, mine.carton, "LOC-LANE-1").ok
    assert stages(ben, other.carton, "LOC-LANE-1").code == "dock_lane_of_others"
    assert stages(ben, other.carton, "LOC-LANE-2").ok


@pytest.mark.parametrize("scanned", ["LOC-A-01-1", "TOTE-001", "nonsense"])
def test_what_is_no_lane_is_refused(world: World, ben: Hand, swift: int, scanned: str) -> None:
    mine = packed(world, {"MUG": 1})
    assert stages(ben, mine.carton, scanned).code == "dock_no_lane"
    assert lane_of(mine.carton) == ""


def test_a_held_or_a_loaded_carton_is_not_staged(world: World, ben: Hand, swift: int) -> None:
    held, loaded = packed(world, {"MUG": 1}), packed(world, {"CARD": 1})
    world.do(lambda: hold_order(db.session.get_one(Order, held.order_id), "unpaid", {}, SYSTEM))
    assert loads(ben, opens(ben, swift), loaded.carton).ok

    assert stages(ben, held.carton, "LOC-LANE-1").code == "dock_held"
    assert stages(ben, loaded.carton, "LOC-LANE-1").code == "dock_is_loaded"


def test_the_shipper_sees_how_far_each_carriers_cartons_are(world: World, ben: Hand, swift: int, heron: int) -> None:
    staged, loaded, _ = (packed(world, {"CARD": 1}, ship_by=CUT_OFF) for _ in range(3))
    packed(world, {"CARD": 1}, by="Heron")
    picked_order(world, {"MUG": 1}, carrier="Swift", ship_by=CUT_OFF)
    assert stages(ben, staged.carton, "LOC-LANE-1").ok
    assert loads(ben, opens(ben, swift), loaded.carton).ok

    carriers = {one.name: one for one in db.session.scalars(select(Carrier))}
    assert dock_rows(world.warehouse_id) == [
        DockRow(carriers["Swift"], CUT_OFF, to_pack=1, to_stage=1, staged=1, loaded=1),
        DockRow(carriers["Heron"], None, to_stage=1),
    ]
    assert lane_rows(world.warehouse_id) == [LaneRow("LANE-1", "Swift", CUT_OFF, 1, 0)]
    assert dock_rows(world.other_warehouse_id) == []


def test_a_held_carton_in_a_lane_is_counted_as_held(world: World, ben: Hand, swift: int) -> None:
    mine = packed(world, {"MUG": 1})
    assert stages(ben, mine.carton, "LOC-LANE-1").ok
    world.do(lambda: hold_order(db.session.get_one(Order, mine.order_id), "unpaid", {}, SYSTEM))
    assert [row.held for row in lane_rows(world.warehouse_id)] == [1]


def test_cartons_without_a_waybill_count_for_the_carrier_that_their_order_names_or_for_none(
    world: World, swift: int
) -> None:
    packed(world, {"MUG": 1}, by=None, carrier="SWIFT", ship_by=CUT_OFF)
    packed(world, {"CARD": 1}, by=None, ship_by=CUT_OFF)
    packed(world, {"CARD": 1}, by=None, carrier="Unknown", ship_by=CUT_OFF)
    held = packed(world, {"CARD": 1}, by=None, carrier="Swift", ship_by=CUT_OFF)
    world.do(lambda: hold_order(db.session.get_one(Order, held.order_id), "unpaid", {}, SYSTEM))

    named = db.session.get_one(Carrier, swift)
    assert dock_rows(world.warehouse_id) == [
        DockRow(None, CUT_OFF, to_label=2),
        DockRow(named, CUT_OFF, to_label=1),
    ]
    page = words(visitor(world, "Ben").get("/dock").text)
    assert "No carrier yet" in page
    assert "2 cartons have no waybill yet" in page
    assert "1 carton has no waybill yet" in page
    assert "No carrier yet" in words(visitor(world, "Fay").get("/manifests").text)
