"""One line of JSON as pieces and cartons, and their plan as the answer. docs/planning.md describes both forms."""

from collections.abc import Mapping
from math import inf
from pathlib import Path
from typing import Any

from app.drawing.carton import carton_svg
from app.drawing.floor import Words
from app.planning.cartons import ANY_WAY, UPRIGHT, CartonPlan, CartonType, PackedCarton, Piece, Size
from app.plans.instances import MOST_UNITS, Unclear, amount, rows, table, whole
from app.plans.stream import Answer, Instance

MOST_PIECES, MOST_CARTONS, MOST_MM = 500, 100, 10_000
"""More pieces than these share no order; longer ones no warehouse."""


def pieces_of(instance: Instance) -> list[Piece]:
    """What is to be packed. Raises Unclear."""
    given = rows(instance.get("pieces"), '"pieces"', MOST_PIECES)
    pieces = [_piece(table(piece, f"piece {number}"), number) for number, piece in enumerate(given)]
    if len({piece.id for piece in pieces}) < len(pieces):
        raise Unclear('two pieces have one "id"')
    if sum(piece.quantity for piece in pieces) > MOST_PIECES:
        raise Unclear(f"at most {MOST_PIECES} units are packed together")
    return pieces


def types_of(instance: Instance) -> list[CartonType]:
    """The cartons that there are. Raises Unclear."""
    given = rows(instance.get("cartons"), '"cartons"', MOST_CARTONS)
    return [_type(table(carton, f"carton {number}"), number) for number, carton in enumerate(given)]


def answer_of(plan: CartonPlan) -> Answer:
    """The plan in the form of the output."""
    return {
        "cartons": [_packed(packed) for packed in plan.cartons],
        "left": list(plan.left),
        "proven": plan.is_proven,
    }


def draw_cartons(plan: CartonPlan, folder: Path, line: int) -> None:
    """A picture of each carton, named by the number of the line and its own: `2-1.svg`."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, packed in enumerate(plan.cartons, 1):
        words = Words(f"Carton {packed.carton.name}, {len(packed.places)} pieces")
        (folder / f"{line}-{number}.svg").write_text(carton_svg(packed, words), encoding="utf-8")


def _packed(packed: PackedCarton) -> Answer:
    return {
        "carton": packed.carton.name,
        "fill": round(packed.fill, 4),
        "weight": packed.weight_g,
        "places": [
            {"id": one.piece_id, "at": [one.x, one.y, one.z], "size": [one.dx, one.dy, one.dz]} for one in packed.places
        ],
    }


def _piece(given: Mapping[str, Any], number: int) -> Piece:
    what = f"piece {number}"
    return Piece(
        id=_name(given.get("id", str(number)), f'"id" of {what}'),
        sides=_size(given.get("size"), f'"size" of {what}'),
        weight_g=whole(given.get("weight", 0), f'"weight" of {what}', 0, MOST_UNITS),
        verticals=UPRIGHT if _flag(given, "upright", what) else ANY_WAY,
        is_fragile=_flag(given, "fragile", what),
        is_dangerous=_flag(given, "dangerous", what),
        quantity=whole(given.get("quantity", 1), f'"quantity" of {what}', 1, MOST_PIECES),
    )


def _type(given: Mapping[str, Any], number: int) -> CartonType:
    what = f"carton {number}"
    carries = given.get("carries")
    return CartonType(
        name=_name(given.get("name", str(number)), f'"name" of {what}'),
        inside=_size(given.get("inside"), f'"inside" of {what}'),
        weight_g=whole(given.get("weight", 0), f'"weight" of {what}', 0, MOST_UNITS),
        carries_g=inf if carries is None else amount(carries, f'"carries" of {what}', MOST_UNITS),
        cost=amount(given.get("cost", 0), f'"cost" of {what}', MOST_UNITS),
    )


def _size(given: object, what: str) -> Size:
    if not isinstance(given, list) or len(given) != 3:
        raise Unclear(f"{what} is to be [length, width, height] in millimetres")
    length, width, height = (whole(side, f"each of {what}", 1, MOST_MM) for side in given)
    return length, width, height


def _name(given: object, what: str) -> str:
    if not isinstance(given, str):
        raise Unclear(f"{what} is to be a text")
    return given


def _flag(given: Mapping[str, Any], key: str, what: str) -> bool:
    value = given.get(key, False)
    if not isinstance(value, bool):
        raise Unclear(f'"{key}" of {what} is to be true or false')
    return value
