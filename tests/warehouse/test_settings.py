"""A warehouse's settings: each documented, each with its default."""

from dataclasses import fields
from pathlib import Path

import pytest

from app.warehouse.layout import reach_seconds_of
from app.warehouse.models import Warehouse
from app.warehouse.settings import WarehouseSettings, read_settings, settings_of
from app.warehouse.settings_words import MEANINGS

DOCS = Path(__file__).parents[2] / "docs" / "warehouse-settings.md"
FORM = {field.name: str(field.default) for field in fields(WarehouseSettings)} | {"scan_bin": "1"}


@pytest.mark.parametrize("field", fields(WarehouseSettings), ids=lambda field: field.name)
def test_the_docs_name_each_with_its_default_and_meaning(field: object) -> None:
    name, default = field.name, field.default  # type: ignore[attr-defined]

    assert f"| `{name}` | {default} | {MEANINGS[name]} |" in DOCS.read_text()


def test_what_is_not_set_has_its_default() -> None:
    settings = settings_of(Warehouse(settings={"scan_bin": False, "gone_since": 1}))

    assert settings.scan_bin is False
    assert settings.cart_places == WarehouseSettings().cart_places


def test_a_form_is_read_by_kind() -> None:
    settings = read_settings(FORM | {"cart_places": "8", "amount_tolerance": "1.5", "strategy": "fefo"})

    assert (settings["scan_bin"], settings["scan_tote"]) == (True, False)
    assert (settings["cart_places"], settings["amount_tolerance"], settings["strategy"]) == (8, 1.5, "fefo")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cart_places", "many"),
        ("cart_units", "-1"),
        ("strategy", "lifo"),
        ("amount_tolerance", "nan"),
        ("cart_places", "0"),
        ("scan_settle_ms", "0"),
        ("path_policy", "shortcut"),
        ("zone_mode", "somehow"),
        ("wave_pickers", "0"),
        ("walking_speed", "0"),
        ("day_begins", "8"),
        ("day_begins", "24:00"),
        ("day_ends", "08:59"),
        ("hours_for_case", "1000"),
    ],
)
def test_what_is_not_understood_is_named(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=name):
        read_settings(FORM | {name: text})


def test_reaching_up_takes_what_the_layout_says_or_else_what_the_settings_say() -> None:
    settings = {"easy_levels": 1, "seconds_per_level": 3.0}

    assert reach_seconds_of(Warehouse(settings=settings, layout={"levels": 3})) == (0, 3, 6)
    assert reach_seconds_of(Warehouse(settings={}, layout={"levels": 4, "level_seconds": []})) == (0, 0, 4, 8)
    assert reach_seconds_of(Warehouse(settings=settings, layout={"levels": 2, "level_seconds": [1, 9]})) == (1, 9)
    assert reach_seconds_of(Warehouse(settings=settings)) == (0,)
