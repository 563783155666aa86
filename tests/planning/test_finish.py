"""When waves are done: a picker's own walks, then free ones to whoever is first."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.planning.finish import Work, finishes

PICKERS = (1, 2, 3)


@st.composite
def floors(draw: st.DrawFn, waits: bool = True) -> list[Work]:
    count = draw(st.integers(1, 12))
    return [
        Work(
            walk=walk + 1,
            wave=draw(st.integers(1, 4)),
            seconds=draw(st.integers(0, 2000)),
            holder=draw(st.none() | st.sampled_from(PICKERS)),
            after=draw(st.none() | st.integers(1, count)) if waits else None,
            kept_back=draw(st.booleans()),
        )
        for walk in range(count)
    ]


def test_a_wave_is_done_when_its_last_walk_is() -> None:
    works = [Work(1, 7, 100, holder=1), Work(2, 7, 250, holder=2), Work(3, 8, 40, holder=1)]

    assert finishes(works, PICKERS) == {7: 250, 8: 140}


def test_free_walks_go_to_whoever_is_first() -> None:
    works = [Work(1, 7, 100, holder=1), Work(2, 7, 300, holder=2), Work(3, 8, 50), Work(4, 8, 60), Work(5, 9, 10)]

    assert finishes(works, (1, 2)) == {7: 300, 8: 210, 9: 220}


def test_what_nobody_can_begin_promises_nothing() -> None:
    assert finishes([Work(1, 7, 100), Work(2, 8, 50, holder=1)], ()) == {8: 50}


def test_a_walk_that_waits_for_another_comes_after_it_however_many_could_begin_it() -> None:
    works = [Work(1, 7, 100, holder=1), Work(2, 7, 50, after=1), Work(3, 7, 25, after=2)]

    assert finishes(works, PICKERS) == {7: 175}


def test_what_is_kept_back_takes_nobodys_time_and_its_wave_promises_nothing() -> None:
    works = [
        Work(1, 7, 100, holder=1),
        Work(2, 8, 900, kept_back=True),
        Work(3, 8, 900, after=2),
        Work(4, 8, 900, holder=1, kept_back=True),
        Work(5, 9, 50),
    ]

    assert finishes(works, (1,)) == {7: 100, 9: 150}


def test_walks_that_wait_for_each_other_hold_nothing_up_for_ever() -> None:
    assert finishes([Work(1, 7, 10, after=2), Work(2, 7, 20, after=1)], PICKERS) == {7: 30}


@given(floors(), st.data(), st.integers(1, 1000))
def test_more_work_makes_no_wave_earlier(works: list[Work], data: st.DataObject, more: int) -> None:
    turn = data.draw(st.integers(0, len(works) - 1))
    heavier = [*works[:turn], replace(works[turn], seconds=works[turn].seconds + more), *works[turn + 1 :]]

    before, after = finishes(works, PICKERS), finishes(heavier, PICKERS)

    assert all(after[wave] >= before[wave] for wave in before)


@given(floors())
def test_one_picker_more_makes_no_wave_later(works: list[Work]) -> None:
    before, after = finishes(works, PICKERS), finishes(works, (*PICKERS, 4))

    assert all(after[wave] <= before[wave] for wave in before)


@given(floors(waits=False))
def test_no_wave_is_done_before_its_longest_walk_nor_after_all_work_one_by_one(works: list[Work]) -> None:
    for wave, seconds in finishes(works, PICKERS).items():
        assert seconds >= max(work.seconds for work in works if work.wave == wave)
        assert seconds <= sum(work.seconds for work in works)
