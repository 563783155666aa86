"""What the demo's packers work with: its cartons, a put wall, and what its shop wants done before an order leaves."""

from app.db import transaction
from app.operations import Actor
from app.orders.arrive import channel_named
from app.packing.commands import add_carton_type, add_check, build_wall
from app.warehouse.queries import warehouse_of

CARTONS = (
    ("XS", 160, 110, 60, 45, 2_000, "0.18"),
    ("S", 220, 160, 110, 80, 4_000, "0.26"),
    ("M", 310, 220, 150, 150, 8_000, "0.41"),
    ("L", 400, 300, 200, 260, 15_000, "0.68"),
    ("XL", 500, 350, 320, 430, 20_000, "1.05"),
    ("Long", 860, 90, 90, 210, 4_000, "0.74"),
    ("Flat", 500, 500, 160, 480, 15_000, "1.20"),
    ("XXL", 600, 400, 400, 640, 25_000, "1.60"),
)
"""Name, length, width and height inside in mm, weight and what it carries in g, cost."""
CELLS = 12
CHECKS = (("invoice", "Delivery note inside", "NOTE"), ("gift_note", "Gift note, if the order asks for one", "GIFT"))


def demo_packing(warehouse_id: int, actor: Actor) -> None:
    """The cartons and a wall for the warehouse, the checks for its web shop."""
    names = ("name", "length_mm", "width_mm", "height_mm", "weight_g", "carries_g", "cost")
    with transaction():
        warehouse = warehouse_of(warehouse_id)
        for row in CARTONS:
            add_carton_type(warehouse, dict(zip(names, map(str, row), strict=True)), actor)
        build_wall(warehouse, "W", CELLS, actor)
        for kind, words, barcode in CHECKS:
            add_check(channel_named(warehouse_id, "web shop"), kind, words, barcode, actor)
