"""Where goods from the dock are to go: by how often they are asked for, and no more than a forward bin may hold."""

from collections.abc import Mapping

import pytest
from sqlalchemy import select

from app.catalog.models import EACH, Barcode, Item
from app.clock import now
from app.db import db
from app.inventory.coming import know_carriers
from app.inventory.models import ItemClass
from app.putting_away import bins
from app.putting_away.models import PutAwayLine
from app.receiving.commands import announce
from app.receiving.commands.announce import Expected, Paper
from app.replenishing.models import Refill
from app.wiring import CARRIERS
from tests.floor import wrong_books
from tests.handheld import Handheld
from tests.putting_away.conftest import claimed
from tests.receiving.conftest import Dock
from tests.replenishing.conftest import rule, store
from tests.visitor import visitor
from tests.world import World

CODES = {"MUG": "4006381333931", "CARD": "5012345678900", "POT": "4000000000013", "JUG": "4000000000020"}


@pytest.fixture
def pots(world: World) -> World:
    """Pots are asked for daily and jugs hardly ever; none of them lies anywhere."""

    def command() -> None:
        for sku, abc in (("POT", "A"), ("JUG", "C")):
            item = Item(sku=sku, names={"en": sku.title()})
            item.barcodes = [Barcode(code=CODES[sku], quantity=1, unit=EACH)]
            db.session.add(item)
            db.session.flush()
            known = {"warehouse_id": world.warehouse_id, "item_id": item.id, "computed_at": now()}
            db.session.add(ItemClass(**known, abc=abc, xyz="X"))

    world.do(command)
    return world


def come(world: World, eli: Handheld, goods: Mapping[str, int]) -> dict[str, list[tuple[str, int]]]:
    """A delivery is received and closed; the bins that are proposed, by item."""

    def command() -> int:
        lines = [Expected(world.item(sku).id, units) for sku, units in goods.items()]
        return announce(world.warehouse_id, Paper("Harbour Pottery"), lines, world.actor("Fay"))["delivery_id"]

    dock = Dock(world, eli, world.do(command))
    for sku, units in goods.items():
        assert dock.receive(CODES[sku], units).status_code == 200
    assert dock.close().status_code in (200, 303)
    found: dict[str, list[tuple[str, int]]] = {}
    for line in db.session.scalars(select(PutAwayLine).order_by(PutAwayLine.location_id, PutAwayLine.id)):
        found.setdefault(line.lot.item.sku, []).append((line.location.address, line.quantity))
    return found


def test_what_is_asked_for_often_goes_near_and_what_hardly_anybody_wants_goes_far(pots: World, eli: Handheld) -> None:
    assert come(pots, eli, {"POT": 3, "JUG": 3}) == {"POT": [("A-02-1", 3)], "JUG": [("D-19-1", 3)]}
    assert wrong_books() == []


def test_also_where_only_a_few_of_the_bins_are_looked_at(
    pots: World, eli: Handheld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bins, "NEAR", 2)

    assert come(pots, eli, {"JUG": 3}) == {"JUG": [("D-19-1", 3)]}


def test_an_item_without_figures_goes_near(pots: World, eli: Handheld) -> None:
    pots.do(lambda: db.session.delete(db.session.scalars(select(ItemClass).where(ItemClass.abc == "C")).one()))

    assert come(pots, eli, {"JUG": 3}) == {"JUG": [("A-02-1", 3)]}


def test_a_forward_bin_is_filled_to_its_maximum_and_the_rest_goes_elsewhere(world: World, eli: Handheld) -> None:
    rule(world, "MUG", "A-01-1", 2, 14)

    assert come(world, eli, {"MUG": 12}) == {"MUG": [("A-01-1", 4), ("C-02-1", 8)]}

    away = claimed(world, eli)
    assert [stop.left for stop in away.document.stops if stop.bin_address == "A-01-1"] == [4]
    assert wrong_books() == []


