"""Another packer: believed where it is right, and done without where it is not."""

from collections.abc import Sequence
from typing import Any
from unittest.mock import MagicMock

import pytest

from app.planning.cartons import CartonType, Piece, packing_solver, plan_cartons
from app.planning.cartons import search as searching
from app.planning.cartons.check import wrong_in_plan
from app.planning.cartons.filling import filled
from app.planning.cartons.shapes import Counts, Goods, Lying
from app.planning.cartons.solver import LEAST_SECONDS
from tests.planning.cartons.orders import TYPES, never

BOOKS = [Piece(str(side), (side, 90, 93)) for side in (41, 47, 53, 59)]
NARROW, ROOMY = CartonType("narrow", (200, 93, 100)), CartonType("roomy", (400, 300, 300))


def in_a_row(goods: Goods, counts: Counts, carton: CartonType) -> list[Lying]:
    """All beside each other, 7 mm above the floor: a packer that knows no gravity."""
    lying: list[Lying] = []
    for number, shape in enumerate(goods.shapes):
        lying.append(Lying(number, sum(one.dx for one in lying), 0, 7, *shape.sides))
    return lying


@pytest.fixture
def unable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of ours finds the narrow carton, so that the other packer is asked about it."""

    def only_roomy(shapes: Any, counts: Counts, carton: CartonType, *more: Any) -> Any:
        return filled(shapes, counts, carton, *more) if carton is ROOMY else ((), counts)

    monkeypatch.setattr(searching, "filled", only_roomy)
    monkeypatch.setattr(searching, "can_build", lambda counts: False)


@pytest.mark.usefixtures("unable")
def test_what_it_answers_is_let_down_and_taken() -> None:
    plan = plan_cartons(BOOKS, [NARROW, ROOMY], never, solver=in_a_row)

    assert [packed.carton for packed in plan.cartons] == [NARROW]
    assert {place.z for place in plan.cartons[0].places} == {0}
    assert wrong_in_plan(plan, BOOKS) == []


def outside(goods: Goods, counts: Counts, carton: CartonType) -> list[Lying]:
    return [one._replace(x=one.x + 1) for one in in_a_row(goods, counts, carton)]


def in_each_other(goods: Goods, counts: Counts, carton: CartonType) -> list[Lying]:
    return [one._replace(x=0, z=7 + one.shape) for one in in_a_row(goods, counts, carton)]


def one_missing(goods: Goods, counts: Counts, carton: CartonType) -> list[Lying]:
    return in_a_row(goods, counts, carton)[1:]


def smaller_than_they_are(goods: Goods, counts: Counts, carton: CartonType) -> list[Lying]:
    return [one._replace(dx=one.dx - 1) for one in in_a_row(goods, counts, carton)]


def nothing(goods: Goods, counts: Counts, carton: CartonType) -> Sequence[Lying] | None:
    return None


@pytest.mark.usefixtures("unable")
@pytest.mark.parametrize("packer", [outside, in_each_other, one_missing, smaller_than_they_are, nothing])
def test_what_is_wrong_is_not_believed(packer: searching.Solver) -> None:
    plan = plan_cartons(BOOKS, [NARROW, ROOMY], never, solver=packer)

    assert [packed.carton for packed in plan.cartons] == [ROOMY]
    assert wrong_in_plan(plan, BOOKS) == []


def test_it_is_not_asked_where_the_smallest_carton_is_found_without_it() -> None:
    asked: list[CartonType] = []

    def packer(goods: Goods, counts: Counts, carton: CartonType) -> None:
        asked.append(carton)

    plan = plan_cartons([Piece("mug", (100, 90, 80))], TYPES, never, solver=packer)

    assert plan.is_proven
    assert asked == []


def test_where_the_package_is_not_installed_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.planning.cartons.solver.find_spec", lambda name: None)

    assert packing_solver(1.0) is None


def test_where_it_fails_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failed(Exception):
        pass

    def fails(*asked: object, **more: object) -> None:
        raise Failed

    package = MagicMock(PackingSolverError=Failed)
    package.box.solve = fails
    monkeypatch.setattr("app.planning.cartons.solver.find_spec", lambda name: object())
    monkeypatch.setattr("app.planning.cartons.solver.import_module", lambda name: package)
    packer = packing_solver(LEAST_SECONDS)
    assert packer
    goods = Goods(BOOKS)

    assert packer(goods, goods.counts, NARROW) is None


def test_it_is_not_asked_for_an_answer_in_less_time_than_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.planning.cartons.solver.find_spec", lambda name: object())
    monkeypatch.setattr("app.planning.cartons.solver.import_module", lambda name: object())

    assert packing_solver(LEAST_SECONDS)
    assert packing_solver(LEAST_SECONDS / 2) is None


def test_it_is_not_asked_about_fragile_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    package = MagicMock()
    monkeypatch.setattr("app.planning.cartons.solver.find_spec", lambda name: object())
    monkeypatch.setattr("app.planning.cartons.solver.import_module", lambda name: package)
    packer = packing_solver(LEAST_SECONDS)
    assert packer
    goods = Goods([*BOOKS, Piece("glass", (10, 10, 10), is_fragile=True)])

    assert packer(goods, goods.counts, ROOMY) is None
    package.box.solve.assert_not_called()
