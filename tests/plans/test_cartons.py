"""`flask plan cartons`: which cartons, and how all lies in them, line by line."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.planning.cartons.check import wrong_in_space
from app.planning.cartons.goods import CartonType, Place
from tests.plans.shell import shell

EXAMPLE = Path(__file__).parents[2] / "examples" / "plan-cartons.jsonl"
BOX = {"name": "box", "inside": [300, 200, 150], "weight": 180, "carries": 5000}


def asked(*pieces: object, **more: object) -> dict[str, Any]:
    return {"name": "order", "cartons": [BOX], "pieces": list(pieces), **more}


def test_the_example_is_packed_into_the_middle_carton() -> None:
    answer = shell("cartons", lines=EXAMPLE.read_bytes()).answers[0]

    assert [carton["carton"] for carton in answer["cartons"]] == ["M"]
    places = [Place(one["id"], *one["at"], *one["size"]) for one in answer["cartons"][0]["places"]]
    assert sorted(place.piece_id for place in places) == [
        "mug",
        "mug",
        "notebook",
        "notebook",
        "notebook",
        "oil",
        "plate",
    ]
    assert wrong_in_space(CartonType("M", (300, 200, 150)), places) == []
    assert next(place.dz for place in places if place.piece_id == "oil") == 140
    assert answer["cartons"][0]["weight"] == 180 + 2 * 340 + 420 + 3 * 260 + 560
    assert set(answer) == {"name", "cartons", "left", "proven", "seconds"}


def test_what_fits_no_carton_is_named() -> None:
    answer = shell("cartons", lines=[asked({"id": "pole", "size": [900, 20, 20], "quantity": 2})]).answers[0]

    assert (answer["cartons"], answer["left"]) == ([], ["pole", "pole"])


def test_no_time_at_all_still_gives_a_plan() -> None:
    pieces = [{"id": str(side), "size": [side, 60, 50]} for side in range(40, 90, 10)]

    answer = shell("cartons", "--seconds", "0", lines=[asked(*pieces)]).answers[0]

    assert sum(len(carton["places"]) for carton in answer["cartons"]) == 5


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (asked({"size": [1, 2]}), '"size" of piece 0 is to be [length, width, height] in millimetres'),
        (asked({"size": [1, 2, 0]}), 'each of "size" of piece 0 is to be a whole number from 1 to 10000'),
        (asked({"size": [1, 2, 2.5]}), "whole number"),
        (asked({"size": [1, 2, 3], "weight": -1}), '"weight" of piece 0'),
        (asked({"size": [1, 2, 3], "fragile": 1}), '"fragile" of piece 0 is to be true or false'),
        (asked({"size": [1, 2, 3], "id": 7}), '"id" of piece 0 is to be a text'),
        (asked({"id": "a", "size": [1, 2, 3]}, {"id": "a", "size": [1, 2, 3]}), 'two pieces have one "id"'),
        (asked({"size": [1, 2, 3], "quantity": 501}), '"quantity" of piece 0'),
        (asked(*[{"size": [1, 2, 3], "quantity": 300}] * 2), "at most 500 units"),
        (asked(*[{"size": [1, 2, 3]}] * 501), '"pieces" has 501 entries'),
        (asked("mug"), "piece 0 is missing, or no object in braces"),
        (asked(cartons=[{"name": "box"}]), '"inside" of carton 0 is to be'),
        (asked(cartons=[BOX | {"carries": "much"}]), '"carries" of carton 0 is to be a number'),
        (asked(cartons=None), '"cartons" is missing'),
        ({"name": "order", "cartons": [BOX]}, '"pieces" is missing'),
    ],
)
def test_an_impossible_line_says_why_and_the_rest_go_on(line: dict[str, Any], told: str) -> None:
    said = shell("cartons", lines=[json.dumps(line), json.dumps(asked({"size": [10, 10, 10]}))])

    assert told in said.answers[0]["error"]
    assert said.answers[1]["cartons"][0]["carton"] == "box"
    assert said.status == 1


def test_a_drawing_of_each_carton_is_put_into_the_folder(tmp_path: Path) -> None:
    brick = {"id": "brick", "size": [290, 190, 140], "quantity": 2}

    shell("cartons", "--out", str(tmp_path / "drawn"), lines=[asked(), asked(brick)])

    assert sorted(file.name for file in (tmp_path / "drawn").iterdir()) == ["2-1.svg", "2-2.svg"]
    assert "Carton box, 1 pieces" in (tmp_path / "drawn" / "2-1.svg").read_text(encoding="utf-8")
