"""How often the classes of items are counted; an item of which nobody has said its class is one of C."""

from collections.abc import Mapping

from app.warehouse.settings import WarehouseSettings

A, B, C = "A", "B", "C"


def days_of(settings: WarehouseSettings) -> Mapping[str, int]:
    """Days after which an item of the class is counted again; 0: never."""
    return {A: settings.count_days_a, B: settings.count_days_b, C: settings.count_days_c}
