"""Where a stock keeper begins: how much waits of each kind, and one button for it; a lead gives walks out."""

from app.putting_away.models import PutAwayTask
from tests.floor import fresh
from tests.handheld import Handheld
from tests.putting_away.conftest import PutAwayWalk, lay, raised
from tests.visitor import visitor
from tests.world import World


def test_a_stock_keeper_sees_how_much_waits_and_is_led_there_from_the_start(world: World, eli: Handheld) -> None:
    assert eli.client.get("/").headers["Location"].endswith("/work")
    lay(world, "T-001", {"MUG": 4})
    raised(world, "T-001")

    page = eli.client.get("/work").text

    assert "Put away (1)" in page
    assert 'data-work="some"' in page


def test_a_picker_sees_nothing_of_it(world: World) -> None:
    lay(world, "T-001", {"MUG": 4})
    raised(world, "T-001")

    page = Handheld(world, "Ana").client.get("/work").text

    assert "Put away" not in page
    assert 'data-work="none"' in page


def test_the_walk_in_progress_is_shown_with_its_kind(away: PutAwayWalk) -> None:
    page = away.eli.client.get("/work").text

    assert "Your walk waits" in page
    assert "0 of 3 stops done" in page


def test_a_lead_gives_it_to_somebody_who_keeps_stock_and_to_nobody_else(world: World) -> None:
    lay(world, "T-001", {"MUG": 4})
    task_id = raised(world, "T-001") or 0
    cleo = visitor(world, "Cleo")
    assert "T-001" in cleo.get("/putting-away").text
    url = f"/putting-away/tasks/{task_id}/assignments"

    assert cleo.send(url, worker_id=world.workers["Ana"]).status_code == 409
    assert fresh(PutAwayTask, task_id).holder_id is None
    assert cleo.send(url, worker_id=world.workers["Eli"]).status_code == 303
    assert fresh(PutAwayTask, task_id).holder_id == world.workers["Eli"]
