"""Texts by language with what its readers read next best; numbers as they write them."""

from decimal import Decimal

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale

from app.catalog.models import Item
from app.errors import DomainError
from app.languages import as_read, gettext, ngettext

MUG = {"en": "Red mug", "zh_Hant": "紅色馬克杯", "zh_Hans": "红色马克杯"}


@pytest.mark.parametrize(
    ("known", "language", "read"),
    [
        ({"en", "zh_Hant", "zh_Hans"}, "zh_Hant", "zh_Hant"),
        ({"en", "zh_Hans"}, "zh_Hant", "zh_Hans"),
        ({"en", "zh_Hant"}, "zh_Hans", "zh_Hant"),
        ({"en"}, "zh_Hant", "en"),
        ({"zh_Hant", "zh_Hans"}, "en", "zh_Hant"),
        ({"en", "zh_Hant"}, "en", "en"),
    ],
)
def test_an_item_without_a_name_in_the_language_has_the_next_best(known: set[str], language: str, read: str) -> None:
    names = {code: name for code, name in MUG.items() if code in known}
    item = Item(sku="MUG-1", names=names, attributes={"colour": names, "size": "L", "fit": {}})

    assert item.name(language) == MUG[read]
    assert item.variant(language) == f"{MUG[read]} · L"


def test_an_item_without_any_name_is_called_by_its_sku() -> None:
    assert Item(sku="MUG-1", names={}).name("zh_Hant") == "MUG-1"
    assert Item(sku="MUG-1", names={"en": ""}).name("zh_Hant") == "MUG-1"


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("count", 12345, "12,345"),
        ("metres", 1234.56, "1,234.56"),
        ("amount", Decimal("1200.5"), "1,200.5"),
        ("number", 12345, 12345),  # a wave's name
        ("address", "A-03-2", "A-03-2"),
        ("left", "{left}", "{left}"),
        ("is_done", True, True),
    ],
)
def test_counts_and_measures_are_written_for_people_and_names_are_left_alone(
    name: str, value: object, read: object
) -> None:
    assert as_read(name, value) == read


def test_a_text_of_a_page_is_filled_with_numbers_of_its_language_and_escapes_the_rest(app: Flask) -> None:
    text = (
        "{{ ngettext('%(num)s order', '%(num)s orders', 12345) }}|{{ _('Wave %(number)s', number=12345) }}|"
        "{{ _('Order %(number)s', number='<b>') }}"
    )
    with app.test_request_context(), force_locale("en"):
        assert render_template_string(text) == "12,345 orders|Wave 12345|Order &lt;b&gt;"
    with app.test_request_context(), force_locale("zh_Hant"):
        assert render_template_string(text).startswith("12,345 ")
        assert "orders" not in render_template_string(text)


def test_a_refusal_writes_its_numbers_too() -> None:
    refusal = DomainError(most=12345, number=12345)
    refusal.message = "Only %(most)s fit into wave %(number)s."  # type: ignore[misc]

    assert str(refusal) == "Only 12,345 fit into wave 12345."


def test_a_text_of_the_program_writes_its_numbers_as_those_of_a_page(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        assert gettext("Wave %(number)s: %(orders)s orders.", number=1200, orders=1200) == "Wave 1200: 1,200 orders."
        assert ngettext("%(num)s order", "%(num)s orders", 1200) == "1,200 orders"
        assert gettext("100 % cotton") == "100 % cotton"
    with app.test_request_context(), force_locale("zh_Hant"):
        assert "orders" not in gettext("Wave %(number)s: %(orders)s orders.", number=1, orders=1)
