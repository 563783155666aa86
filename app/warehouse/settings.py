"""A warehouse's settings: each with its default and one sentence that an admin reads."""

from dataclasses import dataclass, fields
from typing import Any, get_type_hints

from flask_babel import LazyString, lazy_gettext

from app.warehouse.models import Warehouse

STRATEGIES = ("fifo", "fefo", "nearest", "smallest")

MEANINGS: dict[str, LazyString] = {
    "scan_bin": lazy_gettext("The bin is scanned before the item."),
    "scan_item": lazy_gettext("The item is scanned."),
    "scan_tote": lazy_gettext("The tote is scanned after the item."),
    "count_each": lazy_gettext("Every unit is scanned; otherwise once, and the quantity is confirmed."),
    "scan_settle_ms": lazy_gettext("Milliseconds of silence after which a scan without an end key is over."),
    "strategy": lazy_gettext("Which stock is allocated first: fifo, fefo, nearest to the path, or smallest bin first."),
    "whole_orders_first": lazy_gettext("Orders that can be filled whole are allocated before the others."),
    "cart_places": lazy_gettext("Places for totes on a cart."),
    "cart_units": lazy_gettext("Units that a cart holds; 0 for no limit."),
    "cart_volume_l": lazy_gettext("Litres that a cart holds; 0 for no limit."),
    "cart_weight_kg": lazy_gettext("Kilograms that a cart holds; 0 for no limit."),
    "days_to_ship": lazy_gettext(
        "Days that the shop takes before an order leaves; the cut-off after them is its promise."
    ),
    "telephone_needed": lazy_gettext("An order for home delivery or store pick-up without telephone is held."),
    "amount_tolerance": lazy_gettext("By how much an order's amount may differ from its lines and charges."),
}

LEAST = {"cart_places": 1, "scan_settle_ms": 50}
"""Less of these and no cart carries anything, or no scan is ever whole; all others may be 0."""


@dataclass(frozen=True)
class WarehouseSettings:
    scan_bin: bool = True
    scan_item: bool = True
    scan_tote: bool = True
    count_each: bool = False
    scan_settle_ms: int = 200
    strategy: str = "fifo"
    whole_orders_first: bool = True
    cart_places: int = 6
    cart_units: int = 400
    cart_volume_l: int = 600
    cart_weight_kg: int = 150
    days_to_ship: int = 0
    telephone_needed: bool = True
    amount_tolerance: float = 0.01


def settings_of(warehouse: Warehouse) -> WarehouseSettings:
    """What the warehouse set, and the defaults for the rest."""
    known = {field.name for field in fields(WarehouseSettings)}
    return WarehouseSettings(**{name: value for name, value in warehouse.settings.items() if name in known})


def read_settings(given: dict[str, str]) -> dict[str, Any]:
    """A form's texts as settings; raises ValueError naming the field that is not understood."""
    return {name: _read(name, kind, given.get(name, "")) for name, kind in get_type_hints(WarehouseSettings).items()}


def _read(name: str, kind: type, text: str) -> Any:
    if kind is bool:
        return text in {"1", "on", "true"}
    if name == "strategy":
        if text not in STRATEGIES:
            raise ValueError(name)
        return text
    try:
        value = kind(text)
    except ValueError:
        raise ValueError(name) from None
    if not LEAST.get(name, 0) <= value < 1_000_000:
        raise ValueError(name)
    return value
