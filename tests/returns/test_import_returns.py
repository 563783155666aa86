"""Returns from a channel's file are matched with what was sent, and opened for the dock; the rest is told with why."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.returns.models import Rma
from tests.floor import wrong_books
from tests.returns.announced import Shell, back, count, days_ago, opened, returned, sale
from tests.returns.came_back import rules
from tests.world import World


def test_a_return_is_opened_of_the_newest_shipment_before_it_that_has_units_left(shell: Shell) -> None:
    shell.history(
        sale("1", "MUG", 5, days=9),
        sale("2", "MUG", 5, days=6),
        sale("3", "MUG", 5, days=0.5),
        sale("4", "MUG", 5, "K2", days=3),
    )

    said = shell.announces(back("R1", "MUG", 2, days=1, more="damaged,The handle is off"))

    assert "1 returns opened: 2 units." in said
    assert "1 rows match, 0 more in part; 0 were here." in said
    assert opened() == [("R1", "approved", "2", [("MUG", "damaged", 2, 0)])]
    assert db.session.scalars(select(Rma)).one().lines[0].note == "The handle is off"
    assert [returned(number) for number in "1234"] == [[0], [0], [0], [0]]
    assert wrong_books() == []


def test_one_shipment_too_few_and_the_one_before_gives_the_rest(shell: Shell) -> None:
    shell.history(sale("1", "MUG", 5, days=9), sale("2", "MUG", 2, days=6), sale("2", "MUG", 1, days=6))

    said = shell.announces(back("R1", "MUG", 4, days=1))

    assert "2 returns opened: 4 units." in said
    assert sorted(opened()) == [
        ("R1", "approved", "1", [("MUG", "other", 1, 0)]),
        ("R1", "approved", "2", [("MUG", "other", 1, 0), ("MUG", "other", 2, 0)]),
    ]


def test_two_rows_of_one_line_are_one_and_credit_notes_count_below_nothing(shell: Shell) -> None:
    shell.history(sale("1", "MUG", 5))

    shell.announces(back("R1", "MUG", -1), back("R1", "MUG", 2))

    assert opened() == [("R1", "approved", "1", [("MUG", "other", 3, 0)])]


def test_the_same_file_twice_opens_nothing_twice_and_what_was_left_is_tried_again(shell: Shell) -> None:
    rows = [back("R1", "MUG", 3), back("R1", "CARD", 1), back("R1", "MUG", 1, order="9")]
    shell.history(sale("1", "MUG", 2))
    first = shell.announces(*rows)
    before, audited = opened(), count(AuditEntry)

    again = shell.announces(*rows)

    assert "1 returns opened: 2 units." in first
    assert "1 of 3 units: more than was sent to them and has not come back yet" in first
    assert "0 returns opened: 0 units." in again
    assert "0 rows match, 0 more in part; 1 were here." in again
    assert "1 of 3 units: more than was sent to them and has not come back yet" in again
    assert (opened(), count(AuditEntry)) == (before, audited)

    shell.history(sale("9", "MUG", 1), sale("0", "MUG", 8, days=9))
    assert "2 returns opened: 2 units." in shell.announces(*rows)
    assert "0 returns opened: 0 units." in shell.announces(*rows)
    assert sum(line[2] for *_, lines in opened() for line in lines) == 4


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (back("R1", "POSTAGE", 1), "no goods: postage, a fee or a discount"),
        (back("R1", "GHOST", 1), "an item that the catalogue does not know"),
        (back("R1", "MUG", 1, customer=""), "neither a customer nor an order"),
        (back("R1", "MUG", 1, customer="K9"), "a customer who has no order here"),
        (back("R1", "TEA", 1), "an item that was never sent to them"),
        (back("R1", "MUG", 1, days=7), "ordered only after the return"),
        (back("R1", "MUG", 1, order="77"), "an order that is not here"),
        (back("R1", "MUG", 1, customer="K2", order="1"), "an order of another customer"),
        (back("R1", "MUG", 1, order="2"), "an order of which nothing has left"),
        (back("R1", "TEA", 1, order="1"), "an item that was not sent with that order"),
        (back("R1", "MUG", 9, order="1", days=7), "ordered only after the return"),
        (back("R1", "MUG", "two"), "quantity: not a whole number"),
        (back("R1", "MUG", 0), "quantity: a quantity of nothing"),
        (back("R1", ""), "no item code"),
        (back("R1", "MUG", more="stolen,"), "reason: a word that is not known"),
        (back("R1", "MUG", customer="K" * 61), "customer_number: too long"),
        ("R1,yesterday,K1,,MUG,1,,", "returned_at: not a date and time"),
        ("R1,yesterday", "more or fewer columns"),
        (back("", "MUG"), "no number of a return"),
        (back("R" * 61, "MUG"), "no number of a return"),
        (back("R1", "=cmd|' /C calc'!A1"), "an item that the catalogue does not know"),
        (back("R1", "M\x00UG"), "\\x00"),
    ],
)
def test_what_does_not_match_is_told_row_by_row_with_why_and_stops_nothing(shell: Shell, row: str, why: str) -> None:
    shell.history(sale("1", "MUG", 2))
    shell.history(sale("2", "MUG", 2), options=())

    said = shell.announces(row, back("R2", "MUG", 1))

    assert why in said
    assert "1 returns opened: 1 units." in said
    assert [number for number, *_ in opened()] == ["R2"]
    assert "returns.csv,2," in said  # the row's line in the report
    assert wrong_books() == []


def test_no_more_comes_back_than_was_sent_whatever_is_announced_or_came_back_before(shell: Shell) -> None:
    shell.history(sale("1", "MUG", 5))
    shell.announces(back("R1", "MUG", 2))

    said = shell.announces(back("R2", "MUG", 4), back("R3", "MUG", 1))

    assert "1 of 4 units: more than was sent" in said
    assert "Not matched, 2 rows, 2 units: more than was sent to them and has not come back yet." in said
    assert [(number, lines[0][2]) for number, _, _, lines in opened()] == [("R1", 2), ("R2", 3)]


def test_an_order_that_the_file_names_is_the_one_and_no_other_is_guessed(shell: Shell) -> None:
    shell.history(sale("1", "MUG", 1, days=9), sale("2", "MUG", 5, days=6))

    said = shell.announces(back("R1", "MUG", 2, order="1"), back("R2", "MUG", 1, customer="", order="2"))

    assert "1 of 2 units: more than was sent" in said
    assert [(number, order, lines[0][2]) for number, _, order, lines in opened()] == [("R1", "1", 1), ("R2", "2", 1)]


def test_the_rules_of_the_shop_hold_unless_it_is_said_why_not(shell: Shell, world: World) -> None:
    rules(world, without_items=("CARD",))
    shell.history(sale("1", "MUG", 2, days=99), sale("2", "MUG", 1), sale("2", "CARD", 1))
    rows = [back("R1", "MUG", 3), back("R1", "CARD", 1)]

    said = shell.announces(*rows)

    assert "The time to return" in said
    assert "CARD cannot be returned" in said
    assert "Not matched, 2 rows, 3 units: not taken back by the rules." in said
    assert opened() == [("R1", "approved", "2", [("MUG", "other", 1, 0)])]

    shell.announces(*rows, options=("--beyond", "The channel has granted it"))
    assert sum(line[2] for *_, lines in opened() for line in lines) == 4
    db.session.rollback()
    assert {rma.beyond for rma in db.session.scalars(select(Rma))} == {"", "The channel has granted it"}


def test_a_try_says_what_would_match_and_changes_nothing(shell: Shell) -> None:
    shell.history(sale("1", "MUG", 2))
    audited = count(AuditEntry)

    said = shell.announces(back("R1", "MUG", 2), back("R2", "MUG", 1), options=("--try",))

    assert "1 returns would be opened: 2 units." in said
    assert "Not matched, 1 rows, 1 units: more than was sent to them and has not come back yet." in said
    assert (opened(), count(AuditEntry)) == ([], audited)


def test_a_day_without_a_time_counts_to_its_end(shell: Shell) -> None:
    shell.history(sale("1", "MUG", 1, days=2))

    shell.announces(f"R1,{days_ago(2)[:10]},K1,,MUG,1,,", options=("--beyond", "yes"))

    assert [number for number, *_ in opened()] == ["R1"]


def test_history_that_came_before_its_items_is_known_by_sku(shell: Shell, world: World, tmp_path: Path) -> None:
    shell.history(sale("1", "LAMP", 2))
    assert "does not know" in shell.announces(back("R1", "LAMP"))
    (tmp_path / "items.csv").write_text("sku,name\nLAMP,Lamp\n")
    world.app.test_cli_runner().invoke(args=["items", "import", str(tmp_path / "items.csv")], catch_exceptions=False)

    said = shell.announces(back("R1", "LAMP"))

    assert "1 returns opened: 1 units." in said
    assert opened() == [("R1", "approved", "1", [("LAMP", "other", 1, 0)])]


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("", "unclear at [return]"),
        ('[return]\nnumber = "R"\nsku = "S"\n', "unclear at [return] quantity"),
        ('[return]\nnumber = "R"\nsku = "S"\nquantity = "Q"\ncolour = "C"\n', "unclear at colour"),
        ('[return]\nnumber = "R"\nsku = "S"\nquantity = "Q"\n', "lacks the columns: Q, R, S"),
    ],
)
def test_a_mapping_says_where_a_files_returns_stand(shell: Shell, tmp_path: Path, section: str, said: str) -> None:
    shell.history(sale("1", "MUG", 1))
    order = 'channel = "import"\n[order]\nnumber = "N"\n[line]\nsku = "S"\nquantity = "Q"\n'
    (tmp_path / "own.toml").write_text(order + section)

    assert said in shell.announces(back("R1", "MUG"), options=("--mapping", str(tmp_path / "own.toml")))
    assert opened() == []


def test_returns_of_a_channel_without_orders_are_refused_in_words(shell: Shell) -> None:
    said = shell.announces(back("R1", "MUG"))

    assert "No order of import is here. Import the channel's orders first" in said
