"""From a row of a file to an item and its barcodes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext

from app.catalog.models import CASE, EACH, FLAGS, INNER
from app.tables.columns import Columns
from app.tables.rules import MappingUnclear, Rule, read_mapping, read_rules
from app.tables.values import Unreadable, whole
from app.warehouse.settings import STRATEGIES

FOLDER = Path(__file__).parent / "mappings"
LANGUAGES = {"name_en": "en", "name_zh_Hant": "zh_Hant", "name_zh_Hans": "zh_Hans"}
ATTRIBUTES = ("colour", "size")
MEASURES = ("length_mm", "width_mm", "height_mm", "weight_g")
TRACKS = ("tracks_lot", "tracks_expiry", "tracks_serial")
PACKS = (("barcode", "", EACH), ("inner_barcode", "inner_quantity", INNER), ("case_barcode", "case_quantity", CASE))
CUSTOMS = ("customs_code", "customs_name", "origin")
FIELDS = {
    "sku",
    "picture",
    "flags",
    "more_barcodes",
    "strategy",
    *LANGUAGES,
    *ATTRIBUTES,
    *MEASURES,
    *TRACKS,
    *CUSTOMS,
} | {name for pack in PACKS for name in pack[:2] if name}
YES, NO = {"1", "yes", "true"}, {"0", "no", "false"}

NO_SKU = lazy_gettext("no item code")
SKU_TOO_LONG = lazy_gettext("an item code of more than 40 characters")
CODE_TOO_LONG = lazy_gettext("a barcode of more than 80 characters")
CODE_UNCLEAR = lazy_gettext("a barcode with other signs than letters, digits and punctuation")
PACK_UNCLEAR = lazy_gettext("a barcode without the quantity that it stands for")
FLAG_UNKNOWN = lazy_gettext("a handling flag that is not known")
NOT_YES_NO = lazy_gettext("neither yes nor no")
STRATEGY_UNKNOWN = lazy_gettext("a strategy that is not known")
CUSTOMS_CODE_UNCLEAR = lazy_gettext("a customs code that has not 6 to 14 digits")
CUSTOMS_NAME_UNCLEAR = lazy_gettext("a customs name with other signs than English ones")
ORIGIN_UNCLEAR = lazy_gettext("a country of origin that is not two letters, such as TW")
NOT_A_MEASURE = lazy_gettext("a measure that is not more than 0")


@dataclass(frozen=True)
class ItemMapping:
    """`repeats`: the file names an item on many rows, and the first that describes it counts."""

    rules: dict[str, Rule]
    repeats: bool = False
    without: frozenset[str] = frozenset()
    without_prefixes: tuple[str, ...] = ()

    def is_item(self, sku: str) -> bool:
        code = sku.upper()
        return code not in self.without and not (self.without_prefixes and code.startswith(self.without_prefixes))


@dataclass
class NewItem:
    """`columns` holds what the file says, and nothing that it leaves empty; `codes` are code, unit and quantity."""

    sku: str
    columns: dict[str, Any]
    codes: list[tuple[str, str, int]] = field(default_factory=list)
    strategy: str = ""


def item_mapping(name: str) -> ItemMapping:
    """The mapping of that name, or from a file. Raises NoSuchMapping or MappingUnclear."""
    given = read_mapping(name, FOLDER)
    for key in given.keys() - {"item", "repeats", "without", "without_prefixes"}:
        raise MappingUnclear(name=name, key=key)
    rules = read_rules(given.get("item"), FIELDS, name)
    if "sku" not in rules:
        raise MappingUnclear(name=name, key="sku")
    return ItemMapping(
        rules,
        bool(given.get("repeats", False)),
        frozenset(code.upper() for code in given.get("without", ())),
        tuple(prefix.upper() for prefix in given.get("without_prefixes", ())),
    )


def read_item(columns: Columns, values: Sequence[str]) -> NewItem:
    """The row's item. Raises Unreadable."""
    texts = {name: columns.read(name, values, "") for name in columns.rules}
    sku = texts["sku"]
    if not sku:
        raise Unreadable(NO_SKU)
    if len(sku) > 40:
        raise Unreadable(SKU_TOO_LONG)
    found: dict[str, Any] = {}
    names = {language: texts[name][:200] for name, language in LANGUAGES.items() if texts.get(name)}
    attributes = {name: texts[name][:80] for name in ATTRIBUTES if texts.get(name)}
    found |= {"names": names} if names else {}
    found |= {"attributes": attributes} if attributes else {}
    found |= _customs(texts)
    found |= {"picture": texts["picture"][:200]} if texts.get("picture") else {}
    for readers, names_read in ((_measure, MEASURES), (_yes, TRACKS), (_flags, ("flags",))):
        values_read = {name: columns.parse(name, values, "", readers) for name in names_read}
        found |= {name: value for name, value in values_read.items() if value is not None}
    return NewItem(sku, found, _codes(texts), columns.parse("strategy", values, "", _strategy) or "")


def _customs(texts: Mapping[str, str]) -> dict[str, Any]:
    """For parcels abroad: the tariff's code as digits, a plain English name, and a country of two letters."""
    code, origin = re.sub(r"[ .]", "", texts.get("customs_code", "")), texts.get("origin", "").upper()
    name = texts.get("customs_name", "")
    if code and not re.fullmatch("[0-9]{6,14}", code):
        raise Unreadable(CUSTOMS_CODE_UNCLEAR)
    if origin and not re.fullmatch("[A-Z]{2}", origin):
        raise Unreadable(ORIGIN_UNCLEAR)
    if name and not (name.isascii() and name.isprintable()):
        raise Unreadable(CUSTOMS_NAME_UNCLEAR)
    said = {"customs_code": code, "customs_name": name[:80], "origin": origin}
    return {key: value for key, value in said.items() if value}


def _measure(text: str) -> int:
    value = whole(text)
    if value <= 0:
        raise Unreadable(NOT_A_MEASURE)
    return value


def _yes(text: str) -> bool:
    if text not in YES | NO:
        raise Unreadable(NOT_YES_NO)
    return text in YES


def _flags(text: str) -> list[str]:
    flags = [flag for flag in text.replace(",", " ").replace(";", " ").split() if flag]
    if not set(flags) <= set(FLAGS):
        raise Unreadable(FLAG_UNKNOWN)
    return sorted(set(flags))


def _strategy(text: str) -> str:
    if text not in STRATEGIES:
        raise Unreadable(STRATEGY_UNKNOWN)
    return text


def _codes(texts: Mapping[str, str]) -> list[tuple[str, str, int]]:
    found = []
    for code, quantity, unit in PACKS:
        if texts.get(code):
            found.append(_code(texts[code], unit, texts.get(quantity, "") if quantity else "1"))
    for pair in filter(None, (each.strip() for each in texts.get("more_barcodes", "").split(";"))):
        code, _, quantity = pair.rpartition("=")
        found.append(_code(code, EACH if quantity.strip() == "1" else INNER, quantity.strip()))
    return found


def _code(code: str, unit: str, quantity: str) -> tuple[str, str, int]:
    code = code.strip()
    if len(code) > 80:
        raise Unreadable(CODE_TOO_LONG)
    if not code.isascii() or not code.isprintable() or " " in code:
        raise Unreadable(CODE_UNCLEAR)
    if not code or not quantity or whole(quantity) <= 0:
        raise Unreadable(PACK_UNCLEAR)
    return code, unit, whole(quantity)
