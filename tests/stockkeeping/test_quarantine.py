"""Quarantine: units are set aside with a reason, lie there with their age, and are released or scrapped."""

import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from app.attachments.models import Attachment
from app.clock import earlier
from app.db import db
from app.inventory.commands import move, outside
from app.inventory.models import StockMovement
from app.stockkeeping.commands import set_aside
from app.stockkeeping.models import SetAside
from app.stockkeeping.quarantine import kept_in_quarantine
from app.stockkeeping.units import Scan
from app.warehouse.models import QUARANTINE
from tests.floor import wrong_books
from tests.stockkeeping.desk import keep_for_order, last, movements, numbered, place_of_number, sets_aside
from tests.visitor import Visitor, alert_of, visitor, words
from tests.world import World


def entered() -> int:
    """The movement that brought the last units there."""
    return int(last(SetAside).movement_id)


def releases(eli: Visitor, movement_id: int, **said: object) -> str:
    fields: dict[str, Any] = {"quantity": 1, "target": "B-01-1"} | said
    answer = eli.send(f"/stock-desk/quarantine/{movement_id}/releases", **fields)
    return "" if answer.status_code == 303 else alert_of(answer)


def scraps(eli: Visitor, movement_id: int, **said: object) -> str:
    fields: dict[str, Any] = {"quantity": 1} | said
    answer = eli.send(f"/stock-desk/quarantine/{movement_id}/scraps", **fields)
    return "" if answer.status_code == 303 else alert_of(answer)


def left(world: World) -> list[tuple[str, int]]:
    db.session.rollback()
    return [(one.note or one.reason, one.left) for one in kept_in_quarantine(world.warehouse_id)]


def test_what_is_set_aside_lies_there_with_since_when_why_and_by_whom(world: World) -> None:
    with earlier(timedelta(days=3)):
        world.do(
            lambda: set_aside(
                world.warehouse_id,
                Scan(place="A-01-1", item="MUG", quantity=2),
                "to_inspect",
                "smells",
                world.actor("Eli"),
            )
        )

    page = words(visitor(world, "Eli").get("/stock-desk/quarantine").text)

    assert "2 × Red mug MUG" in page
    assert "Somebody has to look at it: smells from A-01-1" in page
    assert "3 days · Eli" in page
    assert world.on_hand("A-01-1", "MUG") == 8
    assert wrong_books() == []


def test_a_photograph_comes_along_and_is_seen_by_stock_keepers_only(world: World) -> None:
    eli = visitor(world, "Eli")
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "JPEG")
    picture = drawn.getvalue()

    sets_aside(eli, picture=(io.BytesIO(picture), "broken.jpg"))
    more = io.BytesIO()
    Image.new("RGB", (9, 9)).save(more, "JPEG")
    eli.send(f"/stock-desk/quarantine/pictures/{last(SetAside).id}", picture=(io.BytesIO(more.getvalue()), "other.jpg"))

    found = db.session.scalars(select(Attachment.id).order_by(Attachment.id)).all()
    assert len(found) == 2
    assert eli.get(f"/attachments/{found[0]}").data == picture
    assert visitor(world, "Fay").get(f"/attachments/{found[0]}").status_code == 403


def test_what_is_no_picture_is_refused_before_anything_moves(world: World) -> None:
    before = movements()

    answer = sets_aside(visitor(world, "Eli"), picture=(io.BytesIO(b"<svg onload=alert(1)>"), "x.jpg"))

    assert "This is no picture" in alert_of(answer)
    assert movements() == before


def test_released_units_lie_in_a_bin_again(world: World) -> None:
    eli = visitor(world, "Eli")
    sets_aside(eli, quantity=3)

    assert releases(eli, entered(), quantity=2) == ""

    assert world.on_hand("B-01-1", "MUG") == 2
    assert left(world) == [("damaged", 1)]
    assert last(StockMovement).reason == "release"
    assert wrong_books() == []


def test_scrapped_units_leave_the_book(world: World) -> None:
    eli = visitor(world, "Eli")
    sets_aside(eli, quantity=3)

    assert scraps(eli, entered(), quantity=3, note="shards") == ""

    assert (world.on_hand("SCRAP", "MUG"), left(world)) == (3, [])
    assert wrong_books() == []


def test_more_than_lies_there_of_these_units_is_refused(world: World) -> None:
    eli = visitor(world, "Eli")
    sets_aside(eli, quantity=2)
    first = entered()
    sets_aside(eli, quantity=4, note="others")
    scraps(eli, first, quantity=1)

    assert releases(eli, first, quantity=2) == "Of these, 1 lie in quarantine yet. Look at the page again."
    assert "Say how many units" in releases(eli, first, quantity=0)
    assert left(world) == [("damaged", 1), ("others", 4)]


def test_who_judges_later_units_leaves_the_earlier_ones_there(world: World) -> None:
    eli = visitor(world, "Eli")
    sets_aside(eli, quantity=2, note="first")
    sets_aside(eli, quantity=2, note="second")

    scraps(eli, entered(), quantity=2)

    assert left(world) == [("first", 2)]


def test_what_others_bring_there_and_take_from_there_is_in_the_list_too(world: World) -> None:
    place = {"source": world.location("A-01-1"), "destination": outside(world.warehouse_id, QUARANTINE)}
    ana, lot = world.actor("Ana"), world.lot("MUG")
    world.do(lambda: move(lot, 3, reason="damaged", actor=ana, **place))
    sets_aside(visitor(world, "Eli"), quantity=2, note="mine")
    back = {"source": place["destination"], "destination": place["source"]}
    world.do(lambda: move(lot, 1, reason="undo", actor=ana, **back))

    assert left(world) == [("damaged", 2), ("mine", 2)], "what nobody named is taken from the oldest"


def test_only_as_many_as_one_person_may_write_off_are_scrapped_without_a_lead(world: World) -> None:
    eli = visitor(world, "Eli")
    sets_aside(eli, quantity=8)
    movement_id = entered()

    assert scraps(eli, movement_id, quantity=6) == "You may scrap 5 of them by yourself. For more, ask your lead."
    assert scraps(visitor(world, "Cleo"), movement_id, quantity=6) == ""
    assert left(world) == [("damaged", 2)]


def test_what_orders_keep_is_not_set_aside(world: World) -> None:
    keep_for_order(world, "MUG", 9)

    assert "Only 1 of MUG are free in A-01-1" in alert_of(sets_aside(visitor(world, "Eli")))
    assert left(world) == []


@pytest.mark.parametrize("reason", ["", "lost", "<b>"])
def test_a_reason_is_one_of_the_list(world: World, reason: str) -> None:
    assert alert_of(sets_aside(visitor(world, "Eli"), reason=reason)) == "Choose a reason of the list."


def test_numbers_go_there_and_back_with_their_units(world: World) -> None:
    numbered(world, "S1", "S2")
    eli = visitor(world, "Eli")

    sets_aside(eli, place="B-05-1", item="CARD", quantity=1, serials="S2")
    there = place_of_number("S2")
    strange = releases(eli, entered(), serials="S1")
    releases(eli, entered(), serials="S2")

    assert (there, place_of_number("S2")) == ("QUARANTINE", "B-01-1")
    assert "By the book number S1 is in B-05-1." in strange
    assert wrong_books() == []


def test_a_movement_that_brought_nothing_there_is_no_entry_of_the_list(world: World) -> None:
    eli = visitor(world, "Eli")
    received = db.session.scalar(select(StockMovement.id).order_by(StockMovement.id))

    answer = eli.send(f"/stock-desk/quarantine/{received}/scraps", quantity=1)

    assert answer.status_code == 404
