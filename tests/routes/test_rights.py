"""Every address × every role × a worker of another warehouse."""

from datetime import date, time
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from app.attachments.models import PHOTOGRAPH, Attachment
from app.cases.models import Call
from app.cases.opening import open_case
from app.clock import now
from app.counting.models import CountEntry, CountLine, CountTask, CycleCount, Variance
from app.db import db, transaction
from app.inventory.models import ForwardBin
from app.messages.models import Message
from app.notices.models import GIVEN_UP, Notice
from app.operations.models import AuditEntry, Operation
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
from app.routes.attachments import SEEN_BY
from app.routes.rights import DEVICE, PUBLIC, RIGHTS, SIGNED_IN
from app.shipping.models import Carrier, Manifest, NumberRange, Service, Waybill, WaybillRequest
from app.stockkeeping.commands import adjust_units, block_lot, set_aside
from app.stockkeeping.units import Scan
from app.walks.refused import RefusedScan
from app.warehouse.models import TOTE, CutOff, Holiday, Warehouse
from app.warehouse.queries import locations_of_kind
from app.waves.models import Wave
from app.workers.commands import give_roles
from app.workers.models import ROLES
from tests.floor import release
from tests.visitor import PAGE, Visitor, stranger_to, visitor
from tests.world import SYSTEM, World

NOBODYS = {
    "kind": "bins",
    "item_kind": "default",
    "code": "unknown",
    "build": "latest",
    "filename": "icon.svg",
    "item_id": 1,
    "token": "unknown",
    "step": "shipped",
    "language": "en",
    "name": "bin",
    "form": "csv",
    "number": "RMA-00001",
    "what": "balances",
    "operation_id": UUID(int=0),
    "by": "week",
}
"""What stands in addresses and belongs to no warehouse."""


BY_LINK = {"parcel_page.create_quiet", "return_page.create", "return_page.create_cancellation"}
"""What a customer asks for, whom the link alone proves."""


def addresses(app: Flask) -> list[tuple[Rule, str]]:
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
    return [(rule, method) for rule in rules for method in sorted((rule.methods or set()) & {"GET", "POST"})]


