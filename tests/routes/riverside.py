"""A row of Riverside for each name that stands in an address."""

from datetime import date, time
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app.attachments.models import PHOTOGRAPH, Attachment
from app.cases.models import Call
from app.cases.opening import open_case
from app.clock import now
from app.counting.models import CountEntry, CountLine, CountTask, CycleCount, Variance
from app.db import db, transaction
from app.inventory.models import ForwardBin
from app.messages.models import Message
from app.notices.models import GIVEN_UP, Notice
from app.operations.models import Operation
from app.orders.holds import hold_order
from app.orders.models import Order
from app.packing.commands import build_wall
from app.packing.models import Carton, CartonType, Check, Scale
from app.picking.models import CartPlace, PickLine, ToteUse
from app.printing.models import Printer, PrintJob
from app.printing.samples import sample
from app.receiving.models import Delivery, Plate
from app.reordering.models import StockAlert, Vendor, VendorItem
from app.returns.models import ReturnParcel, ReturnTote, ReturnUnit, Rma
from app.shipping.models import Carrier, Manifest, NumberRange, Service, Waybill, WaybillRequest
from app.stockkeeping.commands import adjust_units, block_lot, set_aside
from app.stockkeeping.units import Scan
from app.walks.refused import RefusedScan
from app.warehouse.models import TOTE, CutOff, Holiday, Warehouse
from app.warehouse.queries import locations_of_kind
from app.waves.models import Wave
from tests.floor import release
from tests.visitor import visitor
from tests.world import SYSTEM, World


def rows_of_riverside(world: World) -> dict[str, Any]:
    """By the name in the address; in a transaction of the test's."""
    order_id, held_id = world.order({"MUG": 1}), world.order({"TEA": 1})
    task_id = release(world.warehouse_id)[0]
    visitor(world, "Ana")
    with transaction() as session:
        line = session.scalars(select(PickLine).where(PickLine.walk_id == task_id)).first()
        assert line is not None
        hold = hold_order(session.get_one(Order, held_id), "unpaid", {}, SYSTEM)
        return (
            _of_administration(world)
            | _of_picking(world, line)
            | _of_floor(world, task_id)
            | _of_packing(world)
            | _of_papers(world)
            | _of_customers(world, order_id)
            | _of_shipping(world, order_id)
            | _of_receiving(world, line)
            | _of_counting(world)
            | _of_stock_desk(world)
            | _of_reordering(world)
            | _of_returns(world, line, order_id)
            | {"order_id": order_id, "hold_id": hold.id}
        )


def _kept(**rows: Any) -> dict[str, Any]:
    """The rows in the book, by the names in the addresses."""
    db.session.add_all(rows.values())
    db.session.flush()
    return {f"{name}_id": row.id for name, row in rows.items()}


def _of_administration(world: World) -> dict[str, Any]:
    mine = {"warehouse_id": world.warehouse_id}
    people = {"worker_id": world.workers["Ana"], "device_id": world.devices["Ana"], "channel_id": world.channel_id}
    cut_off = CutOff(**mine, weekday=0, at=time(15), carrier="")
    return mine | people | _kept(cut_off=cut_off, holiday=Holiday(**mine, day=date(2027, 1, 1), name="New Year"))


def _of_picking(world: World, line: PickLine) -> dict[str, Any]:
    place = db.session.scalars(
        select(CartPlace).where(CartPlace.task_id == line.walk_id).order_by(CartPlace.position)
    ).first()
    assert place is not None
    tote = locations_of_kind(world.warehouse_id, TOTE)[0]
    return _kept(use=ToteUse(tote_id=tote.id, place_id=place.id, bound_at=now())) | {
        "task_id": line.walk_id,
        "line_id": line.id,
        "order_line_id": line.order_line_id,
        "location_id": line.location_id,
        "place_id": place.id,
        "wave_id": db.session.scalars(select(Wave.id)).one(),
    }


def _of_floor(world: World, task_id: int) -> dict[str, Any]:
    mine = {"warehouse_id": world.warehouse_id}
    asked = {"id": str(uuid4()), "fingerprint": "", "name": "picking.create_pick", "received_at": now()}
    refused = Operation(**asked, code="walk_closed")
    db.session.add(refused)
    db.session.flush()
    return {"move_id": refused.id} | _kept(
        call=Call(**mine, worker_id=world.workers["Ana"], reason="help", called_at=now()),
        message=Message(**mine, sent_at=now(), phrase="call_me"),
        scan=RefusedScan(**mine, operation_id=refused.id, walk_id=task_id, at=now()),
    )


def _of_packing(world: World) -> dict[str, Any]:
    mine = {"warehouse_id": world.warehouse_id}
    (cell,) = build_wall(db.session.get_one(Warehouse, world.warehouse_id), "W", 1, SYSTEM)
    photograph = {"kind": PHOTOGRAPH, "media_type": "image/png", "sha256": "0" * 64, "size": 1, "at": now()}
    return {"cell_id": cell.id} | _kept(
        type=CartonType(**mine, name="S", barcode="BOX-S", length_mm=99, width_mm=99, height_mm=99),
        check=Check(channel_id=world.channel_id, position=1, kind="other", words="Invoice inside"),
        scale=Scale(**mine, address="tcp://127.0.0.1:1"),
        attachment=Attachment(**mine, entity="cartons", entity_id=1, **photograph),
    )


