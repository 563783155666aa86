"""A warehouse's settings: each with its default and one sentence that an admin reads."""

from dataclasses import dataclass, fields
from typing import Any, get_type_hints

from flask_babel import LazyString, lazy_gettext

from app.planning.paths.policies import POLICIES
from app.warehouse.models import Warehouse

STRATEGIES = ("fifo", "fefo", "nearest", "smallest")
PATH_POLICIES = tuple(POLICIES)
"""The shortest walk, or one of the classic ones for a warehouse that insists."""
NONE, PARALLEL, PASS = "none", "parallel", "pass"
ZONE_MODES = (NONE, PARALLEL, PASS)

CHOICES = {"strategy": STRATEGIES, "path_policy": PATH_POLICIES, "zone_mode": ZONE_MODES}
"""Settings that are one of a few words."""

MEANINGS: dict[str, LazyString] = {
    "scan_bin": lazy_gettext("The bin is scanned before the item."),
    "scan_item": lazy_gettext("The item is scanned."),
    "scan_tote": lazy_gettext("The tote is scanned after the item."),
    "bin_stands_for_item": lazy_gettext("Where a bin holds one item and one lot only, its scan counts for the item."),
    "count_each": lazy_gettext("Every unit is scanned; otherwise once, and the quantity is confirmed."),
    "zero_check": lazy_gettext("When a bin should be empty after a pick, the picker is asked whether it is."),
    "swap_lots": lazy_gettext(
        "A picker may take another lot that lies in the bin, if it is good and free; under fefo only one that expires "
        "no later."
    ),
    "scan_settle_ms": lazy_gettext("Milliseconds of silence after which a scan without an end key is over."),
    "idle_lock_minutes": lazy_gettext("Minutes without a touch or a scan after which a handheld locks; 0: never."),
    "strategy": lazy_gettext("Which stock is allocated first: fifo, fefo, nearest to the path, or smallest bin first."),
    "whole_orders_first": lazy_gettext("Orders that can be filled whole are allocated before the others."),
    "cart_places": lazy_gettext("Places for totes on a cart."),
    "orders_per_tote": lazy_gettext(
        "Orders that share the totes of a walk in bulk, 40 at most; 1: orders are never mixed, and no wave is in bulk."
    ),
    "cart_units": lazy_gettext("Units that a cart holds; 0 for no limit."),
    "cart_volume_l": lazy_gettext("Litres that a cart holds; 0 for no limit."),
    "cart_weight_kg": lazy_gettext("Kilograms that a cart holds; 0 for no limit."),
    "path_policy": lazy_gettext("How a walk goes: optimal is the shortest, the others are the classic ways."),
    "planning_seconds": lazy_gettext(
        "Seconds that the planning of a large wave may take; a small one takes less. More makes shorter walks."
    ),
    "mix_priorities": lazy_gettext("Orders of different priorities may share a cart."),
    "zone_mode": lazy_gettext(
        "Zones: none, they do not matter; parallel, each zone's part of an order is a task of its own, "
        "and the totes meet in the lane; pass, a cart goes from zone to zone, and each adds to the same totes."
    ),
    "wave_pickers": lazy_gettext("Pickers who walk for a wave at the same time: by them it is planned what is late."),
    "walking_speed": lazy_gettext("Metres that a picker walks in a second."),
    "seconds_per_pick": lazy_gettext("Seconds that a picker stands at a stop for one line."),
    "easy_levels": lazy_gettext("Levels of a bay, from the floor, that a picker reaches without a step or a truck."),
    "seconds_per_level": lazy_gettext(
        "Seconds that each level above those takes more, where the layout file does not say it."
    ),
    "days_to_ship": lazy_gettext(
        "Days that the shop takes before an order leaves; the cut-off after them is its promise."
    ),
    "telephone_needed": lazy_gettext("An order for home delivery or store pick-up without telephone is held."),
    "amount_tolerance": lazy_gettext("By how much an order's amount may differ from its lines and charges."),
}

LEAST = {"cart_places": 1, "orders_per_tote": 1, "scan_settle_ms": 50, "wave_pickers": 1, "walking_speed": 0.1}
"""Less of these and no cart carries anything, no scan is ever whole, nobody walks; all others may be 0."""


@dataclass(frozen=True)
class WarehouseSettings:
    scan_bin: bool = True
    scan_item: bool = True
    scan_tote: bool = True
    bin_stands_for_item: bool = False
    count_each: bool = False
    zero_check: bool = True
    swap_lots: bool = True
    scan_settle_ms: int = 200
    idle_lock_minutes: int = 5
    strategy: str = "fifo"
    whole_orders_first: bool = True
    cart_places: int = 6
    orders_per_tote: int = 40
    cart_units: int = 400
    cart_volume_l: int = 600
    cart_weight_kg: int = 150
    path_policy: str = "optimal"
    planning_seconds: int = 5
    mix_priorities: bool = True
    zone_mode: str = NONE
    wave_pickers: int = 3
    walking_speed: float = 1.2
    seconds_per_pick: float = 10.0
    easy_levels: int = 2
    seconds_per_level: float = 4.0
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
    if name in CHOICES:
        if text not in CHOICES[name]:
            raise ValueError(name)
        return text
    try:
        value = kind(text)
    except ValueError:
        raise ValueError(name) from None
    if not LEAST.get(name, 0) <= value < 1_000_000:
        raise ValueError(name)
    return value