def url_of(app: Flask, rule: Rule, rows: dict[str, Any]) -> str:
    missing = rule.arguments - rows.keys()
    assert not missing, f"{rule.rule}: say in this test which row {missing} is"
    values = {name: rows[name] for name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def rows_of_counting(world: World) -> tuple[CycleCount, Variance]:
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
    db.session.add(variance)
    return count, variance


@pytest.fixture
def rows(world: World) -> dict[str, Any]:
    """A row of Riverside for each name that stands in an address."""
    order_id, held_id = world.order({"MUG": 1}), world.order({"TEA": 1})
    task_id = release(world.warehouse_id)[0]
    visitor(world, "Ana")
    with transaction() as session:
        hold = hold_order(session.get_one(Order, held_id), "unpaid", {}, SYSTEM)
        cut_off = CutOff(warehouse_id=world.warehouse_id, weekday=0, at=time(15), carrier="")
        holiday = Holiday(warehouse_id=world.warehouse_id, day=date(2027, 1, 1), name="New Year")
        call = Call(warehouse_id=world.warehouse_id, worker_id=world.workers["Ana"], reason="help", called_at=now())
        message = Message(warehouse_id=world.warehouse_id, sent_at=now(), phrase="call_me")
        session.add_all([cut_off, holiday, call, message])
        session.flush()
        line = session.scalars(select(PickLine).where(PickLine.walk_id == task_id)).first()
        place_id = session.scalars(select(CartPlace.id).where(CartPlace.task_id == task_id)).first()
        assert line is not None
        refused = Operation(
            id=str(uuid4()), fingerprint="", name="picking.create_pick", received_at=now(), code="walk_closed"
        )
        session.add(refused)
        session.flush()
        scan = RefusedScan(warehouse_id=world.warehouse_id, operation_id=refused.id, walk_id=task_id, at=now())
        tote = locations_of_kind(world.warehouse_id, TOTE)[0]
        use = ToteUse(tote_id=tote.id, place_id=place_id, bound_at=now())
        count, variance = rows_of_counting(world)
        photograph = Attachment(
            warehouse_id=world.warehouse_id,
            entity="cartons",
            entity_id=1,
            kind=PHOTOGRAPH,
            media_type="image/png",
            sha256="0" * 64,
            size=1,
            at=now(),
        )
        kind = CartonType(
            warehouse_id=world.warehouse_id, name="S", barcode="BOX-S", length_mm=99, width_mm=99, height_mm=99
        )
        check = Check(channel_id=world.channel_id, position=1, kind="other", words="Invoice inside")
        (cell,) = build_wall(session.get_one(Warehouse, world.warehouse_id), "W", 1, SYSTEM)
        printer = Printer(warehouse_id=world.warehouse_id, name="Bench 1", kind="station", paper="60x40")
        job = PrintJob(
            warehouse_id=world.warehouse_id,
            paper="bin",
            entity="",
            entity_id=0,
            content=sample("bin", "en"),
            asked_at=now(),
        )
        scale = Scale(warehouse_id=world.warehouse_id, address="tcp://127.0.0.1:1")
        session.add_all((printer, job, scale))
        session.add_all((scan, use, photograph, kind, check))
        notice = Notice(
            warehouse_id=world.warehouse_id,
            order_id=order_id,
            step="shipped",
            way="email",
            state=GIVEN_UP,
            written_at=now(),
        )
        session.add(notice)
        case_id = open_case(session.get_one(Order, order_id), "other", "", SYSTEM)["case_id"]
        rma = Rma(
            warehouse_id=world.warehouse_id,
            order_id=order_id,
            number="RMA-00001",
            wish="refund",
            opened_by="desk",
            opened_at=now(),
            answer_due_at=now(),
        )
        session.add_all((scan, use, photograph, rma))
        session.flush()
        shipping = rows_of_shipping(world, order_id) | rows_of_stock_desk(world)
        delivery = Delivery(warehouse_id=world.warehouse_id, number="IN-1", vendor="Mill", opened_at=now())
        plate = Plate(warehouse_id=world.warehouse_id, location_id=tote.id, made_at=now())
        session.add_all((delivery, plate))
        session.flush()
        forward = ForwardBin(
            warehouse_id=world.warehouse_id,
            location_id=line.location_id,
            item_id=line.lot.item_id,
            minimum=1,
            maximum=2,
        )
        session.add(forward)
        session.flush()
        return (
            NOBODYS
            | shipping
            | rows_of_reordering(world)
            | rows_of_returns(world, line)
            | {
                "worker_id": world.workers["Ana"],
                "device_id": world.devices["Ana"],
                "warehouse_id": world.warehouse_id,
                "order_id": order_id,
                "hold_id": hold.id,
                "count_id": count.id,
                "variance_id": variance.id,
                "cut_off_id": cut_off.id,
                "holiday_id": holiday.id,
                "wave_id": session.scalars(select(Wave.id)).one(),
                "task_id": task_id,
                "line_id": line.id,
                "order_line_id": line.order_line_id,
                "message_id": message.id,
                "location_id": line.location_id,
                "place_id": place_id,
                "call_id": call.id,
                "scan_id": scan.id,
                "use_id": use.id,
                "printer_id": printer.id,
                "scale_id": scale.id,
                "job_id": job.id,
                "attachment_id": photograph.id,
                "type_id": kind.id,
                "check_id": check.id,
                "cell_id": cell.id,
                "move_id": refused.id,
                "case_id": case_id,
                "channel_id": world.channel_id,
                "rma_id": rma.id,
                "notice_id": notice.id,
                "delivery_id": delivery.id,
                "plate_id": plate.id,
                "rule_id": forward.id,
            }
        )


def rows_of_stock_desk(world: World) -> dict[str, Any]:
    """Units in quarantine, an adjustment that waits, a lot that is blocked."""
    eli, here = world.actor("Eli"), world.warehouse_id
    kept = set_aside(here, Scan(place="C-02-1", item="MUG", quantity=1), "to_inspect", "", eli)
    asked = adjust_units(here, Scan(place="C-02-1", item="MUG", quantity=99), "found", "", eli)
    lot = world.lot("TEA", "L1")
    blocked = block_lot(here, lot, "recall", "", eli)
    return kept | asked | blocked | {"lot_id": lot.id}


def rows_of_shipping(world: World, order_id: int) -> dict[str, Any]:
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
    db.session.add_all((service, numbers, waybill, asked, manifest))
    db.session.flush()
    return {
        "carrier_id": carrier.id,
        "carton_id": carton.id,
        "service_id": service.id,
        "range_id": numbers.id,
        "waybill_id": waybill.id,
        "request_id": asked.id,
        "manifest_id": manifest.id,
    }


def rows_of_reordering(world: World) -> dict[str, Any]:
    """A vendor who delivers something that is low."""
    item_id = world.item("MUG").id
    vendor = Vendor(warehouse_id=world.warehouse_id, name="Potter")
    alert = StockAlert(warehouse_id=world.warehouse_id, item_id=item_id, raised_at=now())
    db.session.add_all((vendor, alert))
    db.session.flush()
    terms = VendorItem(vendor_id=vendor.id, item_id=item_id, lead_days=7)
    db.session.add(terms)
    db.session.flush()
    return {"vendor_id": vendor.id, "vendor_item_id": terms.id, "alert_id": alert.id}


def rows_of_returns(world: World, line: PickLine) -> dict[str, Any]:
    """A parcel that nobody knows, and something of it in a tote."""
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
    db.session.add(unit)
    db.session.flush()
    return {"parcel_id": parcel.id, "tote_id": tote.id, "unit_id": unit.id}


def test_every_address_has_its_line_in_the_table(world: World) -> None:
    assert set(world.app.view_functions) == set(RIGHTS)


def test_an_address_without_a_line_in_the_table_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    gus = visitor(world, "Gus")
    monkeypatch.delitem(RIGHTS, "workers.index")

    assert gus.get("/admin/workers").status_code == 403


@pytest.mark.parametrize("name", ["Ana", "Ben", "Cleo", "Dana", "Eli", "Fay", "Gus"])
def test_each_role_reaches_what_the_table_gives_it_and_nothing_else(
    world: World, rows: dict[str, Any], name: str
) -> None:
    roles = world.worker(name).roles_in(world.warehouse_id)
    client = world.client(name)

    for rule, method in addresses(world.app):
        # A post without the CSRF token changes nothing: the rights refuse it before, or the missing token after.
        answer = client.open(url_of(world.app, rule, rows), method=method, headers=PAGE, buffered=True)
        needed = RIGHTS[rule.endpoint]
        if rule.endpoint == "attachments.show":
            needed = SEEN_BY["cartons"]  # what this one belongs to narrows the table further
        may = needed in (PUBLIC, DEVICE, SIGNED_IN) or bool(needed & roles)
        if rule.endpoint in BY_LINK:
            assert answer.status_code == 404, rule  # a customer has no page of ours; the link is what proves who asks
        elif method == "POST":
            assert answer.status_code == (400 if may else 403), rule
        elif rule.endpoint != "devices.enrolment":  # its code is unknown, which is refused like a right
            assert (answer.status_code != 403) == may, rule


def test_nobody_signed_in_reaches_what_needs_a_worker(world: World, rows: dict[str, Any]) -> None:
    client = stranger_to(world).client
    client.get("/sign-in", headers=PAGE)

    for rule, method in addresses(world.app):
        if RIGHTS[rule.endpoint] in (PUBLIC, DEVICE):
            continue
        answer = client.open(url_of(world.app, rule, rows), method=method, headers=PAGE, buffered=True)
        assert answer.status_code == (303 if method == "GET" else 401), rule
        assert "/sign-in" in (answer.headers.get("Location") or answer.headers.get("HX-Redirect") or ""), rule


def test_a_worker_of_another_warehouse_with_every_role_touches_nothing_here(world: World, rows: dict[str, Any]) -> None:
    with transaction():
        give_roles(world.worker("Olga"), world.other_warehouse_id, ROLES, SYSTEM)
    olga = Visitor(world.client("Olga"))
    here = select(func.count()).select_from(AuditEntry).where(AuditEntry.warehouse_id == world.warehouse_id)
    before = db.session.scalar(here)

    for rule, method in addresses(world.app):
        if not rule.arguments - NOBODYS.keys():
            continue
        url = url_of(world.app, rule, rows)
        answer = olga.get(url) if method == "GET" else olga.send(url, operation_id=str(uuid4()))
        from_outside = {400} if RIGHTS[rule.endpoint] is PUBLIC else set()  # a carrier, known by its signature
        assert answer.status_code in {403, 404, 422} | from_outside, rule
        assert "Ana" not in answer.text, rule

    assert db.session.scalar(here) == before
