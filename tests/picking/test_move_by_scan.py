"""Scan the tote, scan the badge: what it would do is shown, and done when the lead says so."""

import pytest
from werkzeug.test import TestResponse

from app.orders.models import Order
from app.picking.models import PickTask
from app.workers.secrets import hash_badge
from tests.floor import fresh
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.picking.moves import Cleo, cleo
from tests.visitor import words

BADGES = {"Ben": "BDG-TEST-BEN", "Dana": "BDG-TEST-DANA", "Olga": "BDG-TEST-OLGA"}


@pytest.fixture
def lead(walk: Walk) -> Cleo:
    """The workers' badges are known."""

    def command() -> None:
        for name, badge in BADGES.items():
            walk.world.worker(name).badge_hash = hash_badge(badge)

    walk.world.do(command)
    return cleo(walk.world)


def scans(lead: Cleo, code: str, task_id: int | None = None) -> TestResponse:
    task = f"&task_id={task_id}" if task_id else ""
    return lead.desk.get(f"/moves/scanned?code={code}{task}")


def test_the_tote_names_its_task_and_the_badge_who_would_have_it(walk: Walk, lead: Cleo) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"))
    assert "autofocus" in lead.desk.get("/moves/scan").text

    first = words(scans(lead, "TOTE-002").text)
    assert f"Task {walk.task_id} Wave 1 Walking · Ana · T-001, T-002 · last at A-01-1" in first
    assert "Scan the badge of who shall have it" in first
    then = scans(lead, BADGES["Ben"], walk.task_id)

    assert "Ben takes over: T-001, T-002." in words(then.text)
    assert "Give it to Ben" in then.text
    assert fresh(PickTask, walk.task_id).holder_id == walk.world.workers["Ana"], "nothing is done by a scan alone"
    assert lead.gives(walk.task_id, "Ben", sure="1").status_code == 200
    assert fresh(PickTask, walk.task_id).holder_id == walk.world.workers["Ben"]


def test_an_orders_number_or_the_tasks_own_names_it_too(walk: Walk, lead: Cleo) -> None:
    number = fresh(Order, walk.orders[1]).number

    for code in (number, str(walk.task_id)):
        assert f"Task {walk.task_id}" in words(scans(lead, code).text)


@pytest.mark.parametrize("code", ["TOTE-009", "A-01-1", "N999", "999999", "99999999999999999999", "=1+1", "%00x"])
def test_what_is_on_no_walk_is_refused_by_name(walk: Walk, lead: Cleo, code: str) -> None:
    answer = scans(lead, code)

    assert answer.status_code in (400, 404, 422)
    assert 'name="task_id"' not in answer.text, "no badge is asked for"


def test_a_badge_of_nobody_who_picks_here_is_refused(walk: Walk, lead: Cleo) -> None:
    for badge in (BADGES["Dana"], BADGES["Olga"], "BDG-UNKNOWN", "TOTE-001"):
        refused = scans(lead, badge, walk.task_id)
        assert refused.status_code == 404
        assert "This is no badge of a picker here." in refused.text
        assert "Give it to" not in refused.text
        assert f'name="task_id" value="{walk.task_id}"' in refused.text, "the next badge is still asked for"


def test_a_walk_that_is_over_is_not_moved(walk: Walk, lead: Cleo) -> None:
    walk.ana.pick_all(walk.task_id)
    walk.ana.post(f"/picking/tasks/{walk.task_id}/stagings", lane="LOC-LANE-1")

    assert scans(lead, "TOTE-001").status_code == 404


def test_only_a_lead_looks_totes_up_by_whose_they_are(walk: Walk, lead: Cleo) -> None:
    ben = Handheld(walk.world, "Ben")

    assert ben.client.get("/moves/scanned?code=TOTE-001").status_code == 403
