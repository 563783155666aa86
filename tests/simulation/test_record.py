"""Pushes are timed from the commit to the screens it is for; what was away is not counted, what never came is told."""

from app.simulation.outbox import Operation
from app.simulation.record import Ear, Record, percentile, pushes

LEADS: frozenset[int] = frozenset()


def ear(worker_id: int, leads: bool = False, looks: list[tuple[float, float]] | None = None) -> Ear:
    """There all the time."""
    return Ear(worker_id, leads, looks=looks or [], since=0.0)


def test_a_change_is_on_the_screen_with_the_first_look_that_began_after_it() -> None:
    lead = ear(1, leads=True, looks=[(9.0, 9.5), (9.9, 10.2), (10.1, 10.4), (11.0, 11.1)])

    assert [round(delay) for delay in pushes([(10.0, LEADS)], [lead]).delays] == [400]


def test_a_change_for_some_workers_is_looked_for_on_their_screens_only() -> None:
    ears = [ear(1, looks=[(10.1, 10.2)]), ear(2, looks=[(10.2, 10.4)]), ear(3), ear(4, leads=True)]

    found = pushes([(10.0, frozenset({1, 2}))], ears)

    assert [round(delay) for delay in found.delays] == [200, 400]
    assert found.never == 0


def test_a_screen_that_was_away_is_not_counted_and_one_that_never_looked_is_told() -> None:
    away = Ear(1, leads=False, on=[(0.0, 9.0), (12.0, 90.0)], looks=[(12.1, 12.2)])
    deaf = ear(2)

    found = pushes([(10.0, frozenset({1, 2}))], [away, deaf])

    assert (found.delays, found.away, found.never) == ([], 1, 1)


def test_a_second_answer_that_differs_from_the_first_is_a_problem() -> None:
    record = Record()
    picked = Operation("op-1", "/picking/lines/1/picks", {"quantity": "1"}, {}, task=1, worker_id=1, outcome="done")

    record.acknowledge(picked, 0.0, 0.1)
    record.doubled(picked, "done")
    assert record.problems == []
    record.doubled(picked, "line_closed")

    assert record.problems == ["operation op-1 was answered done, then line_closed"]


def test_a_percentile_is_the_value_that_so_many_do_not_exceed() -> None:
    assert percentile([float(number) for number in range(1, 101)], 0.99) == 100.0
    assert percentile([3.0], 0.5) == 3.0
    assert percentile([], 0.99) == 0.0
