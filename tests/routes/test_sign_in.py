"""Signing in with a badge and a PIN or password."""

import pytest
from sqlalchemy import select

from app.db import db
from app.workers.models import Worker
from tests.visitor import alert_of, give_password, give_pin, signed_in_as, stranger_to
from tests.world import World


def test_a_badge_and_its_pin_open_a_shift(world: World) -> None:
    badge, browser = give_pin(world, "Ana", "4711"), stranger_to(world)

    asked = browser.send("/sign-in", badge=badge)
    assert 'name="secret"' in asked.text
    assert signed_in_as(browser) is None

    assert browser.sign_in(badge, "4711").status_code == 303
    assert signed_in_as(browser) == world.workers["Ana"]


def test_nobody_can_tell_a_wrong_pin_from_an_unknown_badge(world: World) -> None:
    badge, browser = give_pin(world, "Ana", "4711"), stranger_to(world)

    wrong_pin = browser.sign_in(badge, "4712")
    unknown_badge = browser.sign_in("BDG-NOBODY", "4711")

    assert alert_of(wrong_pin) == alert_of(unknown_badge)
    assert wrong_pin.status_code == unknown_badge.status_code == 403
    assert 'id="typed"' in browser.send("/sign-in", badge="BDG-NOBODY").text  # asked for a PIN like anybody
    assert signed_in_as(browser) is None


def test_a_lead_signs_in_with_the_password_and_not_with_a_pin(world: World) -> None:
    give_pin(world, "Cleo", "4711")
    badge, browser = give_password(world, "Cleo", "correct horse battery"), stranger_to(world)

    assert browser.sign_in(badge, "4711").status_code == 403
    assert browser.sign_in(badge, "correct horse battery").status_code == 303


def test_signing_in_changes_the_session_and_its_tokens(world: World) -> None:
    badge, browser = give_pin(world, "Ana", "4711"), stranger_to(world)
    before = browser.token()
    with browser.client.session_transaction() as cookie:
        cookie["shift"] = "chosen by somebody else"

    browser.sign_in(badge, "4711")

    with browser.client.session_transaction() as cookie:
        assert cookie["shift"] != "chosen by somebody else"
    assert browser.send("/sign-out", csrf_token=before).status_code == 400
    assert signed_in_as(browser) == world.workers["Ana"]


def test_another_badge_scanned_for_the_pin_asks_for_its_own_pin(world: World) -> None:
    ana, ben, browser = give_pin(world, "Ana", "4711"), give_pin(world, "Ben", "4712"), stranger_to(world)

    asked = browser.send("/sign-in", badge=ana, secret=ben.lower())

    assert f'value="{ben}"' in asked.text
    assert world.worker("Ana").wrong_tries == 0
    assert ben not in (asked.headers.get("Location") or "")


HOSTILE = [
    "'; DROP TABLE workers; --",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "BDG-\x00\x1d\x7f",
    "../../etc/passwd",
    "=HYPERLINK(0)",
    "{{ 7*7 }}",
    "庫位",
    "\ud83d",
    "B" * 100_000,
]


@pytest.mark.parametrize("code", HOSTILE)
def test_a_hostile_badge_is_only_looked_up(world: World, code: str) -> None:
    browser = stranger_to(world)
    browser.get("/sign-in")
    text = code.encode("utf-8", "surrogatepass")

    asked = browser.send("/sign-in", badge=text)
    refused = browser.send("/sign-in", badge=text, secret="0815")

    assert asked.status_code in {200, 400}
    assert refused.status_code in {400, 403}
    for page in (asked.text, refused.text):
        assert "<script>alert" not in page.lower()
        assert "<img" not in page.lower()
        assert 'value="49"' not in page
    assert len(asked.text) < 40_000
    assert db.session.scalar(select(Worker.id)) is not None


@pytest.mark.parametrize(
    ("asked", "language"),
    [("zh-TW,zh;q=0.9,en;q=0.5", "zh-Hant"), ("zh-CN", "zh-Hans"), ("de,en-GB;q=0.5", "en"), ("zh-HK", "zh-Hant")],
)
def test_before_sign_in_the_browser_says_which_language(world: World, asked: str, language: str) -> None:
    page = stranger_to(world).get("/sign-in", **{"Accept-Language": asked})

    assert f'<html lang="{language}">' in page.text
