"""What a code stands for: every capability is asked, and where they differ a person is."""

import pytest

from app.catalog.models import Barcode
from app.db import db
from app.scanning import Ambiguous, Meaning, UnknownCode, meaning_of, meanings_of, named, register_resolver
from app.scanning.grammar import Code
from tests.handheld import Handheld
from tests.picking.conftest import Walk, ana, walk
from tests.visitor import visitor
from tests.world import World

__all__ = ["ana", "walk"]


def kinds(world: World, code: str) -> list[tuple[str, str]]:
    return [(one.kind, one.name) for one in meanings_of(world.warehouse_id, code)]


def also_a_bin(world: World, code: str) -> None:
    """An item whose barcode is the text of a bin's label: it happens with own codes."""

    def add() -> None:
        db.session.add(Barcode(item_id=world.item("CARD").id, code=code))

    world.do(add)


@pytest.mark.parametrize(
    ("code", "kind", "name"),
    [
        ("LOC-A-01-1", "bin", "A-01-1"),
        ("]C0LOC-A-01-1", "bin", "A-01-1"),
        ("TOTE-001", "tote", "T-001"),
        ("4006381333931", "item", "Red mug"),
        ("04006381333931", "item", "Red mug"),
        ("]C101040063813339311727123110L1", "item", "Red mug"),
        ("(01)04006381333931(10)L1", "item", "Red mug"),
        ("BDG-7QK2M4XA", "badge", "a badge"),
    ],
)
def test_a_code_has_its_one_meaning(world: World, code: str, kind: str, name: str) -> None:
    assert kinds(world, code) == [(kind, name)]


def test_the_same_number_in_two_items_or_a_bin_that_is_an_item_is_never_guessed(world: World) -> None:
    also_a_bin(world, "LOC-A-01-1")

    assert kinds(world, "LOC-A-01-1") == [("bin", "A-01-1"), ("item", "Greeting card")]
    with pytest.raises(Ambiguous) as asked:
        meaning_of(world.warehouse_id, "LOC-A-01-1")
    assert str(asked.value) == "Code LOC-A-01-1 stands for A-01-1 / Greeting card. Choose what you mean."
    assert named(world.warehouse_id, "LOC-A-01-1") == "A-01-1 / Greeting card"


def test_two_barcodes_of_one_item_that_are_one_number_are_one_meaning(world: World) -> None:
    def add() -> None:
        db.session.add(Barcode(item_id=world.item("MUG").id, code="04006381333931"))

    world.do(add)
    assert meaning_of(world.warehouse_id, "4006381333931").name == "Red mug"


def test_a_code_that_nobody_knows_is_said_as_a_person_reads_it(world: World) -> None:
    with pytest.raises(UnknownCode) as unknown:
        meaning_of(world.warehouse_id, "]C1010952123456789910L\x1d3712")
    assert "010952123456789910L 3712" in str(unknown.value)


def test_a_carton_is_found_by_its_number_in_whatever_string_it_stands(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As packing and shipping will register theirs."""

    def cartons(_warehouse_id: int, code: Code) -> list[Meaning]:
        return [Meaning("carton", 7, "carton 7")] if code.sscc == "395212345678901236" else []

    monkeypatch.setitem(world.app.extensions, "resolvers", list(world.app.extensions["resolvers"]))
    register_resolver(world.app, cartons)
    for code in ("00395212345678901236", "(00)395212345678901236", "]C10039521234567890123610L1"):
        assert meaning_of(world.warehouse_id, code).kind == "carton"
    with pytest.raises(UnknownCode):
        meaning_of(world.warehouse_id, "395212345678901236")


def test_the_handheld_is_told_all_meanings(world: World) -> None:
    also_a_bin(world, "LOC-A-01-1")
    ana = Handheld(world, "Ana")

    both = ana.client.get("/scanning/meanings?code=LOC-A-01-1")
    none = ana.client.get("/scanning/meanings?code=%3Cb%3E47110815")

    assert [one["kind"] for one in both.get_json()["meanings"]] == ["bin", "item"]
    assert (none.status_code, none.get_json()["meanings"]) == (404, [])
    assert none.mimetype == "application/json"


def test_a_code_of_another_warehouse_means_nothing_here(world: World) -> None:
    olga = Handheld(world, "Olga")
    assert olga.client.get("/scanning/meanings?code=4006381333931").status_code == 200
    with pytest.raises(UnknownCode):
        meaning_of(world.other_warehouse_id + 99, "LOC-A-01-1")


def test_a_look_up_of_several_things_asks_which_one_is_meant(world: World) -> None:
    also_a_bin(world, "LOC-A-01-1")
    eli = visitor(world, "Eli")

    asked = eli.get("/stock?code=LOC-A-01-1")

    assert asked.status_code == 300
    assert "Which one do you mean?" in asked.text
    assert f"/stock/locations/{world.location('A-01-1').id}" in asked.text
    assert f"/stock/items/{world.item('CARD').id}" in asked.text
    assert eli.get("/stock?code=(01)04006381333931").location == f"/stock/items/{world.item('MUG').id}"


def test_a_pick_is_confirmed_by_a_gs1_code_with_its_lot_and_count(walk: Walk) -> None:
    tea = walk.stop("TEA")

    wrong = walk.ana.pick(walk.task_id, tea, item="]C10104012345678901" + "10L9", lot="")
    right = walk.ana.pick(walk.task_id, tea, item="]C10104012345678901" + f"10{tea.lot_code}", lot="")

    assert (wrong.status_code, wrong.headers["Operation-Outcome"]) == (422, "wrong_lot")
    assert right.status_code == 200
    assert walk.stop("TEA").state == "done"


def test_the_count_in_a_code_is_taken_where_no_quantity_is_said(walk: Walk) -> None:
    mug = walk.stop("MUG")

    answer = walk.ana.pick(walk.task_id, mug, item="020400638133393137" + "2", quantity="")

    assert answer.status_code == 200
    assert walk.stop("MUG").picked == 2


def test_pieces_in_a_case_that_the_book_counts_otherwise_are_asked_for(walk: Walk) -> None:
    mug = walk.stop("MUG")

    answer = walk.ana.pick(walk.task_id, mug, item="]C101" + "14006381333938" + "304", quantity="")

    assert answer.headers["Operation-Outcome"] == "count_unclear"
    assert "The code says 4 pieces, the book 6. Say how many you take." in answer.text
    assert walk.stop("MUG").picked == 0


@pytest.mark.parametrize("field", ["bin", "item", "lot", "tote"])
def test_a_hostile_code_is_a_code_that_nobody_knows(walk: Walk, field: str) -> None:
    for code in ("<img src=x onerror=alert(1)>", "javascript:alert(1)", "=1+1", "^XA^FDx"):
        stop = walk.stop("TEA")
        answer = walk.ana.pick(walk.task_id, stop, **{field: code})
        assert answer.status_code == 422
        assert "<img" not in answer.text
    assert walk.stop("TEA").picked == 0