def test_a_forward_bin_at_its_maximum_is_not_proposed_and_is_refused_in_words(world: World, eli: Handheld) -> None:
    rule(world, "MUG", "A-01-1", 2, 10)
    rule(world, "MUG", "C-02-1", 2, 20)

    assert come(world, eli, {"MUG": 12}) == {"MUG": [("C-02-1", 12)]}

    away = claimed(world, eli)
    answer = away.eli.post(away.at("MUG", "bins"), bin="LOC-A-01-1")
    assert answer.status_code == 422
    assert "A-01-1 has no room for MUG. Scan another bin." in answer.text
    assert away.stop("MUG").bin_address == "C-02-1"


def test_a_bin_that_is_full_by_volume_is_not_proposed(pots: World, eli: Handheld) -> None:
    def measure() -> None:
        for sku in ("MUG", "POT"):
            pots.item(sku).length_mm = pots.item(sku).width_mm = pots.item(sku).height_mm = 100

    pots.do(measure)
    pots.sets(bin_volume_l=12)

    assert come(pots, eli, {"MUG": 9, "POT": 13}) == {
        "MUG": [("A-01-1", 2), ("C-02-1", 7)],
        "POT": [("A-02-1", 12), ("A-03-1", 1)],
    }


def test_what_is_on_its_way_takes_room_in_a_forward_bin(world: World, eli: Handheld) -> None:
    rule(world, "MUG", "A-01-1", 2, 15)
    assert come(world, eli, {"MUG": 3}) == {"MUG": [("A-01-1", 3)]}

    assert come(world, eli, {"MUG": 4}) == {"MUG": [("A-01-1", 3), ("A-01-1", 2), ("C-02-1", 2)]}


def test_a_refill_that_is_on_its_way_takes_room_too(world: World, eli: Handheld) -> None:
    store(world, "MUG", "C-03-2", 60)
    rule(world, "MUG", "A-01-1", 12, 30)
    assert [(one.location.address, one.quantity) for one in db.session.scalars(select(Refill))] == [("A-01-1", 20)]

    assert come(world, eli, {"MUG": 12}) == {"MUG": [("C-02-1", 12)]}


def test_a_refill_brings_only_what_is_lacking_beside_what_is_put_away(world: World, eli: Handheld) -> None:
    rule_id = rule(world, "MUG", "A-01-1", 0, 30)
    assert come(world, eli, {"MUG": 15}) == {"MUG": [("A-01-1", 15)]}
    store(world, "MUG", "C-03-2", 60)

    assert visitor(world, "Cleo").send(f"/refills/bins/{rule_id}/refills").status_code == 303

    assert [(one.location.address, one.quantity) for one in db.session.scalars(select(Refill))] == [("A-01-1", 5)]
    assert wrong_books() == []


def test_an_empty_bin_that_is_kept_for_an_item_is_proposed_to_it_and_to_no_other(pots: World, eli: Handheld) -> None:
    rule(pots, "JUG", "A-02-1", 0, 20)

    assert come(pots, eli, {"POT": 3, "JUG": 3}) == {"POT": [("A-03-1", 3)], "JUG": [("A-02-1", 3)]}


def test_a_bin_that_is_kept_for_another_item_is_refused_in_words(pots: World, eli: Handheld) -> None:
    rule(pots, "JUG", "A-02-1", 0, 20)
    come(pots, eli, {"POT": 3})

    away = claimed(pots, eli)
    answer = away.eli.post(away.at("POT", "bins"), bin="LOC-A-02-1")
    assert answer.status_code == 422
    assert "A-02-1 is kept for other items. Scan an empty bin, or one of POT." in answer.text
    assert away.stop("POT").bin_address == "A-03-1"


def test_wiring_it_twice_counts_nothing_twice(world: World, eli: Handheld) -> None:
    know_carriers(CARRIERS)
    rule(world, "MUG", "A-01-1", 2, 16)
    come(world, eli, {"MUG": 3})

    assert come(world, eli, {"MUG": 3})["MUG"] == [("A-01-1", 3), ("A-01-1", 3)]
