"""Another item goes out instead of what is missing."""

import pytest

from app.orders.models import Order
from tests.exceptions.conftest import Lead, add_item
from tests.floor import Hand, fresh, release, wrong_books
from tests.visitor import visitor

BLUE = "5099999999999"


def instead(lead: Lead) -> str:
    return f"/exceptions/lines/{lead.line().id}/substitutions"


@pytest.fixture
def blue(short: Lead) -> Lead:
    """Two blue mugs lie in D-01-1, and five vases that have nothing to do with them."""
    add_item(short, "MUG-BLUE", "Red mug", BLUE, 2, "D-01-1")
    add_item(short, "VASE-1", "Vase", "5088888888888", 5, "D-02-1")
    return short


def test_variants_that_are_there_are_offered_and_the_likeliest_is_chosen(blue: Lead) -> None:
    said = blue.sees(f"/exceptions/lines/{blue.line().id}/choices")

    assert 'value="MUG-BLUE" checked' in said
    assert "2 free" in said
    assert "VASE-1" not in said
    assert "CARD" not in said


def test_what_went_out_before_is_offered_first(blue: Lead) -> None:
    blue.does(instead(blue), code="VASE-1")
    order_id = blue.walk.world.order({"MUG": 4})
    release(blue.walk.world.warehouse_id)
    order: Order = fresh(Order, order_id)

    said = blue.sees(f"/exceptions/lines/{order.lines[0].id}/choices")
    assert 'value="VASE-1" checked' in said
    assert 'value="MUG-BLUE" checked' not in said


def test_the_substitute_is_a_line_of_its_own_and_goes_onto_a_walk(blue: Lead) -> None:
    answer = blue.does(instead(blue), offer="MUG-BLUE")

    assert answer.status_code == 200, answer.text
    order = blue.order()
    mug, new = blue.line(), order.lines[-1]
    assert (mug.short, mug.substituted) == (1, 2), "as far as it is there"
    assert (new.sku, new.quantity, new.allocated, new.instead_of_id, new.position) == ("MUG-BLUE", 2, 2, mug.id, 3)
    assert blue.holds() == ["1 of MUG were not found, and lie nowhere else."]
    task = blue.tasks()[-1]
    assert f"2 from D-01-1, on task {task.id}." in answer.text
    assert [(line.lot.item.sku, line.quantity) for line in task.lines] == [("MUG-BLUE", 2)]
    assert "substituted" in blue.changes()
    assert wrong_books() == []

    ben = Hand(blue.walk.world.actor("Ben"))
    ben.walks(ben.claims() or 0)
    assert blue.order().lines[-1].picked == 2
    assert wrong_books() == []


def test_a_scan_names_any_item(blue: Lead) -> None:
    blue.does(instead(blue), code=BLUE, offer="VASE-1")

    assert blue.order().lines[-1].sku == "MUG-BLUE", "what was scanned counts before what was offered"


def test_an_order_without_a_wave_waits_for_the_next_one_with_its_substitute(blue: Lead) -> None:
    world = blue.walk.world
    order_id = world.order({"MUG": 2}, number="LATE")
    release(world.warehouse_id)
    order: Order = fresh(Order, order_id)
    answer = blue.does(f"/exceptions/lines/{order.lines[0].id}/substitutions", offer="MUG-BLUE")

    assert "The next wave takes the order." in answer.text
    order = fresh(Order, order_id)
    assert [(line.sku, line.to_allocate, line.substituted) for line in order.lines] == [
        ("MUG", 0, 2),
        ("MUG-BLUE", 2, 0),
    ]
    release(world.warehouse_id)
    assert fresh(Order, order_id).state == "waved"
    assert wrong_books() == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("MUG", "MUG is the item that is missing."),
        ("9999999", "The catalogue does not know 9999999."),
        ("TEA-NONE", "The catalogue does not know TEA-NONE."),
        ("", "Scan"),
        ("MUG\0", ""),
    ],
)
def test_what_does_not_do_is_said_and_changes_nothing(blue: Lead, code: str, words: str) -> None:
    answer = blue.does(instead(blue), code=code)

    assert answer.status_code in (400, 409, 422)
    assert words in answer.text
    assert (blue.line().short, blue.line().substituted, len(blue.order().lines)) == (3, 0, 2)


def test_an_item_of_which_nothing_is_free_is_refused(blue: Lead) -> None:
    blue.does(instead(blue), code="MUG-BLUE")
    answer = blue.does(instead(blue), code="MUG-BLUE")

    assert answer.status_code == 409
    assert "No unit of MUG-BLUE is free." in answer.text
    assert blue.line().short == 1


def test_pickers_and_other_warehouses_substitute_nothing(blue: Lead) -> None:
    assert visitor(blue.walk.world, "Ben").send(instead(blue), code="MUG-BLUE").status_code == 403
    assert visitor(blue.walk.world, "Olga").send(instead(blue), code="MUG-BLUE").status_code == 404
    assert len(blue.order().lines) == 2
