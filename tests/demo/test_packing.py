"""The demo's packers have a carton for whatever they are brought."""

from app.demo.items import demo_items
from app.demo.packing import CARTONS


def test_each_item_of_the_demo_fits_into_one_of_its_cartons() -> None:
    boxes = [sorted(sides) for _, *sides, _, _, _ in CARTONS]

    def fits(row: dict[str, object]) -> bool:
        item = sorted(int(str(row[side])) for side in ("length_mm", "width_mm", "height_mm"))
        return any(all(one <= room for one, room in zip(item, box, strict=True)) for box in boxes)

    assert [item.sku for item in demo_items(1500, 1) if not fits(item.row)] == []
