"""The waybill's part at the packing desk and on the order's page: what it shows, and what its buttons do."""

from typing import Any

from sqlalchemy import select

from app.db import db, transaction
from app.events import record
from app.operations.models import AuditEntry
from app.orders.models import Order
from app.packing.events import CartonClosed
from app.packing.models import Carton
from app.shipping.handing_over.departure import work_off
from app.shipping.models import Waybill
from tests.floor import Hand
from tests.shipping.loads import carrier, carton_row, closes, loads, opens, packed
from tests.shipping.parcels import Shop, closed_carton
from tests.visitor import visitor, words
from tests.world import SYSTEM, World

HTMX = {"HX-Request": "true", "Accept": "*/*"}


def valid() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Waybill.number).where(Waybill.voided_at.is_(None)).order_by(Waybill.id)))


def test_a_packer_sees_which_service_and_why_and_makes_the_waybill(world: World, shop: Shop) -> None:
    shop.pool()
    refusing = shop.carrier("heavyweight")
    shop.service(refusing, takes={"modes": ["overseas"]})
    url = f"/shipping/cartons/{closed_carton(world)}"
    ben = visitor(world, "Ben")
    page = words(ben.get(f"{url}/waybill").text)
    assert "Parcelwing, Std" in page
    assert "It is the only one that takes this carton." in page
    assert "Heavyweight, Std It does not deliver that way." in page

    answer = ben.send(f"{url}/waybills", headers=HTMX)

    assert answer.status_code == 200
    assert "PW00000001 not printed yet" in words(answer.text)
    assert valid() == ["PW00000001"]


def test_the_desk_sees_every_number_of_the_order_and_makes_a_new_one(world: World, shop: Shop) -> None:
    shop.pool()
    carton_id = closed_carton(world)
    fay = visitor(world, "Fay")
    fay.send(f"/shipping/cartons/{carton_id}/waybills")
    fay.send(f"/shipping/cartons/{carton_id}/waybills", anew="1")
    order_id = db.session.get_one(Carton, carton_id).order_id

    page = words(fay.get(f"/orders/{order_id}").text)

    assert "PW00000001 1 Parcelwing, Std" in page
    assert "Waybill PW00000001 of Parcelwing is void." in page
    assert "Waybill PW00000002 of Parcelwing is made." in page
    assert valid() == ["PW00000002"]


def test_the_same_form_sent_twice_makes_one_number(world: World, shop: Shop) -> None:
    shop.pool()
    url = f"/shipping/cartons/{closed_carton(world)}/waybills"
    fay = visitor(world, "Fay")
    form: dict[str, Any] = {"anew": "1", "operation_id": "0b0f3f7c-5f0a-4c1b-9a3e-0a4b8b1f7a11"}

    for _ in range(3):
        assert fay.send(url, **form).status_code == 303

    assert valid() == ["PW00000001"]


def test_a_refusal_is_told_inside_the_part(world: World, shop: Shop) -> None:
    service_id = shop.pool()
    url = f"/shipping/cartons/{closed_carton(world, street='')}/waybills"

    answer = visitor(world, "Ben").send(url, headers=HTMX, service_id=service_id)

    assert answer.status_code == 409
    assert 'role="alert">No label for carton' in answer.text
    assert "The address lacks: street." in answer.text


def test_printed_and_void_are_set_by_their_buttons(world: World, shop: Shop) -> None:
    shop.pool()
    carton_id = closed_carton(world)
    ben = visitor(world, "Ben")
    ben.send(f"/shipping/cartons/{carton_id}/waybills")
    waybill_id = db.session.scalars(select(Waybill.id)).one()

    assert "printed" in words(ben.send(f"/shipping/waybills/{waybill_id}/printings", headers=HTMX).text)
    ben.send(f"/shipping/waybills/{waybill_id}/voids", headers=HTMX)

    assert valid() == []


def test_a_carriers_own_slip_is_a_file_and_never_a_page_of_ours(world: World, shop: Shop) -> None:
    shop.pool()
    carton_id = closed_carton(world)
    ben = visitor(world, "Ben")
    ben.send(f"/shipping/cartons/{carton_id}/waybills")
    with transaction():
        waybill = db.session.scalars(select(Waybill)).one()
        waybill.label = waybill.label | {"carriers": {"slip": "<script>alert(1)</script>"}}
        waybill_id = waybill.id

    answer = ben.get(f"/shipping/waybills/{waybill_id}/slip")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="PW00000001.html"'
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_closed_carton_gets_its_waybill_at_once_where_the_warehouse_wants_it(world: World, shop: Shop) -> None:
    shop.pool()
    carton_id = closed_carton(world)

    for wanted, numbers in ((False, []), (True, ["PW00000001"]), (True, ["PW00000001"])):
        world.sets(label_when_closed=wanted)
        with transaction():
            carton = db.session.get_one(Carton, carton_id)
            record(CartonClosed(carton.warehouse_id, carton.order_id, carton.id, SYSTEM))
        assert valid() == numbers


