"""What must be known of a carton before any carrier gets it: where to, whom to call, the customs' papers. Pure."""

import re
from collections.abc import Iterator

from app.orders.checks import NO_POSTCODES
from app.shipping.findings import Finding
from app.shipping.parcel import FETCHED, Address, CustomsLine, Parcel

NEEDED = {
    "home": ("customer", "street", "city", "postcode"),
    "overseas": ("customer", "street", "city", "country"),
    "store": ("customer", "store_code", "store_name"),
}
FIELDS = {"customer": "name"}
HOUSE_NUMBER = {
    "TW": re.compile(
        r"[0-9０-９一二三四五六七八九十百]+\s*(?:[之-]\s*[0-9０-９]+\s*)?號|\bNo\.?\s*[0-9]", re.IGNORECASE
    ),
    "CN": re.compile(r"[0-9０-９一二三四五六七八九十百]+\s*(?:号|號|弄|栋|幢|座|室)|\bNo\.?\s*[0-9]", re.IGNORECASE),
}
NUMBERED = frozenset({"TW", "CN"})
"""Elsewhere a house may have a name only: the number is asked for where houses always have one."""
TALL = re.compile(
    r"大樓|大楼|大廈|大厦|公寓|社區|社区|小区|樓之|棟|栋|幢|\bBuilding\b|\bTower\b|\bApartments?\b", re.IGNORECASE
)
FLOOR = re.compile(
    r"[0-9０-９一二三四五六七八九十]+\s*(?:樓|楼|層|层|室)|地下|\b(?:[0-9]+\s*F|F\s*[0-9]+|[0-9]+(?:st|nd|rd|th)\s+floor|floor\s+[0-9]+)\b|\broom\s*[0-9]+",
    re.IGNORECASE,
)
LEAST_DIGITS = 5
CUSTOMS_CODE = re.compile(r"[0-9]{6,14}")
COUNTRY = re.compile(r"[A-Z]{2}")


def readiness(parcel: Parcel) -> list[Finding]:
    """Every reason to give it no label yet, each with what to do, in the order in which a person would mend them."""
    if parcel.mode == FETCHED:  # nobody needs to know where they live
        return [*_measures(parcel), *_cash(parcel)]
    return [*_address(parcel), *_telephone(parcel.to), *_measures(parcel), *_cash(parcel), *_customs(parcel)]


def _address(parcel: Parcel) -> Iterator[Finding]:
    to = parcel.to
    missing = [part for part in NEEDED[parcel.mode] if not getattr(to, FIELDS.get(part, part)).strip()]
    if "postcode" in missing and (to.country in NO_POSTCODES or to.country_said.upper() in NO_POSTCODES):
        missing.remove("postcode")
    if parcel.mode == "home":
        missing += _house(to)
    if missing:
        yield Finding("address_lacks", {"parts": missing})
    if to.country_said and not to.country and parcel.mode != "store":
        yield Finding("country_unknown", {"country": to.country_said})


def _house(to: Address) -> Iterator[str]:
    """House number, and the floor of a house that says by its name that it has many."""
    if not to.street or to.country not in NUMBERED:
        return
    if not HOUSE_NUMBER[to.country].search(to.street):
        yield "house_number"
    if TALL.search(to.street) and not FLOOR.search(to.street):
        yield "floor"


def _telephone(to: Address) -> Iterator[Finding]:
    if len(to.digits) < LEAST_DIGITS:
        yield Finding("telephone_lacks")


def _measures(parcel: Parcel) -> Iterator[Finding]:
    if not parcel.weight_g:
        yield Finding("weight_unknown")


def _cash(parcel: Parcel) -> Iterator[Finding]:
    if parcel.is_cash and parcel.collects is None:
        yield Finding("cash_unknown")


def _customs(parcel: Parcel) -> Iterator[Finding]:
    """Commercial invoice and CN22 or CN23 name each item by code, plain name, origin, weight and value."""
    if parcel.is_abroad:
        for line in parcel.customs:
            missing = list(_missing(line))
            if missing:
                yield Finding("customs_lacks", {"sku": line.sku, "parts": missing})


def _missing(line: CustomsLine) -> Iterator[str]:
    if not CUSTOMS_CODE.fullmatch(re.sub(r"[ .]", "", line.code)):
        yield "customs_code"
    if not (line.name.strip() and line.name.isascii()):
        yield "customs_name"
    if not COUNTRY.fullmatch(line.origin):
        yield "origin"
    if line.value is None or line.value <= 0:
        yield "value"
    if not line.weight_g:
        yield "weight"
