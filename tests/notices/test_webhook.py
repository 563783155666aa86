"""A notice by webhook: signed, without an address, to public machines only, and asked again while it is not taken."""

import hashlib
import hmac
import json
import socket
from unittest import mock

import pytest
from flask import Flask

from app.notices.sending.job import send_notices
from tests.notices.shop import Hook, chooses, delivered, notices, told
from tests.world import World


def test_a_webhook_gets_json_that_is_signed_and_no_address(world: World, hook: Hook, app: Flask) -> None:
    chooses(world, "webhook", steps=("delivered",), url=hook.url)
    delivered(world)
    for _ in range(3):
        send_notices()

    ((headers, body),) = hook.heard
    at, _, told_signature = headers["Shelfway-Signature"].partition(",v1=")
    secret = app.config["WEBHOOK_SECRET"].encode()
    assert told_signature == hmac.new(secret, f"{at[2:]}.".encode() + body, hashlib.sha256).hexdigest()
    content = json.loads(body)
    assert (content["step"], content["order"], content["parcel"]) == ("delivered", "N001", "QP1")
    assert headers["Shelfway-Notice"] == str(content["id"])
    assert not any(secret in body.decode() for secret in ("Quay 1", "0123", "mira@example.com"))
    assert told() == [("delivered", "webhook", "sent")]


@pytest.mark.parametrize(("status", "state"), [(500, "waiting"), (302, "waiting"), (404, "waiting"), (410, "given_up")])
def test_a_webhook_that_does_not_take_it_is_asked_again_but_for_one_that_is_gone(
    world: World, hook: Hook, status: int, state: str
) -> None:
    chooses(world, "webhook", steps=("delivered",), url=hook.url)
    delivered(world)
    hook.status = status
    send_notices()

    assert told() == [("delivered", "webhook", state)]
    assert notices()[0].problem == f"{status} as you say [31m"
    assert len(hook.heard) == 1  # nobody follows a redirect


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/x",
        "http://localhost:9/x",
        "http://10.1.2.3/x",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]:9/x",
        "http://[::ffff:127.0.0.1]:9/x",
        "http://0.0.0.0:9/x",
        "http://224.0.0.1/x",
        "http://2130706433/x",
    ],
)
def test_a_webhook_goes_to_no_private_address_unless_it_is_configured_so(world: World, url: str) -> None:
    chooses(world, "webhook", steps=("delivered",), url=url)
    delivered(world)
    with mock.patch.object(socket, "create_connection") as connect:
        send_notices()

    assert not connect.called
    assert "private network" in notices()[0].problem
    assert told() == [("delivered", "webhook", "given_up")]


def test_a_name_that_stands_for_another_address_a_moment_later_changes_nothing(world: World) -> None:
    chooses(world, "webhook", steps=("delivered",), url="http://shop.example.com/x")
    delivered(world)
    public = [(2, 1, 6, "", ("93.184.216.34", 80))]
    with (
        mock.patch.object(socket, "getaddrinfo", return_value=public) as asked,
        mock.patch.object(socket, "create_connection", side_effect=OSError("no way")) as connect,
    ):
        send_notices()

    assert asked.call_count == 1
    assert connect.call_args.args[0] == ("93.184.216.34", 80)
