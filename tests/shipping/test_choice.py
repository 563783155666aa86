"""Which service is chosen, and why not the others: each reason in words. Pure."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.shipping.choice import Choice, Offer, choose
from app.shipping.findings import Finding
from app.shipping.parcel import Address, Parcel, country_code
from app.shipping.services import NotUnderstood, Price, Takes, prices_as_text, prices_of_text, read_prices, refusals

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PARCEL = Parcel(
    carton="1",
    order="A1",
    mode="home",
    to=Address(country="GB", country_said="GB", postcode="RV1 1AA"),
    weight_g=1000,
    sides_mm=(300, 200, 100),
    due_at=NOON + timedelta(hours=3),
)


def offer(number: int, price: str = "3.00", takes: Takes | None = None, **columns: Any) -> Offer:
    values: dict[str, Any] = {"days": 2, "leaves_at": NOON + timedelta(hours=2)} | columns
    carrier = values.pop("carrier", f"Carrier {number}")
    prices = (Price(5000, Decimal(price)),)
    return Offer(number, f"s{number}", carrier, f"c{number}", "Std", takes or Takes(), prices, **values)


def told(choice: Choice) -> dict[int, str]:
    every = (choice.chosen, *choice.others) if choice.chosen else choice.others
    return {one.offer.service_id: " ".join(finding.reason for finding in one.reasons) for one in every}


def test_the_cheapest_that_keeps_the_promise_is_chosen_and_the_others_are_told_why_not() -> None:
    late = offer(3, "1.00", leaves_at=NOON + timedelta(days=1))
    heavy = offer(4, "0.50", Takes(weight_g=500))

    choice = choose(PARCEL, [offer(1, "4.00"), offer(2, "3.00"), late, heavy, offer(5, "3.00", days=4)])

    assert choice.chosen
    assert choice.chosen.offer.service_id == 2
    assert told(choice) == {2: "cheapest", 1: "dearer", 3: "too_late", 4: "weight", 5: "slower"}


def test_the_customers_wish_goes_before_the_price() -> None:
    choice = choose(replace(PARCEL, wish=" carrier  1"), [offer(1, "9.00"), offer(2, "3.00")])

    assert told(choice) == {1: "wished", 2: "not_wished"}
    assert choice.notes == ()


def test_a_wish_that_cannot_be_followed_is_told_and_another_is_chosen() -> None:
    offers = [offer(1, takes=Takes(modes=("store",))), offer(2)]

    refused = choose(replace(PARCEL, wish="Carrier 1"), offers)
    unknown = choose(replace(PARCEL, wish="Pigeon"), offers)

    assert told(refused) == {2: "only", 1: "mode"}
    assert [note.reason for note in refused.notes] == ["wish_refused"]
    assert [note.reason for note in unknown.notes] == ["wish_unknown"]


def test_a_day_that_was_asked_for_is_kept_where_it_can_be() -> None:
    wanted = replace(PARCEL, wanted_on=date(2026, 11, 24))

    choice = choose(wanted, [offer(1, "3.00", days=2), offer(2, "9.00", days=1)])

    assert told(choice) == {2: "cheapest", 1: "too_late"}


def test_when_none_keeps_the_promise_the_cheapest_still_goes() -> None:
    tomorrow = NOON + timedelta(days=1)

    choice = choose(PARCEL, [offer(1, "3.00", leaves_at=tomorrow), offer(2, "2.00", leaves_at=tomorrow)])

    assert told(choice) == {2: "late_but", 1: "dearer"}


def test_what_the_adapter_has_against_it_counts_as_the_table_does() -> None:
    choice = choose(PARCEL, [offer(1, objects=(Finding("not_set_up", {"names": "KEY"}),))])

    assert choice.chosen is None
    assert told(choice) == {1: "not_set_up"}


def test_without_a_price_for_it_a_service_is_not_chosen() -> None:
    assert told(choose(replace(PARCEL, weight_g=6000), [offer(1)])) == {1: "no_price"}


def test_a_large_light_parcel_is_paid_by_its_volume() -> None:
    takes = Takes(volume_divisor=1000)
    cheap = Offer(1, "s", "C", "c", "Std", takes, (Price(5000, Decimal(1)), Price(10000, Decimal(7))))

    choice = choose(PARCEL, [cheap])

    assert choice.chosen
    assert choice.chosen.price == 7  # 6 litres stand for 6 kg


@pytest.mark.parametrize(
    ("takes", "parcel", "reason"),
    [
        (Takes(countries=("FR",)), {}, "country"),
        (Takes(not_countries=("GB",)), {}, "country"),
        (Takes(postcodes=("AB",)), {}, "postcode"),
        (Takes(not_postcodes=("RV1",)), {}, "postcode"),
        (Takes(longest_mm=299), {}, "longest"),
        (Takes(sides_mm=599), {}, "sides"),
        (Takes(sides_mm=600), {"sides_mm": None}, "sides_unknown"),
        (Takes(refuses=("liquid",)), {"flags": frozenset({"liquid", "fragile"})}, "goods"),
        (Takes(cash_most=5), {"collects": Decimal("5.01")}, "cash"),
        (Takes(), {"collects": Decimal(5)}, "no_cash"),
        (Takes(), {"insured_for": Decimal(5)}, "not_insured"),
        (Takes(value_most=10), {"value": Decimal(11)}, "value"),
    ],
)
def test_each_limit_refuses_what_is_beyond_it(takes: Takes, parcel: dict[str, Any], reason: str) -> None:
    assert [one.reason for one in refusals(replace(PARCEL, **parcel), takes)] == [reason]
    assert refusals(PARCEL, Takes(weight_g=1000, longest_mm=300, sides_mm=600, postcodes=("RV1",))) == []


@given(some.lists(some.tuples(some.integers(1, 900), some.booleans(), some.booleans()), max_size=8))
def test_what_is_chosen_always_takes_it_and_every_offer_is_told(rows: list[tuple[int, bool, bool]]) -> None:
    offers = [
        offer(
            number,
            f"{cents / 100:.2f}",
            Takes(weight_g=500 if heavy else None),
            leaves_at=NOON + timedelta(days=late),
        )
        for number, (cents, heavy, late) in enumerate(rows)
    ]

    choice = choose(PARCEL, offers)

    able = [one for one, (_, heavy, _) in zip(offers, rows, strict=True) if not heavy]
    assert (choice.chosen is None) == (not able)
    assert sorted(told(choice)) == [one.service_id for one in offers]
    if choice.chosen:
        assert not choice.chosen.refused
        in_time = [one for one in able if one.leaves_at == NOON] or able
        assert choice.chosen.price == min(one.prices[0].price for one in in_time)


def test_a_price_table_is_read_as_it_is_written() -> None:
    text = "2 3.40\n0.5 1.10\n5 12.50 JP KR"

    assert prices_as_text(prices_of_text(text)) == text
    assert read_prices(prices_of_text(text))[2] == Price(5000, Decimal("12.50"), ("JP", "KR"))


@pytest.mark.parametrize("text", ["five 3", "5", "5 x", "-1 3", "5 NaN", "5 -1", "0 3", "1e30 3", "5 Infinity"])
def test_a_price_table_that_is_not_understood_says_which_line(text: str) -> None:
    with pytest.raises(NotUnderstood, match=text.split()[0]):
        prices_of_text(f"1 1\n{text}")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Taiwan", "TW"),
        ("臺灣", "TW"),
        ("台灣", "TW"),
        ("中国", "CN"),
        ("United Kingdom", "GB"),
        ("uk", "GB"),
        ("EIRE", "IE"),
        ("jp", "JP"),
        ("Atlantis", ""),
        ("", ""),
        ("001", ""),
    ],
)
def test_a_country_is_known_by_the_names_that_shops_write(said: str, code: str) -> None:
    assert country_code(said) == code
