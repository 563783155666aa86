"""Signing in with a badge and a PIN or password."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.db import db, now, transaction
from app.operations.models import AuditEntry
from app.workers.commands import give_roles, let_go
from app.workers.models import Session, Worker, WrongTry
from tests.visitor import Visitor, alert_of, give_password, give_pin, stranger_to, visitor
from tests.world import SYSTEM, World


def signed_in_as(visitor: Visitor) -> int | None:
    """Whose open shift this browser has."""
    with visitor.client.session_transaction() as cookie:
        token = cookie.get("shift")
    if token is None or visitor.get("/warehouse").headers.get("Location") != "/":
        return None
    return db.session.scalars(select(Session.worker_id).where(Session.ended_at.is_(None))).one()


def minutes_pass() -> None:
    with transaction() as session:
        session.execute(update(WrongTry).values(at=now() - timedelta(minutes=2)))


def changes_of_locks(world: World) -> list[str]:
    """What the audit of this warehouse tells of Ana's lock."""
    wanted = select(AuditEntry.change).where(
        AuditEntry.entity == "workers",
        AuditEntry.entity_id == world.workers["Ana"],
        AuditEntry.warehouse_id == world.warehouse_id,
        AuditEntry.change.in_(("locked", "unlocked")),
    )
    return list(db.session.scalars(wanted.order_by(AuditEntry.id)))


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
    assert browser.send("/sign-in", badge="BDG-NOBODY").text.count('inputmode="numeric"') == 1
    assert signed_in_as(browser) is None


def test_ten_wrong_tries_lock_the_badge_also_for_the_right_pin(world: World) -> None:
    badge, browser = give_pin(world, "Ana", "4711"), stranger_to(world)
    for _ in range(10):
        minutes_pass()
        browser.sign_in(badge, "0815")
    minutes_pass()

    refused = browser.sign_in(badge, "4711")

    assert refused.status_code == 403
    assert world.worker("Ana").locked_at is not None
    assert signed_in_as(browser) is None
    assert changes_of_locks(world) == ["locked"]


def test_the_right_pin_at_the_tenth_try_is_in_time_and_noted(world: World) -> None:
    badge, browser = give_pin(world, "Ana", "4711"), stranger_to(world)
    for _ in range(9):
        minutes_pass()
        browser.sign_in(badge, "0815")
    minutes_pass()

    assert browser.sign_in(badge, "4711").status_code == 303
    assert world.worker("Ana").locked_at is None
    assert changes_of_locks(world) == ["locked", "unlocked"]


def test_the_right_pin_forgets_nine_wrong_ones(world: World) -> None:
    badge, browser = give_pin(world, "Ana", "4711"), stranger_to(world)
    for _ in range(9):
        minutes_pass()
        browser.sign_in(badge, "0815")
    minutes_pass()

    assert browser.sign_in(badge, "4711").status_code == 303
    assert world.worker("Ana").wrong_tries == 0
    assert world.worker("Ana").locked_at is None


def test_a_device_takes_five_wrong_tries_a_minute_and_says_how_long_to_wait(world: World) -> None:
    badge, browser = give_pin(world, "Ana", "4711"), stranger_to(world)
    for _ in range(5):
        browser.sign_in("BDG-NOBODY", "0815")

    slowed = browser.sign_in(badge, "4711")

    assert slowed.status_code == 429
    assert "seconds" in alert_of(slowed)
    assert signed_in_as(browser) is None
    assert world.worker("Ana").wrong_tries == 0
    assert stranger_to(world).sign_in(badge, "4711").status_code == 303  # another device is not slowed

    minutes_pass()
    assert browser.sign_in(badge, "4711").status_code == 303


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


def test_the_next_worker_on_a_device_ends_the_shift_before(world: World) -> None:
    ana, ben, browser = give_pin(world, "Ana", "4711"), give_pin(world, "Ben", "4712"), stranger_to(world)
    browser.sign_in(ana, "4711")
    with browser.client.session_transaction() as cookie:
        old = cookie["shift"]

    browser.sign_in(ben, "4712")
    with browser.client.session_transaction() as cookie:
        cookie["shift"] = old

    assert browser.get("/work").headers["Location"] == "/sign-in"


def test_signing_out_ends_the_shift_on_the_server(world: World) -> None:
    ana = visitor(world, "Ana")
    with ana.client.session_transaction() as cookie:
        kept = cookie["shift"]

    assert ana.send("/sign-out").headers["Location"] == "/sign-in"
    with ana.client.session_transaction() as cookie:
        cookie["shift"] = kept

    assert ana.get("/work").headers["Location"] == "/sign-in"


@pytest.mark.parametrize("over", ["shift", "worker", "worker without more ado", "device"])
def test_what_is_over_lets_nobody_in(world: World, over: str) -> None:
    ana = visitor(world, "Ana")
    assert ana.get("/work").status_code == 200
    with transaction() as session:
        if over == "shift":
            session.execute(update(Session).values(expires_at=now() - timedelta(seconds=1)))
        elif over == "worker":
            let_go(world.worker("Ana"), SYSTEM)
        elif over == "worker without more ado":
            world.worker("Ana").left_at = now()
        else:
            world.device("Ana").revoked_at = now()

    assert ana.get("/work").status_code in {303, 403}


def test_a_fragment_never_holds_the_sign_in_page(world: World) -> None:
    browser = stranger_to(world)
    browser.get("/sign-in")

    answer = browser.get("/work", **{"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in"
    assert "<form" not in answer.text


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


def test_who_works_in_several_warehouses_chooses_one_of_them(world: World) -> None:
    with transaction():
        give_roles(world.worker("Ana"), world.other_warehouse_id, ["picker"], SYSTEM)
    badge, browser = give_pin(world, "Ana", "4711"), stranger_to(world)
    assert browser.sign_in(badge, "4711").headers["Location"] == "/warehouse"
    assert "Hillside" in browser.get("/warehouse").text

    browser.send(f"/warehouse/{world.other_warehouse_id}")

    assert db.session.scalars(select(Session.warehouse_id)).one() == world.other_warehouse_id


def test_a_warehouse_without_a_role_is_refused(world: World) -> None:
    ana = visitor(world, "Ana")

    refused = ana.send(f"/warehouse/{world.other_warehouse_id}")

    assert refused.status_code == 403
    assert db.session.scalars(select(Session.warehouse_id)).one() == world.warehouse_id


@pytest.mark.parametrize(
    ("asked", "language"),
    [("zh-TW,zh;q=0.9,en;q=0.5", "zh-Hant"), ("zh-CN", "zh-Hans"), ("de,en-GB;q=0.5", "en"), ("zh-HK", "zh-Hant")],
)
def test_before_sign_in_the_browser_says_which_language(world: World, asked: str, language: str) -> None:
    page = stranger_to(world).get("/sign-in", **{"Accept-Language": asked})

    assert f'<html lang="{language}">' in page.text


def test_after_sign_in_the_worker_has_the_own_language(world: World) -> None:
    with transaction():
        world.worker("Ana").language = "zh_Hant"

    page = visitor(world, "Ana").get("/work", **{"Accept-Language": "en"})

    assert '<html lang="zh-Hant">' in page.text
