"""Lines of which no plan can be made: they say why, and the others are planned."""

import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.plans import stream
from tests.plans.shell import HALL, asked, shell

GOOD = asked("good", [0, 5])
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "the line is not JSON"),
        ("[1, 2]", "no object in braces"),
        ('"text"', "no object in braces"),
        ("[" * 100_000, "the line is not JSON"),
        ('{"name": "one", "layout": NaN}', "NaN is no number here"),
        ("9" * 5000, "the line is not JSON"),
        ({"name": "one"}, '"layout" is missing'),
        ({"name": "one", "layout": HALL}, '"stops" is missing'),
        (asked("one", [0, 20]), "stop [0, 20] is not in the building: its aisles are 0 to 3, its cells 0 to 19"),
        (asked("one", [4, 0]), "stop [4, 0] is not in the building"),
        (asked("one", [0, -1]), "stop [0, -1] is not in the building"),
        (asked("one", [0]), "stop is to be [aisle, cell]"),
        (asked("one", [0, "5"]), "whole number"),
        (asked("one", [0, 5.5]), "whole number"),
        (asked("one", [0, True]), "whole number"),
        (asked("one", *([0, 5],) * 5001), '"stops" has 5001 entries, and at most 5000'),
        (asked("one") | {"layout": HALL | {"aisles": 0}}, '"aisles" is to be a whole number from 1 to 2000'),
        (asked("one") | {"layout": HALL | {"aisles": 10**9}}, '"aisles" is to be'),
        (asked("one") | {"layout": HALL | {"blocks": []}}, '"blocks" has no entry'),
        (asked("one") | {"layout": HALL | {"blocks": [1] * 51}}, "at most 50"),
        (asked("one") | {"layout": HALL | {"blocks": [20_000, 1]}}, "more than 20000 cells"),
        (asked("one") | {"layout": HALL | {"aisle_pitch": -1}}, '"aisle_pitch" is to be a number from 0 to 10000'),
        ('{"layout": {"aisles": 1, "blocks": [1], "aisle_pitch": 1e999}}', '"aisle_pitch" is to be a number'),
        (asked("one") | {"layout": HALL | {"depot": {"aisle": 4, "cross_aisle": 0}}}, '"aisle" of "depot"'),
        (asked("one") | {"layout": HALL | {"depot": None}}, '"depot" is missing'),
        (asked("one", start=[9, 9]), '"start" [9, 9] is not in the building'),
    ],
)
def test_it_says_what_is_wrong_and_the_rest_go_on(line: Any, told: str) -> None:
    said = shell("path", lines=[GOOD, line, GOOD])

    assert [answer.get("length") for answer in said.answers] == [12.0, None, 12.0]
    assert told in said.answers[1]["error"]
    assert set(said.answers[1]) == {"name", "error"}
    assert said.answers[1]["name"] == (line.get("name") if isinstance(line, dict) else said.answers[1]["name"])
    assert (said.status, said.words) == (1, '1 lines could not be planned; each says why under "error".\n')


def test_bytes_that_are_no_text_spoil_their_own_line_only() -> None:
    good = json.dumps(GOOD).encode()

    said = shell("path", lines=b"\xff\xfe{\n" + good + b"\n")

    assert "not JSON" in said.answers[0]["error"]
    assert said.answers[1]["length"] == 12.0


def test_a_name_that_is_no_text_is_left_out() -> None:
    assert shell("path", lines=[GOOD | {"name": {"a": 1}}]).answers[0]["name"] is None


def test_a_line_that_never_ends_is_skipped_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LONGEST_LINE", 2048)
    good = json.dumps(GOOD)

    said = shell("path", lines=[good, "[" + "0," * 10_000, good])

    assert [answer.get("length") for answer in said.answers] == [12.0, None, 12.0]
    assert "longer than" in said.answers[1]["error"]


def test_a_packed_file_that_swells_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LARGEST", 100_000)
    bomb = gzip.compress(b" " * 50_000 + b"\n" + b" " * 60_000 + b"\n")

    said = shell("path", lines=bomb)

    assert (said.answers, said.status) == ([], 1)
    assert "is too big when it is unpacked" in said.words


def test_a_packed_file_that_was_cut_off_is_answered_as_far_as_it_goes() -> None:
    whole = gzip.compress("".join(json.dumps(asked(str(turn), [0, turn % 20])) + "\n" for turn in range(2000)).encode())

    said = shell("path", lines=whole[: len(whole) // 2])

    assert said.answers[0]["name"] == "0"
    assert 0 < len(said.answers) < 2000
    assert "is damaged" in said.words
    assert said.status == 1


def test_a_file_or_a_policy_that_is_not_there_is_told() -> None:
    assert "does not exist" in shell("path", "nowhere.jsonl").words
    assert "'fastest' is not one of" in shell("path", "--policy", "fastest").words


@pytest.mark.slow
def test_an_answer_comes_at_once_and_nobody_hears_of_a_reader_who_left(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from app.plans.cli import plan; plan()", "path"]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=env, **pipes) as running:  # type: ignore[call-overload]
        line = json.dumps(GOOD).encode() + b"\n"
        running.stdin.write(line)
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["length"] == 12.0
        running.stdout.close()
        try:
            running.stdin.write(line * 3)
            running.stdin.close()
        except BrokenPipeError:
            pass
        assert running.stderr.read() == b""
        assert running.wait(timeout=30) in (1, -signal.SIGPIPE)
