"""The dock over HTTP: what a handheld sends and a desk shows."""

from base64 import b64encode
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.attachments.models import Attachment
from app.db import db
from app.orders.holds import hold_order
from app.orders.models import Order
from app.shipping.handing_over.departure import work_off
from app.shipping.models import Manifest
from tests.attachments.pictures import png
from tests.floor import Hand, fresh, wrong_books
from tests.handheld import Handheld
from tests.shipping.loads import carton_row, loads, opens, packed
from tests.visitor import alert_of, visitor, words
from tests.world import SYSTEM, World


@pytest.fixture
def bens(world: World) -> Handheld:
    return Handheld(world, "Ben")


def opened(bens: Handheld, carrier_id: int) -> int:
    answer = bens.post("/dock/manifests", carrier_id=carrier_id, driver=" Jo  Reed ", vehicle="AB 12")
    assert answer.headers["Operation-Outcome"] == "done"
    return db.session.scalars(select(Manifest.id).order_by(Manifest.id.desc())).first() or 0


def test_a_manifest_is_opened_loaded_and_signed_for(world: World, bens: Handheld, swift: int) -> None:
    mine = packed(world, {"MUG": 1}, number="K1")
    manifest_id = opened(bens, swift)
    at = f"/dock/manifests/{manifest_id}"
    page = bens.client.get(at).text
    assert f'data-code="{mine.carton}"' in page
    assert mine.waybills[0] in page

    named = str(uuid4())
    first = bens.post(f"{at}/loadings", named, code=mine.carton)
    again = bens.post(f"{at}/loadings", named, code=mine.carton)
    twice = bens.post(f"{at}/loadings", code=mine.carton)
    assert words(first.text) == f"Carton …{mine.carton[-6:]} loaded."
    assert again.text == first.text
    assert words(twice.text) == f"Carton …{mine.carton[-6:]} is already loaded."
    assert 'data-state="loaded"' in bens.client.get(f"{at}/cartons").text

    signed = "data:image/png;base64," + b64encode(png(60, 26)).decode()
    closed = visitor(world, "Ben").send(f"{at}/closings", driver="Jo Reed", signature=signed)
    assert (closed.status_code, closed.headers["Location"]) == (303, f"{at}/departure")
    assert words(bens.client.get(f"{at}/left").text) == "Is leaving 0 / 1 have left Jo Reed · AB 12"
    work_off(manifest_id)
    assert words(bens.client.get(f"{at}/left").text) == "Handed over 1 / 1 have left Jo Reed · AB 12"

    manifest = fresh(Manifest, manifest_id)
    signature = db.session.get_one(Attachment, manifest.signature_id)
    assert (signature.entity, signature.entity_id, signature.kind) == ("manifests", manifest_id, "signature")
    desk = words(visitor(world, "Fay").get(f"/manifests/{manifest_id}").text)
    assert "Has left" in desk
    assert "Jo Reed AB 12" in desk.replace(" Vehicle", "")
    assert "Closed: Jo Reed takes 1 carton." in desk
    assert wrong_books() == []


def test_what_is_missing_is_asked_for_and_what_was_said_stays_on_the_page(
    world: World, bens: Handheld, ben: Hand, swift: int
) -> None:
    mine, other = packed(world, {"MUG": 1}), packed(world, {"CARD": 1})
    manifest_id = opens(ben, swift)
    assert loads(ben, manifest_id, mine.carton).ok
    desk, at = visitor(world, "Ben"), f"/dock/manifests/{manifest_id}"
    missing = carton_row(other.carton).id

    refused = desk.send(f"{at}/closings", driver="Jo Reed", unsigned="1", without=missing)
    assert alert_of(refused).startswith(f"Not loaded: …{other.carton[-6:]}.")
    assert 'value="Jo Reed"' in refused.text
    assert fresh(Manifest, manifest_id).state == "open"

    assert desk.send(f"{at}/closings", driver="Jo Reed", unsigned="1", goes="1", without=missing).status_code == 303
    assert fresh(Manifest, manifest_id).state == "closing"


@pytest.mark.parametrize(
    "drawn", ["data:image/svg+xml,<svg>", "data:image/png;base64,???", "data:image/png;base64,QUJD"]
)
def test_what_is_no_picture_is_no_signature(world: World, ben: Hand, swift: int, drawn: str) -> None:
    mine = packed(world, {"MUG": 1})
    manifest_id = opens(ben, swift)
    assert loads(ben, manifest_id, mine.carton).ok

    refused = visitor(world, "Ben").send(f"/dock/manifests/{manifest_id}/closings", driver="Jo", signature=drawn)

    assert refused.status_code == 422
    assert fresh(Manifest, manifest_id).state == "open"
    assert db.session.scalars(select(Attachment)).all() == []


