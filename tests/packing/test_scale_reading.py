"""A scale is read over the network or at a serial plug, and nobody waits long for one that is silent."""

import re
import socket
from time import monotonic, sleep

import pytest

from app.packing.scales import address, reading, weigh
from app.packing.scales.plug import plugged
from app.packing.scales.refusals import ScaleMoving, ScaleOver, ScaleSilent, ScaleUnclear
from tests.packing.scales import network_scale, plugged_scale


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits two seconds in a test."""
    monkeypatch.setattr(reading, "WAIT_SECONDS", 0.4)
    monkeypatch.setattr(reading, "PATIENCE_SECONDS", 0.8)


def grams(said: bytes, ask: str = "", **how: object) -> int:
    with network_scale(said, **how) as at:  # type: ignore[arg-type]
        return weigh(at, ask).grams


def test_the_first_still_weight_counts_and_is_shown_as_it_was_said() -> None:
    with network_scale(b"S,GS,+  0.1\r\nUS,GS,+  1.1kg\r\nST,GS,+  1.234kg\r\nST,GS,+") as at:
        weight = weigh(at)

    assert (weight.grams, weight.said) == (1234, "ST,GS,+  1.234kg")


def test_the_end_of_a_line_is_not_taken_for_one() -> None:
    assert grams(b"34kg\r\n+  1.234kg\r\n") == 1234
    with pytest.raises(ScaleSilent):
        grams(b"34kg\r\n")


def test_a_scale_that_speaks_when_asked_is_asked() -> None:
    assert grams(b"0.512 kg\r\n", "SI", once_asked=b"SI\r\n") == 512
    with pytest.raises(ScaleSilent):
        grams(b"0.512 kg\r\n", "W", once_asked=b"SI\r\n")


def test_half_a_line_is_no_weight_until_the_scale_hangs_up() -> None:
    with pytest.raises(ScaleSilent):
        grams(b"ST,GS,+  1.2kg")
    assert grams(b"ST,GS,+  1.2kg", closes=True) == 1200


def test_a_load_that_moves_is_waited_for_and_then_told() -> None:
    with pytest.raises(ScaleMoving):
        grams(b"US,GS,+  1.1kg\r\nUS,GS,+  1.2kg\r\n")


def test_an_empty_scale_weighs_nothing() -> None:
    with pytest.raises(ScaleOver):
        grams(b"ST,GS,+  0.000kg\r\n")


def test_what_speaks_but_says_no_weight_is_told_from_a_silent_one() -> None:
    with pytest.raises(ScaleUnclear):
        grams(b"SSH-2.0-x\r\nwelcome\r\n")
    with pytest.raises(ScaleSilent):
        grams(b"")


def test_a_page_answers_with_one_line() -> None:
    said = b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\n+0.75 kg\n"
    with network_scale(said) as at:
        assert weigh(at.replace("tcp:", "http:") + "/weight").grams == 750


def test_a_page_that_is_not_there_is_a_silent_scale() -> None:
    with network_scale(b"HTTP/1.0 404 Not Found\r\nContent-Length: 7\r\n\r\n0.75 kg") as at, pytest.raises(ScaleSilent):
        weigh(at.replace("tcp:", "http:"))


def test_nobody_at_the_address_is_a_silent_scale() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    with pytest.raises(ScaleSilent):
        weigh(f"tcp://127.0.0.1:{port}")


def test_whoever_asks_goes_on_though_the_name_server_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: sleep(1.6))
    begun = monotonic()

    with pytest.raises(ScaleSilent):
        weigh("tcp://scale.example:4001")

    assert monotonic() - begun < 1.3


def test_a_scale_at_a_plug_is_read_from_its_next_whole_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "PLUG", re.compile("/dev/pts/[0-9]+"))

    with plugged_scale(lambda spoken: b"US,GS,+  9.999kg\r\n" if spoken < 8 else b"ST,GS,+  0.512kg\r\n") as plug:
        assert weigh(f"serial:{plug}?baud=2400&mode=7E1").grams == 512
    with plugged_scale(lambda _: b"") as plug, pytest.raises(ScaleSilent):
        weigh(f"serial:{plug}")


def test_two_who_read_one_plug_do_not_share_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "PLUG", re.compile("/dev/pts/[0-9]+"))

    with (
        plugged_scale(lambda _: b"ST,GS,+  0.512kg\r\n") as plug,
        plugged(address.Plug(plug, 9600, "8N1")),
        pytest.raises(ScaleSilent),
    ):
        weigh(f"serial:{plug}")


def test_a_plug_that_is_pulled_is_a_silent_scale() -> None:
    with pytest.raises(ScaleSilent):
        weigh("serial:/dev/ttyUSB987")
