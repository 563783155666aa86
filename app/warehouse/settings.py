"""A warehouse's settings, each with its default; what they mean stands in settings_words."""

import re
from dataclasses import dataclass, fields
from datetime import time
from typing import Any, get_type_hints

from app.languages import LANGUAGES
from app.planning.paths.policies import POLICIES
from app.warehouse.models import Warehouse

STRATEGIES = ("fifo", "fefo", "nearest", "smallest")
PATH_POLICIES = tuple(POLICIES)
"""The shortest walk, or one of the classic ones for a warehouse that insists."""
NONE, PARALLEL, PASS = "none", "parallel", "pass"
ZONE_MODES = (NONE, PARALLEL, PASS)

CHOICES = {
    "strategy": STRATEGIES,
    "path_policy": PATH_POLICIES,
    "zone_mode": ZONE_MODES,
    "paper_language": tuple(LANGUAGES),
}
"""Settings that are one of a few words."""

CLOCK = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
CLOCKS = ("day_begins", "day_ends")
"""Settings that are a time of day."""
_FLAG = "[A-Za-z0-9_-]{1,20}=(fragile|liquid|dangerous|keep_upright|perishable)"
PATTERNS = {
    "gs1_prefix": re.compile("[0-9]{7,10}"),
    "zone_flags": re.compile(f"({_FLAG}( *, *{_FLAG})*)?"),
} | dict.fromkeys(CLOCKS, CLOCK)
"""Settings that are a text of a form."""

LEAST = {
    "cart_places": 1,
    "orders_per_tote": 1,
    "scan_settle_ms": 50,
    "wave_pickers": 1,
    "walking_speed": 0.1,
    "stock_service_percent": 50,
    "days_to_restock": 1,
    "days_to_dead_stock": 1,
    "count_stops": 1,
    "refill_stops": 1,
}
"""Less of these and no cart carries anything, no scan is ever whole, nobody walks; all others may be 0."""

MOST = {
    "hours_for_case": 999,
    "stock_service_percent": 99.9,
    "days_to_restock": 180,
    "days_per_purchase": 365,
    "days_to_dead_stock": 3650,
    "count_stops": 200,
}
SHORTEST_DAY = 60
"""Minutes."""


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
    put_back_first: bool = False
    mix_items: bool = False
    bin_volume_l: int = 0
    reserve_volume_l: int = 0
    heavy_kg: float = 15.0
    zone_flags: str = ""
    refill_stops: int = 8
    mix_priorities: bool = True
    zone_mode: str = NONE
    wave_pickers: int = 3
    walking_speed: float = 1.2
    seconds_per_pick: float = 10.0
    easy_levels: int = 2
    seconds_per_level: float = 4.0
    days_to_ship: int = 0
    days_to_deliver: int = 3
    days_without_news: int = 3
    day_begins: str = "08:00"
    day_ends: str = "17:00"
    hours_for_case: int = 8
    telephone_needed: bool = True
    label_when_closed: bool = True
    paper_language: str = "en"
    amount_tolerance: float = 0.01
    pack_each: bool = True
    weigh_cartons: bool = True
    weight_tolerance_percent: float = 4.0
    weight_tolerance_g: int = 30
    verify_by_second: bool = False
    adjust_units: int = 5
    adjust_percent: float = 10.0
    count_stops: int = 30
    count_per_day: int = 50
    count_days_a: int = 30
    count_days_b: int = 90
    count_days_c: int = 180
    count_tolerance_units: int = 0
    count_tolerance_percent: float = 0.0
    count_tolerance_value: float = 0.0
    count_approve_above: int = 5
    days_of_customer_data: int = 730
    stock_service_percent: float = 95.0
    days_to_restock: int = 14
    days_per_purchase: int = 14
    days_to_dead_stock: int = 90
    gs1_prefix: str = "0000000"


def settings_of(warehouse: Warehouse) -> WarehouseSettings:
    """What the warehouse set, and the defaults for the rest."""
    known = {field.name for field in fields(WarehouseSettings)}
    return WarehouseSettings(**{name: value for name, value in warehouse.settings.items() if name in known})


def read_settings(given: dict[str, str]) -> dict[str, Any]:
    """A form's texts as settings; raises ValueError naming the field that is not understood."""
    read = {name: _read(name, kind, given.get(name, "")) for name, kind in get_type_hints(WarehouseSettings).items()}
    if _minutes(read["day_ends"]) - _minutes(read["day_begins"]) < SHORTEST_DAY:
        raise ValueError("day_ends")
    return read


def _minutes(text: str) -> int:
    at = time.fromisoformat(text)
    return at.hour * 60 + at.minute


def _read(name: str, kind: type, text: str) -> Any:
    if kind is bool:
        return text in {"1", "on", "true"}
    if name in CHOICES:
        if text not in CHOICES[name]:
            raise ValueError(name)
        return text
    if name in PATTERNS:
        if not PATTERNS[name].fullmatch(text):
            raise ValueError(name)
        return text
    try:
        value = kind(text)
    except ValueError:
        raise ValueError(name) from None
    if not LEAST.get(name, 0) <= value <= MOST.get(name, 999_999):
        raise ValueError(name)
    return value
