"""What is scanned on the first cart while its walk is split."""

from datetime import UTC, datetime, timedelta

import pytest

from app.picking.models import PickTask
from tests.floor import fresh, wrong_books
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.picking.moves import Cleo, cleo, skus_of, tasks_of, told_to
from tests.picking.splitting import scan_of, tea_left, the_new_one
from tests.visitor import alert_of


@pytest.fixture
def lead(walk: Walk) -> Cleo:
    return cleo(walk.world)


def test_a_scan_made_before_the_split_and_sent_after_it_counts_on_the_first_cart(walk: Walk, lead: Cleo) -> None:
    tea, scanned_at = walk.stop("TEA"), datetime.now(UTC)
    lead.splits(walk.task_id, stops=1, to="Ben")
    new = the_new_one(walk)
    ben = Handheld(walk.world, "Ben")
    ben.claim()

    late = walk.ana.post(f"/picking/lines/{tea.line_id}/picks", at=scanned_at, **scan_of(tea, "TOTE-002"))

    assert late.status_code == 200, late.text
    assert skus_of(new) == []
    assert walk.stop("TEA").picked == 1
    assert "work-changed" in told_to(f"worker:{walk.world.workers['Ben']}")
    assert tea_left(walk) == 9
    assert wrong_books() == []


def test_it_counts_also_where_the_stop_went_on_to_a_third_task(walk: Walk, lead: Cleo) -> None:
    tea, scanned_at = walk.stop("TEA"), datetime.now(UTC)
    lead.splits(walk.task_id, stops=1)
    second = the_new_one(walk)
    lead.splits(walk.task_id, stops=1)
    third = max(tasks_of(walk.world))
    assert lead.moves(second, "merges", into_id=third).status_code == 200
    ben = Handheld(walk.world, "Ben")
    ben.claim()

    late = walk.ana.post(f"/picking/lines/{tea.line_id}/picks", at=scanned_at, **scan_of(tea, "TOTE-002"))

    assert late.status_code == 200, late.text
    assert walk.stop("TEA").picked == 1
    assert "TEA" not in skus_of(third)
    assert len(skus_of(third)) == 1, "the other stop stays Ben's"
    assert tea_left(walk) == 9
    assert wrong_books() == []


def test_on_a_walk_that_the_stop_never_left_for_good_it_counts_for_who_had_it_then(walk: Walk, lead: Cleo) -> None:
    lead.undoes(lead.splits(walk.task_id, stops=1))
    tea, scanned_at = walk.stop("TEA"), datetime.now(UTC)
    lead.gives(walk.task_id, "Ben")
    Handheld(walk.world, "Ben").claim()

    late = walk.ana.post(f"/picking/lines/{tea.line_id}/picks", at=scanned_at, **scan_of(tea, "TOTE-002"))

    assert late.status_code == 200, late.text
    assert walk.stop("TEA").picked == 1
    assert wrong_books() == []


def test_made_after_it_went_on_it_is_refused_by_the_name_of_who_picks_there_now(walk: Walk, lead: Cleo) -> None:
    tea = walk.stop("TEA")
    lead.splits(walk.task_id, stops=1)
    second = the_new_one(walk)
    lead.splits(walk.task_id, stops=1)
    lead.moves(second, "merges", into_id=max(tasks_of(walk.world)))
    Handheld(walk.world, "Ben").claim()

    later = datetime.now(UTC) + timedelta(minutes=5)
    late = walk.ana.post(f"/picking/lines/{tea.line_id}/picks", at=later, **scan_of(tea, "TOTE-002"))

    assert late.status_code == 409
    assert alert_of(late) == "Ben picks D-05-1 now. Put what you took back into it and go on."
    assert tea_left(walk) == 10


def test_a_scan_made_after_it_is_refused_by_name_and_kept_for_the_lead(walk: Walk, lead: Cleo) -> None:
    tea = walk.stop("TEA")
    lead.splits(walk.task_id, stops=1, to="Ben")
    new = the_new_one(walk)
    Handheld(walk.world, "Ben").claim()

    later = datetime.now(UTC) + timedelta(minutes=5)
    late = walk.ana.post(f"/picking/lines/{tea.line_id}/picks", at=later, **scan_of(tea, "TOTE-002"))

    assert late.status_code == 409
    assert alert_of(late) == "Ben picks D-05-1 now. Put what you took back into it and go on."
    assert skus_of(new) == ["TEA"]
    assert tea_left(walk) == 10
    assert walk.ana.pick(walk.task_id, walk.stop("MUG")).status_code == 200, "her own walk goes on"
    assert wrong_books() == []


def test_while_nobody_has_begun_the_new_task_what_the_first_picker_takes_all_the_same_is_hers(
    walk: Walk, lead: Cleo
) -> None:
    tea = walk.stop("TEA")
    lead.splits(walk.task_id, stops=1)
    new = the_new_one(walk)

    later = datetime.now(UTC) + timedelta(minutes=5)
    late = walk.ana.post(f"/picking/lines/{tea.line_id}/picks", at=later, **scan_of(tea, "TOTE-002"))

    assert late.status_code == 200, late.text
    assert fresh(PickTask, new).state == "cancelled", "nothing is left on it"
    assert walk.ana.walk(walk.task_id).stops_done == 1
    assert wrong_books() == []


def test_a_skip_does_not_take_the_stop_back(walk: Walk, lead: Cleo) -> None:
    tea, scanned_at = walk.stop("TEA"), datetime.now(UTC)
    lead.splits(walk.task_id, stops=1)

    skipped = walk.ana.post(f"/picking/lines/{tea.line_id}/skips", at=scanned_at)

    assert skipped.status_code == 409
    assert f"belongs to task {the_new_one(walk)} now" in skipped.text
    assert skus_of(the_new_one(walk)) == ["TEA"]
