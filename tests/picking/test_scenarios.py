"""Scenarios of the floor at the stop, each by its sentence, as far as no other test here has it for a name."""

import pytest

from app.db import db
from app.inventory.commands import lot_of, receive
from app.warehouse.models import Warehouse
from tests.floor import release
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.world import SYSTEM, World


def refused(walk: Walk, sku: str, told: str, **scan: object) -> None:
    """The scan is refused in those words, and nothing changed."""
    stop, before = walk.stop(sku), walk.world.on_hand(walk.stop(sku).bin_address, sku, walk.stop(sku).lot_code)
    answer = walk.ana.pick(walk.task_id, stop, **scan)

    assert answer.status_code in (409, 422)
    assert told in answer.text
    assert walk.stop(sku).picked == stop.picked
    assert walk.world.on_hand(stop.bin_address, sku, stop.lot_code) == before


def test_1_scanning_an_item_that_is_tracked_by_lot_asks_for_the_lot(walk: Walk) -> None:
    refused(walk, "TEA", "D-05-1 holds several lots. Scan the lot.", lot="")

    assert walk.ana.pick(walk.task_id, walk.stop("TEA")).status_code == 200, "the lot's code is accepted"


def test_1_where_the_bin_holds_one_lot_only_the_item_code_is_enough(world: World) -> None:
    world.do(lambda: setattr(world.item("MUG"), "tracks_lot", True))
    world.order({"MUG": 1})
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    (stop,) = ana.walk(task_id).stops

    assert not stop.asks_lot
    assert ana.pick(task_id, stop, lot="").status_code == 200


def test_2_a_location_never_guesses_the_item(walk: Walk) -> None:
    refused(walk, "TEA", "Scan the TEA first.", item="")
    refused(walk, "TEA", "This is D-05-1. Take TEA.", item=walk.stop("TEA").bin_barcode)


def lets_bins_stand(world: World) -> None:
    world.do(
        lambda: setattr(db.session.get_one(Warehouse, world.warehouse_id), "settings", {"bin_stands_for_item": True})
    )


def test_2_a_location_with_one_item_may_stand_for_it_where_the_warehouse_allows_that(walk: Walk) -> None:
    card = walk.stop("CARD")
    refused(walk, "CARD", "This is B-03-1. Take CARD.", item=card.bin_barcode)
    lets_bins_stand(walk.world)

    assert walk.stop("CARD").codes[-1] == (card.bin_barcode, 1, "each"), "the handheld knows it too"
    assert walk.ana.pick(walk.task_id, card, item=card.bin_barcode).status_code == 200
    assert walk.stop("CARD").left == 0


def test_2_where_several_items_or_lots_lie_the_location_stands_for_none(walk: Walk) -> None:
    lets_bins_stand(walk.world)
    world, mug, tea = walk.world, walk.stop("MUG"), walk.stop("TEA")
    card = world.item("CARD")
    world.do(lambda: receive(card, lot_of(card), 1, world.location("A-01-1"), SYSTEM))  # after the page was made

    refused(walk, "MUG", "A-01-1 holds several items or lots. Scan the MUG.", item=mug.bin_barcode)
    refused(walk, "TEA", "D-05-1 holds several items or lots. Scan the TEA.", item=tea.bin_barcode)
    for sku in ("MUG", "TEA"):
        assert walk.stop(sku).bin_barcode not in [code for code, _, _ in walk.stop(sku).codes]


def test_3_an_item_scanned_before_its_bin_is_told_to_scan_the_bin_first(walk: Walk) -> None:
    refused(walk, "MUG", "Scan the A-01-1 first.", bin="")


@pytest.mark.parametrize(
    ("scan", "told"),
    [
        ({"item": "5012345678900"}, "Take MUG."),
        ({"tote": "TOTE-002"}, "This is T-002. It goes into T-001."),
        ({"item": "47110815"}, "47110815"),
    ],
)
def test_4_what_is_wrong_is_named_and_the_line_unchanged(walk: Walk, scan: dict[str, object], told: str) -> None:
    refused(walk, "MUG", told, **scan)
    refused(walk, "MUG", "This is B-03-1. Go to A-01-1.", bin=walk.stop("CARD").bin_barcode)


def test_8_more_than_asked_is_refused_with_what_is_left_and_less_splits_the_line(walk: Walk) -> None:
    refused(walk, "MUG", "Only 3 are left to pick here.", quantity=4)

    assert walk.ana.pick(walk.task_id, walk.stop("MUG"), quantity=2).status_code == 200
    assert (walk.stop("MUG").left, walk.stop("MUG").state) == (1, "todo")
    refused(walk, "MUG", "Only 1 are left to pick here.", quantity=2)


def test_9_the_next_line_of_the_same_order_proposes_the_same_tote_and_an_unknown_one_is_refused(walk: Walk) -> None:
    mug, card, tea = walk.stop("MUG"), walk.stop("CARD"), walk.stop("TEA")

    assert (mug.place.tote_address, card.place.tote_address) == ("T-001", "T-001")
    assert tea.place.tote_address == "T-002", "another order's line goes into another tote"
    refused(walk, "CARD", "TOTE-999", tote="TOTE-999")


def test_10_an_undone_confirmation_leaves_stock_line_and_tote_as_before_it(walk: Walk) -> None:
    before = (walk.stop("MUG"), walk.world.on_hand("A-01-1", "MUG"), walk.world.on_hand("T-001", "CARD"))
    walk.ana.pick(walk.task_id, walk.stop("MUG"), quantity=2)

    walk.ana.post(f"/picking/tasks/{walk.task_id}/undos")

    assert (walk.stop("MUG"), walk.world.on_hand("A-01-1", "MUG"), walk.world.on_hand("T-001", "CARD")) == before
    assert walk.world.on_hand("T-001", "MUG") == 0
