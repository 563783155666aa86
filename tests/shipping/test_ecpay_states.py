"""ECPay's states as ours: what comes back is not back yet, and what is here ends the asking."""

import pytest

from app.shipping.carriers.ecpay_states import CODES, STATES, code_of
from app.shipping.tracking.states import ENDS, TROUBLE
from app.shipping.tracking.states import STATES as OURS


def test_each_state_of_the_carrier_is_one_of_ours() -> None:
    assert set(CODES) <= set(OURS)
    assert len(STATES) == sum(len(codes.split()) for codes in CODES.values())


@pytest.mark.parametrize(
    ("store", "steps"),
    [
        ("7-ELEVEN", ["300", "2068", "2030", "2073", "2067"]),
        ("FamilyMart", ["300", "3032", "3024", "3018", "3022"]),
    ],
)
def test_a_parcel_that_is_fetched_goes_its_way(store: str, steps: list[str]) -> None:
    assert [code_of(step) for step in steps] == ["made", "handed_over", "in_transit", "at_store", "delivered"]


@pytest.mark.parametrize("steps", [["2074", "2072", "2070"], ["3020", "3019", "3023"], ["3117", "5004", "5008"]])
def test_a_parcel_that_nobody_fetches_is_trouble_until_it_is_back(steps: list[str]) -> None:
    *back, here = [code_of(step) for step in steps]

    assert set(back) <= TROUBLE
    assert here in ENDS


def test_a_state_that_nobody_knows_is_on_its_way() -> None:
    assert code_of("8888") == "in_transit"
    assert code_of(" 2067 ") == "delivered"
