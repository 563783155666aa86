"""A shift of the simulation on the running server; and that it finds what is wrong with one."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from app.simulation.habits import Faults, Habits
from tests.simulation.shops import Shop, shift

ROUGH = Faults(
    lost_answer=0.1,
    offline=0.1,
    offline_seconds=(30, 90),
    battery=0.08,
    charge_seconds=(60, 180),
    socket=0.12,
    hold=0.5,
)
CLUMSY = Habits(wrong_scan=0.1, double_trigger=0.3, part=0.2, short=0.02, skip=0.03, undo=0.03)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
Sabotaged = Callable[[str], AbstractContextManager[Shop]]


def test_a_shift_ends_with_books_that_are_right_and_screens_that_agree(shop: Shop) -> None:
    played = shift(shop, seconds=12)

    assert played.proof.wrong == []
    assert len(played.record.confirmations()) > 20
    assert played.proof.screens > 0
    assert not played.record.missed
    assert played.proof.to_leads.delays


def test_a_shift_on_a_bad_day_ends_just_as_well(shop: Shop) -> None:
    played = shift(shop, seconds=25, faults=ROUGH, habits=CLUMSY)

    assert played.proof.wrong == []
    assert {"offline", "battery", "socket cut", "doubled"} <= set(played.record.did)
    assert played.record.missed["lost"] > 0


def test_it_finds_a_server_that_acts_twice(sabotaged: Sabotaged) -> None:
    with sabotaged("acts_twice") as shop:
        wrong = shift(shop, seconds=15, faults=ROUGH, habits=CLUMSY).proof.wrong

    assert any("is in the book as" in words or "was answered" in words for words in wrong), wrong


def test_it_finds_a_server_that_loses_what_it_answered(sabotaged: Sabotaged) -> None:
    with sabotaged("loses_picks") as shop:
        wrong = shift(shop, seconds=12).proof.wrong

    assert any("the book says None" in words for words in wrong), wrong


def test_it_finds_a_server_whose_sockets_are_silent(sabotaged: Sabotaged) -> None:
    with sabotaged("says_nothing") as shop:
        wrong = shift(shop, seconds=8).proof.wrong

    assert any("did not show a change" in words for words in wrong), wrong
