"""Asking for paper beside the work: where it goes, what is said at once, and a wave in the order of its paths."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from app.db import db, transaction
from app.orders.models import Order
from app.packing.models import Carton
from app.printing.models import NO_ANSWER, PRINTED, WAITING, PrintJob
from app.printing.printers import PrinterSettings, add_printer, choose_printer
from app.printing.sending import NoAnswer, work_off
from app.shipping.models import Manifest, Waybill
from app.waves.models import Wave
from tests.floor import Hand
from tests.printing.reading import text_of_pdf
from tests.shipping.loads import carrier, closes, loads, opens, packed
from tests.visitor import Visitor, visitor, words
from tests.world import SYSTEM, World

HTMX = {"HX-Request": "true"}


def printer(world: World, name: str, paper: str, kind: str = "network") -> int:
    settings = PrinterSettings(name, kind, paper, *(("127.0.0.1", 9100) if kind == "network" else ()))
    with transaction():
        return add_printer(world.warehouse_id, settings, SYSTEM)["printer_id"]


@pytest.fixture
def cleo(world: World) -> Visitor:
    return visitor(world, "Cleo")


@pytest.fixture
def packed_order(world: World) -> int:
    return packed(world, {"MUG": 2, "CARD": 1}, number="P1").order_id


def jobs() -> list[PrintJob]:
    db.session.expire_all()
    return list(db.session.scalars(select(PrintJob).order_by(PrintJob.id)))


def row_id(kind: type[Carton] | type[Waybill] | type[Wave] | type[Manifest]) -> int:
    db.session.rollback()
    return db.session.scalars(select(kind.id).order_by(kind.id)).all()[0]


def refuse(host: str, port: int, content: bytes) -> None:
    raise NoAnswer


def test_the_devices_own_printer_is_chosen_first_and_any_other_may_be(
    cleo: Visitor, world: World, packed_order: int
) -> None:
    first, own = printer(world, "Bench 1", "100x150"), printer(world, "Bench 2", "100x150")
    with transaction():
        choose_printer(world.devices["Cleo"], world.warehouse_id, "100x150", own, SYSTEM)
    page = cleo.get(f"/shipping/cartons/{row_id(Carton)}").text

    assert f'<option value="{own}" selected>Bench 2' in page
    assert f'<option value="{first}">Bench 1' in page
    cleo.send("/prints", paper="waybill", id=row_id(Waybill))
    cleo.send("/prints", paper="waybill", id=row_id(Waybill), printer=first)
    assert [job.printer_id for job in jobs()] == [own, first]


def test_a_printer_that_does_not_answer_is_told_where_the_paper_was_asked_for(
    cleo: Visitor, world: World, packed_order: int
) -> None:
    silent = printer(world, "Bench 1", "100x150")
    named = str(uuid4())
    answer = cleo.send("/prints", HTMX, paper="carton", id=row_id(Carton), operation_id=named)
    assert "Carton label goes to Bench 1." in words(answer.text)
    assert f"/prints/asked/{named}" in answer.text

    work_off(silent, refuse)

    told = cleo.get(f"/prints/asked/{named}").text
    assert "Bench 1 does not answer. Carton label waits for it" in words(told)
    assert "every 2s" in told, "it must be told when the printer answers again"
    again = cleo.send("/prints", HTMX, paper="waybill", id=row_id(Waybill))
    assert "does not answer" in again.text, "the next one waits behind it, and is told so at once"


def test_who_asks_again_has_the_printer_tried_again_at_once(cleo: Visitor, world: World, packed_order: int) -> None:
    silent = printer(world, "Bench 1", "100x150")
    cleo.send("/prints", paper="carton", id=row_id(Carton))
    work_off(silent, refuse)
    assert (jobs()[0].problem, jobs()[0].tries) == (NO_ANSWER, 1)
    sent: list[bytes] = []

    cleo.send("/prints", paper="waybill", id=row_id(Waybill))
    work_off(silent, lambda host, port, content: sent.append(content))

    assert len(sent) == 2
    assert {(job.state, job.problem) for job in jobs()} == {(PRINTED, "")}


def test_without_a_printer_the_paper_is_there_to_be_opened(cleo: Visitor, world: World, packed_order: int) -> None:
    named = str(uuid4())
    answer = cleo.send("/prints", HTMX, paper="delivery_note", id=packed_order, operation_id=named)

    assert f'href="/prints/together/{named}.pdf"' in answer.text
    text = text_of_pdf(cleo.get(f"/prints/together/{named}.pdf").data)
    for copy in ("the file", "the warehouse", "finance", "the customer"):
        assert f"Copy for {copy}" in text


@pytest.mark.parametrize(
    ("name", "page", "papers"),
    [
        ("Cleo", "/orders/{order}", ["delivery_note", "return_slip", "packing_slip", "carton", "waybill"]),
        ("Ben", "/shipping/cartons/{carton}", ["packing_slip", "carton", "waybill"]),
    ],
)
def test_papers_are_asked_for_where_the_work_is(
    world: World, packed_order: int, name: str, page: str, papers: list[str]
) -> None:
    shown = visitor(world, name).get(page.format(order=packed_order, carton=row_id(Carton))).text
    for paper in papers:
        assert f'name="paper" value="{paper}"' in shown, paper
    assert 'value="cn22"' not in shown, "nothing passes the customs"


def test_what_passes_the_customs_has_their_papers(world: World) -> None:
    packed(world, {"MUG": 1}, number="X1", delivery_mode="overseas", country="SG")
    shown = visitor(world, "Cleo").get(f"/shipping/cartons/{row_id(Carton)}").text
    for paper in ("commercial_invoice", "cn22", "cn23"):
        assert f'name="paper" value="{paper}"' in shown, paper


def test_a_place_and_an_item_have_their_labels(world: World) -> None:
    eli = visitor(world, "Eli")
    with world.app.app_context():
        place, item = world.location("A-01-1").id, world.item("MUG").id
    assert 'name="from" value="A-01-1"' in eli.get(f"/stock/locations/{place}").text
    shown = eli.get(f"/stock/items/{item}").text
    assert 'name="kind" value="items"' in shown
    eli.send("/prints/labels", HTMX, **{"kind": "items", "from": "MUG", "to": "MUG"})
    assert {job.entity for job in jobs()} == {"items"}


def test_who_may_not_print_is_offered_nothing(world: World) -> None:
    with world.app.app_context():
        place = world.location("A-01-1").id
    desk = visitor(world, "Fay").get(f"/stock/locations/{place}")
    assert desk.status_code == 200
    assert 'action="/prints/labels"' not in desk.text


def test_a_wave_is_printed_whole_or_in_part_in_the_order_of_its_paths(cleo: Visitor, world: World) -> None:
    for number, sku in (("W1", "TEA"), ("W2", "MUG"), ("W3", "CARD")):
        packed(world, {sku: 1}, number=number)
    db.session.rollback()
    wave_ids = db.session.scalars(select(Wave.id).order_by(Wave.id)).all()
    shown = cleo.get(f"/waves/{wave_ids[0]}").text
    assert 'name="what" value="labels"' in shown
    assert 'name="what" value="pick_lists"' not in shown or "Pick lists" in shown

    cleo.send(f"/prints/waves/{wave_ids[0]}", HTMX, what="labels")
    whole = [job.entity_id for job in jobs()]
    assert whole
    cleo.send(f"/prints/waves/{wave_ids[0]}", HTMX, **{"what": "labels", "from": len(whole), "to": len(whole)})
    assert [job.entity_id for job in jobs()][len(whole) :] == whole[-1:]
    nothing = cleo.send(f"/prints/waves/{wave_ids[0]}", HTMX, **{"what": "labels", "from": 99, "to": 99})
    assert nothing.status_code == 422


def test_labels_that_are_downloaded_are_printed_labels(cleo: Visitor, world: World, packed_order: int) -> None:
    cleo.send(f"/prints/waves/{row_id(Wave)}", what="labels", printer="download")

    db.session.expire_all()
    assert all(waybill.printed_at for waybill in db.session.scalars(select(Waybill)))


def test_a_manifest_and_its_gate_pass_come_out_when_the_driver_has_signed(world: World) -> None:
    world.client("Ben")
    ben = Hand(world.actor("Ben"))
    sheets, slips = printer(world, "Dock A4", "A4", "station"), printer(world, "Dock A6", "A6", "station")
    done = packed(world, {"MUG": 1}, number="M1")
    manifest_id = opens(ben, carrier(world))
    loads(ben, manifest_id, done.carton)
    assert jobs() == []

    assert closes(ben, manifest_id, driver="Jo Reed").ok

    assert [(job.paper, job.printer_id, job.state) for job in jobs()] == [
        ("manifest", sheets, WAITING),
        ("gate_pass", slips, WAITING),
    ]
    content = jobs()[0].content
    assert (content["driver"], content["cartons"][0]["waybill"]) == ("Jo Reed", done.waybills[0])
    assert content["closed_at"]


def test_where_the_dock_has_no_printer_somebody_prints_them(world: World) -> None:
    world.client("Ben")
    ben = Hand(world.actor("Ben"))
    done = packed(world, {"MUG": 1}, number="M1")
    manifest_id = opens(ben, carrier(world))
    loads(ben, manifest_id, done.carton)
    assert closes(ben, manifest_id).ok
    assert jobs() == []

    shown = visitor(world, "Cleo").get(f"/manifests/{manifest_id}").text
    assert 'name="paper" value="manifest"' in shown
    assert 'name="paper" value="gate_pass"' in shown


def test_the_order_of_another_warehouse_is_on_no_paper(world: World, packed_order: int) -> None:
    stranger = visitor(world, "Olga")
    answer = stranger.send("/prints", paper="delivery_note", id=packed_order)
    assert answer.status_code in (403, 404)
    assert jobs() == []
    assert db.session.get(Order, packed_order)
