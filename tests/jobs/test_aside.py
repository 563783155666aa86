"""Computing aside: an answer from another process, which is told when to end, and ends with the one that began it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.jobs.aside import Aside, ComputingBroke, Stop, Tell, compute_here

pytestmark = pytest.mark.slow

PATIENCE = 30.0


def where(given: int, stop: Stop, tell: Tell) -> tuple[int, int]:
    """A computation: twice the number, and the process that says so."""
    return 2 * given, os.getpid()


def until_stopped(given: str, stop: Stop, tell: Tell) -> str:
    """A computation that would never end by itself."""
    while not stop():
        tell(given)
        time.sleep(0.01)
    return f"{given}, then stopped"


def stumbling(given: object, stop: Stop, tell: Tell) -> None:
    raise ValueError("no such aisle")


def dying(given: object, stop: Stop, tell: Tell) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def never() -> bool:
    return False


def nobody(said: object) -> None:
    pass


@pytest.fixture(scope="module")
def aside() -> Iterator[Aside]:
    one = Aside()
    yield one
    one.end()


def test_the_answer_comes_from_one_other_process_that_is_kept(aside: Aside) -> None:
    first, one = aside.compute(where, 3, PATIENCE, never, nobody)
    second, other = aside.compute(where, 4, PATIENCE, never, nobody)

    assert (first, second) == (6, 8)
    assert one == other != os.getpid()


def test_a_process_that_got_ready_before_is_the_one_that_computes() -> None:
    one = Aside()
    one.warm()
    begun = one._process
    one.warm()

    _, process = one.compute(where, 3, PATIENCE, never, nobody)

    assert begun is one._process
    assert begun is not None
    assert begun.pid == process
    one.end()


def test_it_stops_when_its_time_is_over(aside: Aside) -> None:
    assert aside.compute(until_stopped, "on the way", 0.05, never, nobody) == "on the way, then stopped"


def test_it_tells_how_far_it_is_and_stops_when_that_is_enough(aside: Aside) -> None:
    heard: list[str] = []

    answer = aside.compute(until_stopped, "on the way", PATIENCE, lambda: bool(heard), heard.append)

    assert answer == "on the way, then stopped"
    assert set(heard) == {"on the way"}


def test_a_computation_that_stumbles_says_how_and_the_next_one_is_done(aside: Aside) -> None:
    with pytest.raises(ComputingBroke, match="no such aisle"):
        aside.compute(stumbling, None, PATIENCE, never, nobody)

    assert aside.compute(where, 5, PATIENCE, never, nobody)[0] == 10


def test_a_process_that_was_ended_meanwhile_is_begun_anew(aside: Aside) -> None:
    _, before = aside.compute(where, 1, PATIENCE, never, nobody)
    os.kill(before, signal.SIGKILL)

    answer, after = aside.compute(where, 1, PATIENCE, never, nobody)

    assert answer == 2
    assert after != before


def test_what_ends_its_process_each_time_is_given_up(aside: Aside) -> None:
    with pytest.raises(ComputingBroke, match="ended twice"):
        aside.compute(dying, None, PATIENCE, never, nobody)


def test_somebody_who_hears_badly_leaves_no_answer_for_the_next_one(aside: Aside) -> None:
    def deaf(said: object) -> None:
        raise LookupError(said)

    with pytest.raises(LookupError):
        aside.compute(until_stopped, "first", PATIENCE, never, deaf)

    assert aside.compute(until_stopped, "second", 0.05, never, nobody) == "second, then stopped"


def test_the_process_ends_with_the_one_that_began_it_even_when_that_is_killed() -> None:
    beginning = (
        "import os, time; from app.jobs.aside import Aside; from tests.jobs.test_aside import where, never, nobody\n"
        "if __name__ == '__main__':\n"
        "    print(Aside().compute(where, 1, 30, never, nobody)[1], flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", beginning], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()

    until = time.monotonic() + 10
    while is_there(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_there(child)


def test_without_a_process_the_same_is_computed_here() -> None:
    assert compute_here(where, 3, PATIENCE) == (6, os.getpid())
    assert compute_here(until_stopped, "here", 0.01) == "here, then stopped"


def is_there(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"
