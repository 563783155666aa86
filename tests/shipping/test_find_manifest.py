"""Where a shipper begins, whatever is scanned leads to its manifest, or says what to do first."""

import pytest

from app.db import db
from app.orders.holds import hold_order
from app.orders.models import Order
from app.shipping.handing_over.departure import work_off
from app.shipping.models import Manifest
from tests.floor import Hand, fresh
from tests.handheld import Handheld
from tests.shipping.loads import carrier, closes, loads, opens, packed
from tests.visitor import visitor
from tests.world import SYSTEM, World


@pytest.fixture
def bens(world: World) -> Handheld:
    return Handheld(world, "Ben")


def found(bens: Handheld, code: str) -> str:
    """Where it leads, or what is said."""
    answer = bens.client.get(
        "/dock/manifests/found", query_string={"code": code}, headers={"Accept": "application/json"}
    )
    return str(answer.json["url"]) if answer.status_code == 200 and answer.json else answer.text


def test_a_carton_and_its_waybill_lead_to_the_open_manifest_of_their_carrier(
    world: World, bens: Handheld, ben: Hand, swift: int
) -> None:
    mine = packed(world, {"MUG": 1})
    opens(ben, carrier(world, "Nordpak"))
    manifest_id = opens(ben, swift)

    for code in (mine.carton, mine.waybills[0], fresh(Manifest, manifest_id).number):
        assert found(bens, code) == f"/dock/manifests/{manifest_id}"
    assert loads(ben, manifest_id, mine.carton).result["again"] is False, "the scan that led there loaded nothing"


def test_of_several_manifests_the_one_that_has_the_carton_is_opened(
    world: World, bens: Handheld, ben: Hand, swift: int
) -> None:
    on, off = packed(world, {"MUG": 1}), packed(world, {"MUG": 1})
    opens(ben, swift)
    second = opens(ben, swift)
    loads(ben, second, on.carton)

    assert found(bens, on.carton) == f"/dock/manifests/{second}"
    assert "Several manifests of Swift are open: M-00001, M-00002." in found(bens, off.carton)


def test_what_cannot_go_says_why(world: World, bens: Handheld, swift: int) -> None:
    mine, held = packed(world, {"MUG": 1}), packed(world, {"MUG": 1}, number="H7")
    world.do(lambda: hold_order(db.session.get_one(Order, held.order_id), "by_hand", {"note": "Wait"}, SYSTEM))

    assert f"No manifest of Swift is open for carton …{mine.carton[-6:]}. Tap Open." in found(bens, mine.carton)
    assert "order H7 is held" in found(bens, held.carton)
    assert "is no carton and no waybill here" in found(bens, "\x1d<script>")


def test_a_manifest_that_is_leaving_shows_how_far_it_is(world: World, bens: Handheld, ben: Hand, swift: int) -> None:
    mine = packed(world, {"MUG": 1})
    manifest_id = opens(ben, swift)
    loads(ben, manifest_id, mine.carton)
    closes(ben, manifest_id)

    for code in (fresh(Manifest, manifest_id).number, mine.carton):
        assert found(bens, code) == f"/dock/manifests/{manifest_id}/departure"
    work_off(manifest_id)
    assert "has left already with manifest" in found(bens, mine.carton), "what has left cannot be here"


def test_only_who_may_load_asks(world: World) -> None:
    assert visitor(world, "Ana").get("/dock/manifests/found?code=M-00001").status_code == 403
