"""The teller: the first at once, then at most two a second, and a number that promises no more than was said."""

import pytest

from app.outbox.queries import Told
from app.realtime.teller import Teller

Said = list[tuple[str, str, int]]


@pytest.fixture
def said() -> Said:
    return []


@pytest.fixture
def teller(said: Said) -> Teller:
    return Teller(lambda *one: said.append(one), after=10)


def told(*entries: tuple[str, int], name: str = "changed") -> list[Told]:
    return [Told(topic, name, sequence) for topic, sequence in entries]


def test_the_first_of_a_topic_goes_at_once(teller: Teller, said: Said) -> None:
    teller.hear(told(("a", 11), ("b", 12)))
    teller.tell(0.0)

    assert said == [("a", "changed", 12), ("b", "changed", 12)]
    assert teller.read == 12


def test_what_follows_is_held_back_half_a_second_and_then_said_once(teller: Teller, said: Said) -> None:
    teller.hear(told(("a", 11)))
    teller.tell(0.0)
    for sequence in (12, 13, 14):
        teller.hear(told(("a", sequence)))
        teller.tell(0.1 * (sequence - 11))
    assert len(said) == 1
    assert teller.patience(0.3) == pytest.approx(0.2)

    teller.tell(0.5)
    assert said[1:] == [("a", "changed", 14)]
    teller.tell(2.0)
    assert len(said) == 2, "nothing is said twice"


def test_another_name_of_the_topic_does_not_wait_for_the_first(teller: Teller, said: Said) -> None:
    teller.hear(told(("a", 11)))
    teller.tell(0.0)
    teller.hear(told(("a", 12), name="bell"))
    teller.tell(0.1)

    assert said[-1] == ("a", "bell", 12)


def test_a_number_promises_nothing_that_is_still_held_back(teller: Teller, said: Said) -> None:
    teller.hear(told(("a", 11)))
    teller.tell(0.0)
    teller.hear(told(("a", 12), ("b", 13)))
    teller.tell(0.1)
    teller.hear(told(("a", 14), ("c", 15)))
    teller.tell(0.2)

    assert said[1:] == [("b", "changed", 11), ("c", "changed", 11)]
    teller.tell(0.6)
    assert said[-1] == ("a", "changed", 15)


def test_each_topic_hears_the_last_change_however_they_come(teller: Teller, said: Said) -> None:
    at, last = 0.0, {}
    for sequence in range(11, 400):
        topic = "abc"[sequence % 3]
        last[topic] = sequence
        teller.hear(told((topic, sequence)))
        at += 0.013
        teller.tell(at)
    teller.tell(at + 1)

    for topic in "abc":
        times = [one for one in said if one[0] == topic]
        assert times[-1][2] >= last[topic]
        assert len(times) <= 2 * (at + 1) + 1


def test_what_could_not_be_said_takes_nothing_along_and_is_said_again(said: Said) -> None:
    teller = Teller(Stumbling(said), after=10)
    teller.hear(told(("a", 11), ("b", 12)))

    teller.tell(0.0)
    assert said == [("b", "changed", 10)], "no number vouches for what was not said"

    teller.tell(0.5)
    assert said[1:] == [("a", "changed", 12)]
    teller.tell(2.0)
    assert len(said) == 2


class Stumbling:
    """The first thing that it shall say it cannot."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.stumbled = False

    def __call__(self, topic: str, name: str, up_to: int) -> None:
        if not self.stumbled:
            self.stumbled = True
            raise OSError("gone")
        self.said.append((topic, name, up_to))
