"""karrio, against a stand-in of the library: what it is asked, and what its messages mean."""

from types import SimpleNamespace

import pytest

from app.shipping.carriers import ADAPTERS, Account, CarrierAway, CarrierRefused, CarrierUnreached, Made, through_karrio
from app.shipping.parcel import Address, CustomsLine, Parcel
from tests.shipping.emulators.karrio import BROKE, NOT_SUPPORTED, Karrio, installed, said


@pytest.fixture
def karrio(monkeypatch: pytest.MonkeyPatch, app: object) -> Karrio:
    return installed(monkeypatch)


DHL = Account(
    "dhl",
    {"carrier": "dhl_express"},
    {"GATEWAY": '{"site_id": "x", "password": "secret"}'},
    Address(name="Shop", street="1 Mill Lane", city="Riverside", country="GB", postcode="RV1"),
)
ABROAD = Parcel(
    carton="379",
    order="A1",
    mode="overseas",
    to=Address(name="Aoi", street="1-2-3", city="Tokyo", country="JP", postcode="100"),
    weight_g=1500,
    sides_mm=(300, 200, 100),
    currency="GBP",
    customs=(CustomsLine("MUG", "Ceramic mug", "691200", "TW", 2, 600, None),),
)


def test_karrio_makes_a_shipment_with_customs_and_brings_its_label(karrio: Karrio) -> None:
    made = SimpleNamespace(
        tracking_number="12 3456 7890",
        shipment_identifier="S-1",
        label_type="PDF",
        docs=SimpleNamespace(label="JVBERg=="),
    )
    karrio.answers["create"] = (made, [])

    answer = ADAPTERS["karrio"].make(ABROAD, "express", "S1", DHL)

    assert answer == Made("1234567890", {"identifier": "S-1", "document": "JVBERg==", "media_type": "application/pdf"})
    (_, settings), (_, sent) = karrio.sent
    assert settings == {"site_id": "x", "password": "secret"}
    assert (sent["reference"], sent["recipient"]["country_code"], sent["parcels"][0]["weight"]) == ("S1", "JP", 1.5)
    assert sent["customs"]["commodities"][0]["hs_code"] == "691200"


def test_karrios_messages_are_the_refusal(karrio: Karrio) -> None:
    karrio.answers["create"] = (None, [SimpleNamespace(message="Postal code not served", code="1")])

    with pytest.raises(CarrierRefused, match="Postal code not served"):
        ADAPTERS["karrio"].make(ABROAD, "express", "S1", DHL)


def test_karrios_events_have_our_words_and_their_own_time(karrio: Karrio) -> None:
    events = [
        SimpleNamespace(date="2026-11-22", time="09:15", description="Arrived", location="Tokyo", status=None),
        SimpleNamespace(date="2026-11-23", time="10:00", description="Signed", location="Tokyo", status=None),
        SimpleNamespace(date="soon", time=None, description="?", location=None, status=None),
    ]
    karrio.answers["fetch"] = ([SimpleNamespace(events=events, status="delivered")], [])

    told = ADAPTERS["karrio"].events(Made("1234567890"), "express", DHL)

    assert [(one.code, one.words) for one in told] == [("in_transit", "Arrived"), ("delivered", "Signed")]


def test_karrio_cancels(karrio: Karrio) -> None:
    karrio.answers["cancel"] = (SimpleNamespace(success=False), [SimpleNamespace(message="Too late", code="")])

    with pytest.raises(CarrierRefused, match="Too late"):
        ADAPTERS["karrio"].cancel(Made("123", {"identifier": "S-1"}), "express", DHL)
    assert karrio.sent[-1] == ("cancel", {"shipment_identifier": "S-1", "service": "express"})


def test_settings_that_the_library_does_not_take_name_no_secret(karrio: Karrio) -> None:
    wrong = Account("dhl", {"carrier": "dhl_express"}, {"GATEWAY": "{secret"})

    with pytest.raises(CarrierRefused) as refused:
        ADAPTERS["karrio"].make(ABROAD, "express", "S1", wrong)
    assert "secret" not in str(refused.value)


def test_without_the_library_an_admin_is_told_what_is_missing(app: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(through_karrio, "is_installed", lambda: False)

    assert [str(one.params.get("names")) for one in ADAPTERS["karrio"].objections(ABROAD, "express", DHL)] == [
        "requirements-karrio.txt"
    ]
    with pytest.raises(CarrierRefused, match="not installed"):
        ADAPTERS["karrio"].make(ABROAD, "express", "S1", DHL)


def test_what_broke_on_the_way_is_no_refusal(karrio: Karrio) -> None:
    """Who is asked again after a lost answer may make it twice; who never got through does not."""
    karrio.answers["create"] = said("<urlopen error [Errno 111] Connection refused>", BROKE)
    with pytest.raises(CarrierUnreached):
        ADAPTERS["karrio"].make(ABROAD, "express", "S1", DHL)

    karrio.answers["create"] = said("The read operation timed out", BROKE)
    with pytest.raises(CarrierAway) as lost:
        ADAPTERS["karrio"].make(ABROAD, "express", "S1", DHL)
    assert not isinstance(lost.value, CarrierUnreached)


def test_a_manifest_goes_by_the_carriers_own_identifiers(karrio: Karrio) -> None:
    karrio.answers["manifest"] = (SimpleNamespace(id="MAN-7"), [])

    told = ADAPTERS["karrio"].manifest([Made("123", {"identifier": "S-1"}), Made("456")], "S9", DHL)

    assert told == "MAN-7"
    (name, sent) = karrio.sent[-1]
    assert (name, sent["shipment_identifiers"], sent["reference"]) == ("manifest", ["S-1", "456"], "S9")
    assert sent["address"]["country_code"] == "GB"


def test_a_carrier_without_manifests_is_no_trouble_and_one_that_refuses_is(karrio: Karrio) -> None:
    karrio.answers["manifest"] = said("this operation is not supported.", NOT_SUPPORTED)
    assert ADAPTERS["karrio"].manifest([Made("123")], "S9", DHL) is None

    karrio.answers["manifest"] = said("Shipment 123 is closed", "42")
    with pytest.raises(CarrierRefused, match="Shipment 123 is closed"):
        ADAPTERS["karrio"].manifest([Made("123")], "S9", DHL)
