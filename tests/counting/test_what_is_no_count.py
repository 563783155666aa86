"""What is no count is refused in words that say what to do, and the stop stays."""

import pytest

from tests.counting.conftest import (
    MUG,
    Counter,
    counts,
    have_counted,
    typed,
    variances,
)
from tests.world import World


@pytest.mark.parametrize(
    "counts_field",
    ["", "{", "7", '[{"code": 5}]', '[{"code": "4006381333931", "units": -1}]', '["x"]', "[" * 5000],
)
def test_what_is_no_count_is_refused_and_the_stop_stays(world: World, eli: Counter, counts_field: str) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()

    answer = eli.count("A-01-1", counts=counts_field)

    assert answer.status_code == 422
    assert eli.stop("A-01-1").state == "todo"
    assert variances() == []


def test_a_code_that_nobody_knows_is_shown_and_changes_nothing(world: World, eli: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()

    answer = eli.count("A-01-1", [*typed(MUG, 10), {"code": "<b>47110815", "scans": 1}])

    assert answer.status_code == 422
    assert "&lt;b&gt;47110815" in answer.text
    assert eli.stop("A-01-1").state == "todo"
    assert counts()[0].counted_at is None


def test_another_bin_is_refused_by_name(world: World, eli: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()

    answer = eli.count("A-01-1", typed(MUG, 10), bin=world.location("A-02-1").barcode)

    assert answer.status_code == 422
    assert "This is A-02-1. Go to A-01-1." in answer.text
    assert counts()[0].counted_at is None