def _of_papers(world: World) -> dict[str, Any]:
    mine = {"warehouse_id": world.warehouse_id}
    paper = {"paper": "bin", "entity": "", "entity_id": 0, "content": sample("bin", "en")}
    return _kept(
        printer=Printer(**mine, name="Bench 1", kind="station", paper="60x40"),
        job=PrintJob(**mine, **paper, asked_at=now()),
    )


def _of_customers(world: World, order_id: int) -> dict[str, Any]:
    mine = {"warehouse_id": world.warehouse_id, "order_id": order_id}
    notice = Notice(**mine, step="shipped", way="email", state=GIVEN_UP, written_at=now())
    return _kept(notice=notice) | {
        "case_id": open_case(db.session.get_one(Order, order_id), "other", "", SYSTEM)["case_id"]
    }


def _of_receiving(world: World, line: PickLine) -> dict[str, Any]:
    mine = {"warehouse_id": world.warehouse_id}
    tote = locations_of_kind(world.warehouse_id, TOTE)[0]
    bounds = {"location_id": line.location_id, "item_id": line.lot.item_id, "minimum": 1, "maximum": 2}
    return _kept(
        delivery=Delivery(**mine, number="IN-1", vendor="Mill", opened_at=now()),
        plate=Plate(**mine, location_id=tote.id, made_at=now()),
        rule=ForwardBin(**mine, **bounds),
    )


def _of_counting(world: World) -> dict[str, Any]:
    """A count, and what differed."""
    here = {"warehouse_id": world.warehouse_id, "location_id": world.location("A-01-1").id}
    lot = world.lot("MUG")
    count = CycleCount(**here, item_id=lot.item_id, reason="asked", raised_at=now())
    task = CountTask(warehouse_id=world.warehouse_id, created_at=now())
    db.session.add_all((count, task))
    db.session.flush()
    line = CountLine(walk_id=task.id, position=1, location_id=here["location_id"], count_id=count.id)
    db.session.add(line)
    db.session.flush()
    entry = CountEntry(line_id=line.id, item_id=lot.item_id, lot_id=lot.id, counted=9, booked=10, within=False)
    db.session.add(entry)
    db.session.flush()
    values = {"count_id": count.id, "entry_id": entry.id, "lot_id": lot.id, "units": -1, "agreed": True}
    variance = Variance(**here, **values, raised_at=now())
    return {"count_id": count.id} | _kept(variance=variance)


def _of_stock_desk(world: World) -> dict[str, Any]:
    """Units in quarantine, an adjustment that waits, a lot that is blocked."""
    eli, here = world.actor("Eli"), world.warehouse_id
    kept = set_aside(here, Scan(place="C-02-1", item="MUG", quantity=1), "to_inspect", "", eli)
    asked = adjust_units(here, Scan(place="C-02-1", item="MUG", quantity=99), "found", "", eli)
    lot = world.lot("TEA", "L1")
    blocked = block_lot(here, lot, "recall", "", eli)
    return kept | asked | blocked | {"lot_id": lot.id}


def _of_shipping(world: World, order_id: int) -> dict[str, Any]:
    """A carton with a waybill, and what a carrier is asked for it."""
    carrier = Carrier(warehouse_id=world.warehouse_id, code="parcelwing", name="Parcelwing")
    carton = Carton(warehouse_id=world.warehouse_id, order_id=order_id, number=1, code="1", opened_at=now())
    db.session.add_all((carrier, carton))
    db.session.flush()
    mine = {"warehouse_id": world.warehouse_id, "carrier_id": carrier.id, "carton_id": carton.id}
    service = Service(carrier_id=carrier.id, code="std", name="Standard")
    numbers = NumberRange(carrier_id=carrier.id, digits=8, first=1, last=9, next=1, added_at=now())
    waybill = Waybill(**mine, number="00000001", made_at=now())
    asked = WaybillRequest(**mine, trade="S1", next_at=now(), asked_at=now())
    manifest = Manifest(warehouse_id=world.warehouse_id, carrier_id=carrier.id, number="M-1", opened_at=now())
    return {"carrier_id": carrier.id, "carton_id": carton.id} | _kept(
        service=service, range=numbers, waybill=waybill, request=asked, manifest=manifest
    )


def _of_reordering(world: World) -> dict[str, Any]:
    """A vendor who delivers something that is low."""
    item_id = world.item("MUG").id
    mine = {"warehouse_id": world.warehouse_id}
    vendor = Vendor(**mine, name="Potter")
    kept = _kept(vendor=vendor, alert=StockAlert(**mine, item_id=item_id, raised_at=now()))
    return kept | _kept(vendor_item=VendorItem(vendor_id=vendor.id, item_id=item_id, lead_days=7))


def _of_returns(world: World, line: PickLine, order_id: int) -> dict[str, Any]:
    """A return, a parcel that nobody knows, and something of it in a tote."""
    mine = {"warehouse_id": world.warehouse_id}
    parcel = ReturnParcel(**mine, number="RP-1", kind="unidentified", arrived_at=now())
    tote = ReturnTote(**mine, location_id=line.location_id, disposition="restock", opened_at=now())
    db.session.add_all((parcel, tote))
    db.session.flush()
    unit = ReturnUnit(
        parcel_id=parcel.id,
        lot_id=line.lot_id,
        quantity=1,
        grade="new",
        reason="other",
        proposed="quarantine",
        disposition="quarantine",
        location_id=line.location_id,
        at=now(),
    )
    asked = {"number": "RMA-00001", "wish": "refund", "opened_by": "desk", "opened_at": now(), "answer_due_at": now()}
    return {"parcel_id": parcel.id, "tote_id": tote.id} | _kept(unit=unit, rma=Rma(**mine, order_id=order_id, **asked))
