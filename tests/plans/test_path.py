"""`flask plan path`: the shortest walk past some stops, line by line."""

import gzip
import json
import os
from pathlib import Path

import pytest
from flask import Flask

from app.planning.layout import Cell, Crossing, Layout
from app.planning.paths import walk_metres
from app.planning.paths.policies import POLICIES
from tests.plans.shell import HALL, asked, shell

BUILDING = Layout(aisles=4, blocks=(10, 10), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
ZIGZAG = [[0, 9], [2, 3], [1, 8], [3, 15], [1, 1]]


def metres(order: list[list[int]]) -> float:
    """Of the walk from the depot through the stops and back."""
    depot = Crossing(0, 0)
    return walk_metres(BUILDING, [depot, *(Cell(*stop) for stop in order), depot])


def test_each_line_is_answered_in_its_turn_with_a_walk_of_that_length() -> None:
    said = shell("path", lines=[asked("far", [0, 5]), asked("near", [0, 0]), asked("several", *ZIGZAG)])

    assert [answer["name"] for answer in said.answers] == ["far", "near", "several"]
    assert [answer["length"] for answer in said.answers[:2]] == [12.0, 2.0]
    several = said.answers[2]
    assert sorted(several["order"]) == sorted(ZIGZAG)
    assert several["length"] == pytest.approx(metres(several["order"]))
    assert 0 <= several["seconds"] < 60
    assert (said.status, said.words) == (0, "")


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_a_policy_can_be_asked_for_by_its_name(policy: str) -> None:
    optimal = shell("path", lines=[asked("one", *ZIGZAG)]).answers[0]
    other = shell("path", "--policy", policy, lines=[asked("one", *ZIGZAG)]).answers[0]

    assert sorted(other["order"]) == sorted(ZIGZAG)
    assert other["length"] >= optimal["length"] - 1e-9


def test_sort_by_code_is_what_it_says() -> None:
    assert shell("path", "--policy", "sort-by-code", lines=[asked("one", *ZIGZAG)]).answers[0]["order"] == sorted(
        ZIGZAG
    )


def test_a_walk_may_start_in_an_aisle_and_end_elsewhere() -> None:
    line = asked("under way", [0, 9], start=[0, 8], end={"aisle": 1, "cross_aisle": 1})

    assert shell("path", lines=[line]).answers[0]["length"] == 5.0


def test_stops_of_one_cell_are_all_in_the_answer() -> None:
    answer = shell("path", lines=[asked("twice", [1, 2], [0, 3], [1, 2])]).answers[0]

    assert sorted(answer["order"]) == [[0, 3], [1, 2], [1, 2]]


def test_no_stops_are_no_walk() -> None:
    answer = shell("path", lines=[asked("none")]).answers[0]

    assert (answer["length"], answer["order"]) == (0.0, [])


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
@pytest.mark.parametrize("named", [True, False], ids=["file", "standard input"])
def test_a_file_may_be_packed_or_come_by_standard_input(tmp_path: Path, packed: bool, named: bool) -> None:
    text = (json.dumps(asked("one", [0, 5])) + "\r\n\r\n" + json.dumps(asked("two", [0, 6]))).encode()
    content = gzip.compress(text) if packed else text
    file = tmp_path / "lines.jsonl"
    file.write_bytes(content)

    said = shell("path", str(file)) if named else shell("path", lines=content)

    assert [answer["length"] for answer in said.answers] == [12.0, 14.0]


def test_the_command_is_there_and_asks_for_no_database(migrated_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.shell.require_schema", lambda engine: pytest.fail("a database was asked for"))

    result = migrated_app.test_cli_runner().invoke(args=["plan", "path"], input=json.dumps(asked("one", [0, 5])))

    assert json.loads(result.output)["length"] == 12.0


def test_a_sample_of_the_published_instances_is_walked_at_the_published_optimum(tmp_path: Path) -> None:
    data = os.environ.get("SHELFWAY_DATA")
    if not data:
        if os.environ.get("CI") == "true":
            pytest.fail("SHELFWAY_DATA is not set, and with CI=true nothing is skipped")
        pytest.skip("SHELFWAY_DATA names no published instances")
    with gzip.open(Path(data) / "paths.jsonl.gz", "rt") as file:
        instances = [json.loads(line) for number, line in enumerate(file) if number % 40 in (0, 1)]
    (tmp_path / "sample.jsonl").write_text("".join(json.dumps(one) + "\n" for one in instances))

    said = shell("path", str(tmp_path / "sample.jsonl"))

    assert [answer["name"] for answer in said.answers] == [one["name"] for one in instances]
    for answer, one in zip(said.answers, instances, strict=True):
        assert answer["length"] == pytest.approx(one["optimum"]), one["name"]
        assert sorted(answer["order"]) == sorted(one["stops"])


def test_the_depot_may_lie_at_any_crossing() -> None:
    line = asked("back", [3, 19]) | {"layout": HALL | {"depot": {"aisle": 3, "cross_aisle": 2}}}

    assert shell("path", lines=[line]).answers[0]["length"] == 2.0