def test_scenario_31_the_handheld_is_told_why_a_held_carton_stays(world: World, bens: Handheld, swift: int) -> None:
    mine = packed(world, {"MUG": 1}, number="K2")
    world.do(lambda: hold_order(db.session.get_one(Order, mine.order_id), "unpaid", {}, SYSTEM))
    manifest_id = opened(bens, swift)

    refused = bens.post(f"/dock/manifests/{manifest_id}/loadings", code=mine.carton)

    assert refused.status_code == 409
    assert "Stop: order K2 is held. It is not paid." in words(refused.text)
    assert mine.carton not in bens.client.get(f"/dock/manifests/{manifest_id}/cartons").text


def test_a_long_note_of_a_hold_is_told_by_its_beginning(world: World, bens: Handheld, swift: int) -> None:
    mine = packed(world, {"MUG": 1}, number="K3")
    note = "The customer asks for another colour. " * 9
    world.do(lambda: hold_order(db.session.get_one(Order, mine.order_id), "by_hand", {"note": note}, SYSTEM))

    refused = bens.post(f"/dock/manifests/{opened(bens, swift)}/loadings", code=mine.carton)

    told = words(refused.text)
    assert "The customer asks for another colour. The customer" in told
    assert f"… Keep carton …{mine.carton[-6:]} here and call your lead." in told
    assert len(told) < 200


def test_a_carton_is_staged_by_a_handheld(world: World, bens: Handheld, swift: int) -> None:
    mine = packed(world, {"MUG": 1})
    assert mine.carton in bens.client.get("/dock/staging").text
    told = bens.post("/dock/stagings", carton=mine.carton, lane="LOC-LANE-1")
    assert words(told.text) == f"Carton …{mine.carton[-6:]} stands in LANE-1."
    assert mine.carton not in bens.client.get("/dock/staging").text
    assert "LANE-1 1 carton" in words(bens.client.get("/dock").text)
    refused = bens.post("/dock/stagings", carton=mine.carton, lane="nonsense")
    assert refused.headers["Operation-Outcome"] == "dock_no_lane"


def test_the_dock_begins_empty(world: World, bens: Handheld) -> None:
    assert "No manifest is open." in words(bens.client.get("/dock").text)
    assert "No carrier comes here yet." in words(bens.client.get("/dock/manifests/new").text)
    assert "No manifest yet." in words(visitor(world, "Fay").get("/manifests").text)


def test_a_manifest_of_another_warehouse_is_not_there(world: World, bens: Handheld, swift: int) -> None:
    manifest_id = opened(bens, swift)
    world.do(lambda: setattr(db.session.get_one(Manifest, manifest_id), "warehouse_id", world.other_warehouse_id))
    assert bens.client.get(f"/dock/manifests/{manifest_id}").status_code == 404
    assert bens.post(f"/dock/manifests/{manifest_id}/loadings", code="1").status_code == 404


def test_whoever_handed_over_stays_at_the_dock_and_sees_what_is_next(world: World, ben: Hand, swift: int) -> None:
    mine, other = packed(world, {"MUG": 1}), packed(world, {"CARD": 1})
    first, second = opens(ben, swift), opens(ben, swift)
    assert loads(ben, first, mine.carton).ok
    assert loads(ben, second, other.carton).ok
    bens = visitor(world, "Ben")
    assert bens.get(f"/dock/manifests/{first}/departure").headers["Location"] == f"/dock/manifests/{first}"

    assert bens.send(f"/dock/manifests/{first}/closings", driver="Jo", unsigned="1", goes="1").status_code == 303

    page = bens.get(f"/dock/manifests/{first}/departure").text
    assert 'class="handheld' in page
    assert f'href="/dock/manifests/{second}"' in page
    assert f'href="/dock/manifests/{first}"' not in page
    start = bens.get("/dock").text
    assert f'href="/dock/manifests/{first}/departure"' in start
    assert f'href="/manifests/{first}"' not in start


def test_the_departure_of_another_warehouse_is_nobodys(world: World, ben: Hand, swift: int) -> None:
    manifest_id = opens(ben, swift)

    for page in ("departure", "left"):
        assert visitor(world, "Olga").get(f"/dock/manifests/{manifest_id}/{page}").status_code in (403, 404)
