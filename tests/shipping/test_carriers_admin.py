"""An admin sets carriers: what they take, what it costs, their numbers; what cannot be is refused in words."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.shipping.models import Carrier, NumberRange, Service
from app.shipping.testing import carriers_to_test
from tests.shipping.emulators.ecpay import IV, KEY, MERCHANT, ecpay
from tests.shipping.emulators.server import Emulator, gone, served
from tests.shipping.parcels import Shop
from tests.visitor import Visitor, alert_of, visitor, words
from tests.world import World

RANGE: dict[str, Any] = {"prefix": "PW", "digits": "8", "first": "1", "last": "500", "rule": "luhn", "warn_below": "50"}
SERVICE: dict[str, Any] = {
    "code": "std",
    "name": "Standard",
    "modes": ["home"],
    "weight_g": "20",
    "prices": "5 3.95\n20 7",
}


@pytest.fixture
def gus(world: World) -> Visitor:
    return visitor(world, "Gus")


@pytest.fixture
def carrier_id(gus: Visitor) -> int:
    answer = gus.send("/admin/carriers", name="Parcelwing", code="parcelwing", adapter="generic")
    assert answer.status_code == 303
    return db.session.scalars(select(Carrier.id)).one()


def test_a_carrier_with_service_prices_and_numbers_is_set_up_by_forms(gus: Visitor, carrier_id: int) -> None:
    url = f"/admin/carriers/{carrier_id}"

    assert gus.send(url, name="Parcelwing", numbers="pool", sender_name="Shop", sender_country="GB").status_code == 303
    assert gus.send(f"{url}/services", **SERVICE, refuses=["dangerous"], longest_mm="120").status_code == 303
    assert gus.send(f"{url}/ranges", **RANGE).status_code == 303

    service = db.session.scalars(select(Service)).one()
    assert service.takes["weight_g"] == 20000
    assert (service.takes["longest_mm"], service.takes["refuses"]) == (1200, ["dangerous"])
    assert [row["price"] for row in service.prices] == ["3.95", "7"]
    page = words(gus.get(url).text)
    assert "PW000000018" in page
    assert "500" in page
    changes = set(db.session.scalars(select(AuditEntry.entity).where(AuditEntry.warehouse_id.is_not(None))))
    assert {"carriers", "carrier_services", "number_ranges"} <= changes


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"first": "400", "last": "600"}, "overlaps the range"),
        ({"first": "0", "last": "1", "rule": "none"}, "overlaps the range"),
        ({"first": "9", "last": "8"}, "cannot be written"),
        ({"first": "x"}, "cannot be written"),
        ({"digits": "2"}, "cannot be written"),
        ({"rule": "s10"}, "cannot be written"),
        ({"rule": "mod97"}, "cannot be written"),
        ({"prefix": "P<b>"}, "cannot be written"),
    ],
)
def test_numbers_that_overlap_or_cannot_be_written_are_refused(
    gus: Visitor, carrier_id: int, changed: dict[str, Any], refusal: str
) -> None:
    url = f"/admin/carriers/{carrier_id}/ranges"
    gus.send(url, **RANGE)

    answer = gus.send(url, **(RANGE | changed))

    assert refusal in alert_of(answer)
    assert len(db.session.scalars(select(NumberRange)).all()) == 1


def test_numbers_of_another_look_and_later_ones_may_be_added(gus: Visitor, carrier_id: int) -> None:
    url = f"/admin/carriers/{carrier_id}/ranges"
    others: list[dict[str, Any]] = [
        {},
        {"first": "501", "last": "900"},
        {"prefix": "XX"},
        {"suffix": "GB"},
        {"digits": "9"},
    ]
    for changed in others:
        assert gus.send(url, **(RANGE | changed)).status_code == 303


def test_an_ended_range_gives_no_numbers_and_keeps_them(gus: Visitor, carrier_id: int) -> None:
    url = f"/admin/carriers/{carrier_id}/ranges"
    gus.send(url, **RANGE)
    range_id = db.session.scalars(select(NumberRange.id)).one()

    assert gus.send(f"/admin/carriers/ranges/{range_id}/ends").status_code == 303
    assert "ended already" in alert_of(gus.send(f"/admin/carriers/ranges/{range_id}/ends"))
    assert "overlaps the range" in alert_of(gus.send(url, **RANGE))


@pytest.mark.parametrize(
    ("form", "refusal"),
    [
        ({"name": ""}, "has a code of up to 20"),
        ({"code": "a b"}, "has a code of up to 20"),
        ({"code": "x" * 21}, "has a code of up to 20"),
        ({"adapter": "none"}, "has a code of up to 20"),
        ({"code": "parcelwing"}, "There is a carrier with the code"),
    ],
)
def test_a_carrier_without_code_and_name_is_refused(
    gus: Visitor, carrier_id: int, form: dict[str, Any], refusal: str
) -> None:
    answer = gus.send("/admin/carriers", **({"name": "New", "code": "new", "adapter": "generic"} | form))

    assert refusal in alert_of(answer)
    assert len(db.session.scalars(select(Carrier)).all()) == 1


@pytest.mark.parametrize(
    ("form", "refusal"),
    [
        ({"weight_g": "heavy"}, "“weight_g” was not understood"),
        ({"prices": "5"}, "“5” was not understood"),
        ({"days": "-1"}, "“-1” was not understood"),
        ({"cash_most": "1e99"}, "“cash_most” was not understood"),
        ({"code": ""}, "A service has a code"),
    ],
)
def test_a_service_that_is_not_understood_changes_nothing(
    gus: Visitor, carrier_id: int, form: dict[str, Any], refusal: str
) -> None:
    answer = gus.send(f"/admin/carriers/{carrier_id}/services", **(SERVICE | form))

    assert refusal in alert_of(answer)
    assert db.session.scalars(select(Service)).all() == []


def test_a_service_given_up_is_offered_no_more_and_a_carrier_too(world: World, gus: Visitor, carrier_id: int) -> None:
    gus.send(f"/admin/carriers/{carrier_id}/services", **SERVICE)
    service_id = db.session.scalars(select(Service.id)).one()
    assert "There is a" not in gus.send(f"/admin/carriers/services/{service_id}", **(SERVICE | {"name": "Slow"})).text

    gus.send(f"/admin/carriers/services/{service_id}/ends")
    gus.send(f"/admin/carriers/{carrier_id}/ends")

    assert db.session.get_one(Service, service_id).name == "Slow"
    assert db.session.get_one(Service, service_id).ended_at
    assert "given up" in words(gus.get("/admin/carriers").text)
    gus.send(f"/admin/carriers/{carrier_id}/beginnings")
    assert db.session.get_one(Carrier, carrier_id).ended_at is None


@pytest.fixture
def taipei(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, Emulator]]:
    monkeypatch.setenv("SHELFWAY_CARRIER_EC_HASHKEY", KEY)
    monkeypatch.setenv("SHELFWAY_CARRIER_EC_HASHIV", IV)
    emulator, _ = ecpay()
    with served(emulator):
        yield shop.carrier("ec", "ecpay", address=emulator.address, merchant=MERCHANT), emulator


def works() -> None:
    for job in list(carriers_to_test().values()):
        job()
    db.session.remove()


@pytest.mark.parametrize(("broken", "told"), [(None, "answers"), (gone, "no answer of its own")])
def test_an_admin_sees_whether_the_carrier_answers(
    gus: Visitor, taipei: tuple[int, Emulator], broken: Any, told: str
) -> None:
    carrier_id, emulator = taipei
    emulator.broken = broken
    gus.send(f"/admin/carriers/{carrier_id}/tests")
    assert emulator.asked == []
    assert "It is being asked" in words(gus.get(f"/admin/carriers/{carrier_id}/test").text)

    works()

    page = gus.get(f"/admin/carriers/{carrier_id}").text
    assert told in words(page)
    assert "never tried live" in words(page)
    assert KEY not in page
    assert IV not in page
    assert not carriers_to_test()


def test_a_secret_that_is_missing_is_named_by_its_variable(
    gus: Visitor, taipei: tuple[int, Emulator], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHELFWAY_CARRIER_EC_HASHIV")

    page = words(gus.get(f"/admin/carriers/{taipei[0]}").text)

    assert "SHELFWAY_CARRIER_EC_HASHIV is missing in the environment" in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "ftp://x", "https://a b"])
def test_an_address_that_is_none_is_refused(gus: Visitor, taipei: tuple[int, Emulator], address: str) -> None:
    answer = gus.send(f"/admin/carriers/{taipei[0]}", name="EC", address=address)

    assert "is no address" in alert_of(answer)


def test_a_service_that_the_adapter_does_not_know_is_refused(gus: Visitor, taipei: tuple[int, Emulator]) -> None:
    answer = gus.send(f"/admin/carriers/{taipei[0]}/services", **SERVICE)

    assert "knows no service std. It knows: UNIMARTC2C" in alert_of(answer)


def test_a_carriers_lanes_are_set_and_stay_when_it_is_saved_again(gus: Visitor, carrier_id: int, world: World) -> None:
    url = f"/admin/carriers/{carrier_id}"
    assert gus.send(url, name="Parcelwing", lanes="LANE-1, LANE-1").status_code == 303
    assert 'name="lanes" value="LANE-1"' in gus.get(url).text

    refused = gus.send(url, name="Parcelwing", lanes="LANE-1 NOWHERE")

    assert "NOWHERE is no staging lane and no dock here." in words(refused.text)
    db.session.rollback()
    assert db.session.get_one(Carrier, carrier_id).settings["lanes"] == ["LANE-1"]
