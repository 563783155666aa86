"""Wrong PINs slow the device and lock the badge."""

from datetime import timedelta

from sqlalchemy import select, update

from app.clock import now
from app.db import db, transaction
from app.operations.models import AuditEntry
from app.workers.models import WrongTry
from tests.visitor import alert_of, give_pin, signed_in_as, stranger_to
from tests.world import World


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
