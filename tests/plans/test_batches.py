"""`flask plan batches`: which orders share a cart, line by line."""

import json
from itertools import chain
from random import Random
from typing import Any

import pytest

from app.planning.layout import Cell, Crossing, Layout
from app.planning.paths import walk_metres
from tests.plans.shell import HALL, Said, shell

BUILDING = Layout(aisles=4, blocks=(10, 10), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
DEPOT = Crossing(0, 0)


def asked(orders: list[Any], **more: object) -> dict[str, Any]:
    return {"name": "day", "layout": HALL, "capacity": 6, "orders": orders, **more}


def planned(*lines: Any, steps: str = "20") -> Said:
    return shell("batches", "--seconds", "30", "--steps", steps, lines=list(lines))


def some_orders(count: int) -> list[list[list[int]]]:
    random = Random(3)
    return [
        [[random.randrange(4), random.randrange(20), random.randrange(1, 3)] for _ in range(random.randrange(1, 3))]
        for _ in range(count)
    ]


def test_every_order_is_on_one_cart_which_carries_it_and_whose_path_passes_all_its_stops() -> None:
    orders = some_orders(20)

    answer = planned(asked(orders)).answers[0]

    assert sorted(chain.from_iterable(answer["batches"])) == list(range(20))
    assert len(answer["batches"]) == len(answer["paths"])
    for batch, path in zip(answer["batches"], answer["paths"], strict=True):
        lines = [line for order in batch for line in orders[order]]
        assert sum(quantity for _, _, quantity in lines) <= 6
        assert sorted(path) == sorted([list(cell) for cell in {(aisle, cell) for aisle, cell, _ in lines}])
    walked = [walk_metres(BUILDING, [DEPOT, *(Cell(*cell) for cell in path), DEPOT]) for path in answer["paths"]]
    assert answer["length"] == pytest.approx(sum(walked))
    assert set(answer) == {"name", "length", "batches", "paths", "seconds"}


def test_the_same_seed_and_steps_give_the_same_plan() -> None:
    one, other = planned(asked(some_orders(15)), asked(some_orders(15))).answers

    assert {**one, "seconds": 0} == {**other, "seconds": 0}


def test_no_time_at_all_still_gives_a_plan() -> None:
    answer = shell("batches", "--seconds", "0", lines=[asked(some_orders(20))]).answers[0]

    assert sorted(chain.from_iterable(answer["batches"])) == list(range(20))


def test_orders_on_a_cart_volume_weight_and_totes_bound_it_too() -> None:
    near = {"lines": [[0, 0, 1]], "volume": 2, "weight": 3}

    def carts(cart: dict[str, object], **more: object) -> int:
        return len(planned(asked([near] * 6, cart=cart, **more)).answers[0]["batches"])

    assert carts({}) == 1
    assert carts({"orders": 2}) == 3
    assert carts({"volume": 6}) == 2
    assert carts({"weight": 3.5}) == 6
    assert carts({"totes": 3}) == 2
    assert carts({"totes": 3, "units_in_tote": 2, "shared_totes": True}) == 1
    assert carts({"lines": 3}, capacity=None) == 2


def test_priorities_and_zones_are_kept_apart_if_so_told() -> None:
    orders = [{"lines": [[0, 0, 1]], "priority": turn % 2, "zone": "AB"[turn // 2]} for turn in range(4)]

    def carts(**more: object) -> int:
        return len(planned(asked(orders, **more)).answers[0]["batches"])

    assert carts() == 1
    assert carts(mix_priorities=False) == 2
    assert carts(mix_priorities=False, mix_zones=False) == 4


def test_what_is_due_first_goes_first_and_pickers_share_the_work() -> None:
    orders = [{"lines": [[3, 19, 5]]}, {"lines": [[2, 19, 5]], "due": "08:01"}, {"lines": [[0, 0, 5]]}]
    pickers = {"number": 1, "speed": 1.0, "seconds_per_pick": 2, "starts_at": "08:00"}

    alone = planned(asked(orders, pickers=pickers)).answers[0]
    both = planned(asked(orders, pickers=pickers | {"number": 2})).answers[0]

    assert alone["batches"][0] == [1]
    assert alone["late"] == []
    assert alone["walks"][0] == {"picker": 0, "starts_at": 28800.0, "ends_at": 28856.0}
    assert {walk["picker"] for walk in both["walks"]} == {0, 1}
    assert max(walk["ends_at"] for walk in both["walks"]) < max(walk["ends_at"] for walk in alone["walks"])


def test_what_nobody_can_bring_in_time_is_named() -> None:
    orders = [{"lines": [[0, 0, 1]], "due": 100}, {"lines": [[3, 19, 1]], "due": 20}]

    assert planned(asked(orders)).answers[0]["late"] == [1]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (asked([[[0, 0, 7]]]), "order 0 is more than a cart carries"),
        (asked([{"lines": [[0, 0, 1]], "weight": 9}], cart={"weight": 8}), "order 0 is more than a cart carries"),
        (asked([[]]), "order 0 has no lines"),
        (asked([[[0, 0]]]), "a line of order 0 is to be [aisle, cell, quantity]"),
        (asked([[[0, 0, 0]]]), '"quantity" of a line of order 0 is to be a whole number from 1'),
        (asked([[[0, 99, 1]]]), "a line of order 0 [0, 99] is not in the building"),
        (asked([], capacity=None), '"capacity" is missing'),
        (asked([], capacity=0), '"capacity" is to be a whole number'),
        (asked([], cart={"orders": 0}), '"orders" of "cart"'),
        (asked([], cart=[]), '"cart" is missing, or no object'),
        (asked([], pickers={"speed": 0}), '"speed" of "pickers" is to be a number from 0.01'),
        (asked([], pickers={"starts_at": "25:00"}), 'seconds, or a time like "08:30"'),
        (asked([], mix_zones="no"), '"mix_zones" is to be true or false'),
        (asked([{"lines": [[0, 0, 1]], "zone": 3}]), '"zone" of order 0 is to be a text'),
        (asked([[[0, 0, 1]]] * 5001), '"orders" has 5001 entries'),
        ({"name": "day", "layout": HALL, "capacity": 3}, '"orders" is missing'),
    ],
)
def test_an_impossible_line_says_why_and_the_rest_go_on(line: dict[str, Any], told: str) -> None:
    said = planned(line, asked([[[0, 0, 1]]]))

    assert told in said.answers[0]["error"]
    assert said.answers[1]["batches"] == [[0]]
    assert said.status == 1


def test_no_orders_need_no_cart() -> None:
    said = shell("batches", lines=[json.dumps(asked([]))])

    assert (said.answers[0]["length"], said.answers[0]["batches"], said.answers[0]["paths"]) == (0.0, [], [])
