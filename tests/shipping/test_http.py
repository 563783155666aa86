"""What is asked over HTTP goes to the address that was set and no further, and what comes back is bounded."""

from typing import Any

import pytest

from app.shipping.carriers import CarrierAway, CarrierRefused
from app.shipping.carriers.http import post_form
from tests.shipping.emulators import server
from tests.shipping.emulators.server import Emulator, served


def test_an_answer_that_is_too_large_is_given_up() -> None:
    huge = Emulator(lambda path, fields: "", broken=server.huge)
    with served(huge) as emulator, pytest.raises(CarrierAway, match="too large an answer"):
        post_form(emulator.address, {"a": "b"})


def test_nobody_is_led_elsewhere_with_our_secrets() -> None:
    with served(Emulator(lambda path, fields: "1|OK")) as thief:

        def elsewhere(handler: Any) -> None:
            handler.send_response(302)
            handler.send_header("Location", f"{thief.address}/stolen")
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        with served(Emulator(lambda path, fields: "", broken=elsewhere)) as emulator:
            with pytest.raises(CarrierAway, match="HTTP 302"):
                post_form(emulator.address, {"a": "b"})
            assert len(emulator.asked) == 1

    assert thief.asked == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:1", ""])
def test_only_http_is_asked(address: str) -> None:
    with pytest.raises(CarrierRefused):
        post_form(address, {})


def test_what_was_sent_stands_in_no_message() -> None:
    with pytest.raises(CarrierAway) as away:
        post_form("http://127.0.0.1:9/secret-path", {"HashKey": "secret"})

    assert "secret" not in str(away.value)
