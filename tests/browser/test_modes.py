"""What a warehouse asks to be scanned, and how units are counted, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.picker import Picker
from tests.floor import release, wrong_books
from tests.world import World


def test_each_by_each_every_scan_counts_one_and_a_wrong_one_keeps_the_count(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.sets(count_each=True)
    world.order({"MUG": 3})
    release(world.warehouse_id)
    picker.begin()
    stop = picker.stop
    mug = stop.codes[0][0]

    picker.scan(stop.bin_barcode)
    picker.says("Scan item")
    picker.scan(mug)
    picker.says("Scan item: 2 more")
    picker.scan("5012345678900")
    expect(picker.page.locator("#strip")).to_have_attribute("data-kind", "wrong")
    picker.scan(mug, mug)
    picker.says("Scan tote 1")
    picker.scan(mug)
    expect(picker.page.locator("#strip")).to_have_attribute("data-kind", "wrong")
    picker.scan(stop.place.tote_barcode or "")
    picker.says("Scan lane")

    picker.is_sent()
    assert [one.picked for one in picker.walk.stops] == [3]
    assert wrong_books() == []


def test_a_bin_with_several_lots_asks_for_the_lot_and_takes_no_other(small_picker: Picker, world: World) -> None:
    """Scenario 1, in a warehouse that lets nobody swap lots."""
    picker = small_picker
    world.sets(swap_lots=False)
    world.order({"TEA": 2})
    release(world.warehouse_id)
    picker.begin()
    stop = picker.stop
    other = "L2" if stop.lot_code == "L1" else "L1"

    picker.scan(stop.bin_barcode)
    picker.says("Scan item")
    picker.scan(stop.codes[0][0])
    picker.says(f"Scan lot {stop.lot_code}")
    picker.scan(other)
    expect(picker.page.locator("#strip")).not_to_have_attribute("data-kind", "todo")
    assert picker.picks == 0
    picker.scan(stop.lot_code)
    picker.says("Scan tote 1")
    picker.scan(stop.place.tote_barcode or "")
    picker.says("Scan lane")

    picker.is_sent()
    assert wrong_books() == []
    assert world.on_hand("D-05-1", "TEA", stop.lot_code) == 3
    assert world.on_hand("D-05-1", "TEA", other) == 5


def test_a_gs1_code_gives_the_item_its_lot_and_its_count(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"TEA": 3})
    release(world.warehouse_id)
    picker.begin()
    stop = picker.stop
    gs1 = f"010{stop.codes[0][0]}1730123110{stop.lot_code}"

    picker.scan(stop.bin_barcode)
    picker.says("Scan item")
    picker.scan(f"010{stop.codes[0][0]}10L9")
    expect(picker.page.locator("#strip")).not_to_have_attribute("data-kind", "todo")
    picker.scan(gs1)
    picker.says("Scan tote 1")
    picker.scan(stop.place.tote_barcode or "")
    picker.says("Scan lane")

    picker.is_sent()
    assert [one.picked for one in picker.walk.stops] == [3]


@pytest.mark.parametrize(
    ("asked", "steps"),
    [
        ({"scan_bin": False}, ("item", "tote")),
        ({"scan_item": False}, ("bin", "tote")),
        ({"scan_tote": False}, ("bin", "item", "tap")),
        ({"scan_bin": False, "scan_item": False, "scan_tote": False}, ("tap",)),
    ],
    ids=str,
)
def test_only_what_the_warehouse_asks_for_is_scanned(
    small_picker: Picker, world: World, asked: dict[str, bool], steps: tuple[str, ...]
) -> None:
    picker = small_picker
    world.sets(**asked)
    world.order({"MUG": 2})
    release(world.warehouse_id)
    picker.begin()
    stop = picker.stop
    codes = {"bin": stop.bin_barcode, "item": stop.codes[0][0], "tote": stop.place.tote_barcode or ""}

    for step in steps:
        expect(picker.page.locator("#strip")).to_have_attribute("data-kind", "todo")
        assert picker.picks == 0
        if step == "tap":
            picker.strip.click()
        else:
            picker.scan(codes[step])
    picker.says("Scan lane")

    picker.is_sent()
    assert [one.picked for one in picker.walk.stops] == [2]
    assert world.on_hand("A-01-1", "MUG") == 8


def test_a_bin_with_one_item_stands_for_it_where_the_warehouse_lets_it(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.sets(bin_stands_for_item=True)
    world.order({"MUG": 2, "TEA": 1})
    release(world.warehouse_id)
    picker.begin()

    for _ in picker.walk.stops:
        stop = picker.stop
        picker.scan(stop.bin_barcode)
        if stop.sku == "TEA":  # two lots
            picker.says("Scan item")
            picker.scan(stop.bin_barcode)
            picker.says("Right bin. Now scan the item.", "asking")
            picker.scan(stop.codes[0][0])
            picker.says(f"Scan lot {stop.lot_code}")
            picker.scan(stop.lot_code)
        picker.says("Scan tote 1")
        picker.scan(stop.place.tote_barcode or "")
        expect(picker.page.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-state", "done")
    picker.says("Scan lane")
    picker.is_sent()
    assert [one.picked == one.quantity for one in picker.walk.stops] == [True, True]
    assert wrong_books() == []
