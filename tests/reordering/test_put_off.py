"""An alert that can wait is put off with a reason until a day, and taken up again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db
from app.operations.models import AuditEntry
from app.reordering.background import look_for_alerts
from app.reordering.queries import PUT_OFF, Search
from tests.reordering.conftest import today
from tests.reordering.lows import alerts, bring, changes, listed, nudges
from tests.visitor import alert_of, visitor
from tests.world import World


def test_one_that_can_wait_is_put_off_with_a_reason_and_comes_back_on_its_day(
    low: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    eli = visitor(low, "Eli")
    alert = alerts(low)["MUG"]
    item_id, until = alert.item_id, today() + timedelta(days=3)

    done = eli.send(f"/reordering/alerts/{alert.id}/put-offs", until=until.isoformat(), reason="comes  on Friday")

    assert done.status_code == 303
    assert listed(low) == ["CARD"]
    assert listed(low, Search(PUT_OFF)) == ["MUG"]
    page = eli.get(f"/reordering/items/{item_id}").text
    assert "comes on Friday" in page
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.change == "put off")).one()
    assert (entry.worker_id, entry.after["put_off_until"]) == (low.workers["Eli"], until.isoformat())
    look_for_alerts(low.warehouse_id)
    assert listed(low) == ["CARD"]
    told = len(nudges(low))

    monkeypatch.setattr("app.reordering.queries.now", lambda: now() + timedelta(days=3))
    look_for_alerts(low.warehouse_id)

    assert listed(low) == ["MUG", "CARD"]
    assert len(nudges(low)) > told
    assert changes(low)[-1] == "taken up"


def test_whoever_put_it_off_can_take_it_up_again(low: World) -> None:
    fay = visitor(low, "Fay")
    alert_id = alerts(low)["MUG"].id
    fay.send(f"/reordering/alerts/{alert_id}/put-offs", until=today() + timedelta(days=9), reason="later")

    assert fay.send(f"/reordering/alerts/{alert_id}/put-off-ends").status_code == 303

    assert listed(low) == ["MUG", "CARD"]
    assert alerts(low)["MUG"].put_off_reason == ""


@pytest.mark.parametrize(
    ("days", "reason", "words"),
    [
        (3, "   ", "Write why"),
        (3, "x" * 201, "Write why"),
        (0, "later", "after today"),
        (367, "later", "after today"),
        (None, "later", "after today"),
    ],
)
def test_putting_off_without_a_day_or_a_reason_is_refused_in_words(
    low: World, days: int | None, reason: str, words: str
) -> None:
    until = "someday" if days is None else (today() + timedelta(days=days)).isoformat()
    answer = visitor(low, "Eli").send(
        f"/reordering/alerts/{alerts(low)['MUG'].id}/put-offs", until=until, reason=reason
    )

    assert answer.status_code == 422
    assert words in alert_of(answer)
    assert alerts(low)["MUG"].put_off_until is None


def test_one_that_is_over_cannot_be_put_off(low: World) -> None:
    alert_id = alerts(low)["MUG"].id
    bring(low, "MUG", 100)
    look_for_alerts(low.warehouse_id)

    answer = visitor(low, "Eli").send(
        f"/reordering/alerts/{alert_id}/put-offs", until=today() + timedelta(days=2), reason="later"
    )

    assert answer.status_code == 409
    assert "enough of this item again" in alert_of(answer)


def test_another_warehouse_s_alert_is_not_there(low: World) -> None:
    alert_id = alerts(low)["MUG"].id

    answer = visitor(low, "Olga").send(f"/reordering/alerts/{alert_id}/put-off-ends")

    assert answer.status_code == 404
    assert changes(low) == ["raised", "raised"]