def test_what_keeps_the_label_back_keeps_no_carton_from_being_closed(world: World, shop: Shop) -> None:
    shop.pool()
    carton_id = closed_carton(world, street="")

    with transaction():
        carton = db.session.get_one(Carton, carton_id)
        record(CartonClosed(carton.warehouse_id, carton.order_id, carton.id, SYSTEM))
        carton.missing_reason = "kept"

    assert valid() == []
    assert db.session.get_one(Carton, carton_id, populate_existing=True).missing_reason == "kept"


def test_a_lead_reads_among_the_exceptions_that_numbers_run_out(world: World, shop: Shop) -> None:
    shop.pool(last=3, warn_below=10)

    page = words(visitor(world, "Cleo").get("/exceptions").text)

    assert "Parcelwing 3 waybill numbers left." in page


def test_a_mended_address_voids_the_label_with_the_old_one(world: World, shop: Shop) -> None:
    shop.pool()
    carton_id = closed_carton(world, country="TW", street="中山路一段5號")
    fay = visitor(world, "Fay")
    fay.send(f"/shipping/cartons/{carton_id}/waybills")
    order_id = db.session.get_one(Carton, carton_id).order_id

    assert fay.send(f"/orders/{order_id}/address", street=" 中山路一段7號  3樓 ", city="Harbour").status_code == 303
    assert valid() == []
    fay.send(f"/shipping/cartons/{carton_id}/waybills")

    assert valid() == ["PW00000002"]
    label = db.session.scalars(select(Waybill.label).where(Waybill.voided_at.is_(None))).one()
    assert label["to"]["street"] == "中山路一段7號 3樓"
    kept = db.session.scalars(select(AuditEntry).where(AuditEntry.change == "address mended")).one()
    assert (kept.before, kept.after) == ({}, {"parts": ["street"]})
    assert "Somebody mended the address." in words(fay.get(f"/orders/{order_id}").text)


def test_an_address_that_is_not_changed_voids_nothing(world: World, shop: Shop) -> None:
    shop.pool()
    carton_id = closed_carton(world)
    fay = visitor(world, "Fay")
    fay.send(f"/shipping/cartons/{carton_id}/waybills")
    order_id = db.session.get_one(Carton, carton_id).order_id

    fay.send(f"/orders/{order_id}/address", street="Quay 1")

    assert valid() == ["PW00000001"]


def test_the_address_of_an_order_that_has_left_stays(world: World, shop: Shop) -> None:
    order_id = world.order({"MUG": 1}, state="shipped")

    answer = visitor(world, "Fay").send(f"/orders/{order_id}/address", street="Elsewhere 2")

    assert answer.status_code == 409
    assert db.session.get_one(Order, order_id).street == "Quay 1"


def test_a_carton_that_is_loaded_or_gone_keeps_its_number(world: World, ben: Hand) -> None:
    mine = packed(world, {"MUG": 1})
    url = f"/shipping/cartons/{carton_row(mine.carton).id}"
    fay = visitor(world, "Fay")
    assert "Void it" in words(fay.get(url).text)

    manifest_id = opens(ben, carrier(world))
    assert loads(ben, manifest_id, mine.carton).ok
    loaded = words(fay.get(url).text)
    assert "Take it off its manifest to give it another." in loaded
    assert "Void it" not in loaded

    assert closes(ben, manifest_id).ok
    work_off(manifest_id)
    for page in (url, f"/orders/{mine.order_id}"):
        gone = words(fay.get(page).text)
        assert "The carton has left with this number." in gone
        assert "Void it" not in gone
        assert "It is on the carton" not in gone


def test_a_cartons_page_leads_back_to_its_bench_and_its_order_where_rights_allow(world: World, shop: Shop) -> None:
    carton_id = closed_carton(world)
    order_id = db.session.get_one(Carton, carton_id).order_id
    bench, order = f'href="/packing/orders/{order_id}"', f'href="/orders/{order_id}"'
    pages = {name: visitor(world, name).get(f"/shipping/cartons/{carton_id}").text for name in ("Ben", "Fay", "Cleo")}

    assert {name: (bench in page, order in page) for name, page in pages.items()} == {
        "Ben": (True, False),  # packs
        "Fay": (False, True),  # at the desk
        "Cleo": (True, True),  # leads
    }
