"""What a process hears of devices: who is there, who only loads a page, and what a lead wants to be told."""

from datetime import UTC, datetime, timedelta

from app.floor.hearing import BEAT, GRACE, POLL_LASTS, Heard, Hearing, Who
from app.floor.reports import Report

START = datetime(2026, 11, 23, 10, tzinfo=UTC)
ANA = Who(device_id=1, warehouse_id=7, worker_id=11)
BEN = Who(device_id=1, warehouse_id=7, worker_id=12)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def written(hearing: Hearing, seconds: float) -> tuple[list[Heard], list[int]]:
    """What is written then, and whose leads are told."""
    states = hearing.to_write(at(seconds))
    told = hearing.news_of(states)
    hearing.wrote(states)
    return states, told


def test_who_comes_is_written_once_and_told_once() -> None:
    hearing = Hearing()
    hearing.came("s1", ANA, at(0))

    (state,), told = written(hearing, 1)
    again = written(hearing, 4)

    assert (state.who, state.online, state.since) == (ANA, True, at(0))
    assert told == [7]
    assert again == ([], [])


def test_a_page_that_follows_another_is_no_absence() -> None:
    hearing = Hearing()
    hearing.came("s1", ANA, at(0))
    written(hearing, 1)

    hearing.left("s1", at(10))
    between = written(hearing, 12)
    hearing.came("s2", ANA, at(13))

    assert between == written(hearing, 14) == ([], [])


def test_who_stays_away_is_offline_since_they_left_and_is_forgotten() -> None:
    hearing = Hearing()
    hearing.came("s1", ANA, at(0))
    written(hearing, 1)
    hearing.left("s1", at(10))

    (state,), told = written(hearing, 10 + GRACE.total_seconds())

    assert (state.online, state.since) == (False, at(10))
    assert told == [7]
    assert written(hearing, 100) == ([], [])


def test_one_of_two_pages_that_closes_leaves_the_device_online() -> None:
    hearing = Hearing()
    hearing.came("s1", ANA, at(0))
    hearing.came("s2", ANA, at(1))
    written(hearing, 2)

    hearing.left("s1", at(3))

    assert written(hearing, 30) == ([], [])


def test_who_is_there_is_written_again_at_each_beat_and_nobody_is_told() -> None:
    hearing = Hearing()
    hearing.came("s1", ANA, at(0))
    written(hearing, 1)

    (state,), told = written(hearing, 1 + BEAT.total_seconds())

    assert state.seen_at == at(1 + BEAT.total_seconds())
    assert told == []


def test_a_device_without_a_socket_is_there_while_it_asks() -> None:
    hearing = Hearing()
    hearing.asked(ANA, Report(waiting=2), at(0))
    (state,), _ = written(hearing, 1)
    hearing.asked(ANA, Report(), at(15))

    (gone,), told = written(hearing, 15 + POLL_LASTS.total_seconds())

    assert (state.online, state.waiting) == (True, 2)
    assert (gone.online, gone.since, gone.waiting) == (False, at(15), 2), "what it said last stays known"
    assert told == [7]


def test_what_a_report_leaves_out_stays_as_it_was() -> None:
    hearing = Hearing()
    hearing.came("s1", ANA, at(0))
    hearing.said("s1", Report(waiting=3, battery=80, charging=False), at(1))
    hearing.said("s1", Report(battery=79), at(5))

    (state,), _ = written(hearing, 6)

    assert (state.waiting, state.waiting_at, state.battery, state.charging) == (3, at(1), 79, False)


def test_a_battery_that_falls_a_little_is_written_and_tells_nobody_but_a_waiting_scan_does() -> None:
    hearing = Hearing()
    hearing.came("s1", ANA, at(0))
    hearing.said("s1", Report(waiting=0, battery=84), at(0))
    written(hearing, 1)

    hearing.said("s1", Report(battery=83), at(2))
    (state,), told = written(hearing, 3)
    hearing.said("s1", Report(waiting=1), at(4))

    assert (state.battery, told) == (83, [])
    assert written(hearing, 5)[1] == [7]


def test_the_next_worker_on_the_device_is_news() -> None:
    hearing = Hearing()
    hearing.came("s1", ANA, at(0))
    written(hearing, 1)
    hearing.came("s2", BEN, at(2))
    hearing.left("s1", at(3))

    (state,), told = written(hearing, 4)

    assert (state.who, state.online, told) == (BEN, True, [7])


def test_what_came_while_the_rest_was_being_written_is_not_lost() -> None:
    hearing = Hearing()
    hearing.came("s1", ANA, at(0))
    states = hearing.to_write(at(1))
    hearing.said("s1", Report(waiting=4), at(1))
    hearing.wrote(states)

    (state,), told = written(hearing, 4)

    assert (state.waiting, told) == (4, [7])


def test_a_socket_that_is_not_known_says_nothing() -> None:
    hearing = Hearing()

    hearing.said("nobody", Report(waiting=1), at(0))
    hearing.left("nobody", at(1))

    assert written(hearing, 20) == ([], [])
