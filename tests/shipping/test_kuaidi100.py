"""kuaidi100 against an emulator of its documents: what became of a parcel, when it is asked."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.shipping.carriers import ADAPTERS, Account, CarrierAway, CarrierRefused, Made
from tests.shipping.emulators import server
from tests.shipping.emulators.kuaidi100 import CUSTOMER, KEY, SALT, kuaidi100
from tests.shipping.emulators.server import Emulator, served

SHANGHAI = ZoneInfo("Asia/Shanghai")
YT = Made("YT00000018")


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with served(kuaidi100()) as serving:
        yield serving


def account(emulator: Emulator, **changed: str) -> Account:
    settings = {"address": emulator.address, "company": "yuantong", "customer": CUSTOMER} | changed
    return Account("yt", settings, {"KEY": KEY, "SALT": SALT})


def test_each_step_is_told_in_order_with_its_place_and_our_word_for_it(app: object, emulator: Emulator) -> None:
    told = ADAPTERS["kuaidi100"].events(YT, "", account(emulator))

    assert [(one.code, one.words, one.place) for one in told] == [
        ("handed_over", "已揽收", "上海"),
        ("in_transit", "到达派件城市", "北京"),
        ("out_for_delivery", "正在派件", "北京"),
    ]
    assert told[0].at == datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
    assert told == ADAPTERS["kuaidi100"].events(YT, "", account(emulator))


def test_a_number_that_it_does_not_know_yet_has_no_steps(app: object, emulator: Emulator) -> None:
    assert ADAPTERS["kuaidi100"].events(Made("YT99"), "", account(emulator)) == ()


def test_a_wrong_key_is_a_refusal_in_its_own_words(app: object, emulator: Emulator) -> None:
    with pytest.raises(CarrierRefused, match="验证签名失败"):
        ADAPTERS["kuaidi100"].events(YT, "", account(emulator, customer="X"))


@pytest.mark.parametrize("broken", [server.page, server.huge, server.not_text, server.gone, server.elsewhere])
def test_what_is_no_answer_of_its_own_is_asked_for_again(app: object, emulator: Emulator, broken: Any) -> None:
    emulator.broken = broken

    with pytest.raises(CarrierAway):
        ADAPTERS["kuaidi100"].events(YT, "", account(emulator))


@pytest.mark.parametrize(
    "said", ["[]", "null", "3", "{", '{"data": {"a": 1}}', '{"data": [1, null, {"time": "soon"}]}', "[" * 100_000]
)
def test_hostile_json_is_no_step(app: object, said: str) -> None:
    with served(Emulator(lambda path, fields: said)) as serving:
        try:
            assert list(ADAPTERS["kuaidi100"].events(YT, "", account(serving))) == []
        except CarrierAway:
            assert not said.startswith('{"data')
