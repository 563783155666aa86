"""What a carrier's service takes and for how much, and why it does not take a parcel. Pure.

`takes` and `prices` of a Service are kept as JSON: docs/carriers.md tells their fields.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from typing import Any

from app.catalog.models import FLAGS
from app.orders.models import DELIVERY_MODES
from app.shipping.findings import Finding
from app.shipping.parcel import FETCHED, Parcel

MOST = 10**9
BROUGHT = tuple(mode for mode in DELIVERY_MODES if mode != FETCHED)
"""What a service delivers that names no way: nobody carries what the customer comes for."""


class NotUnderstood(ValueError):
    """The message names the field, or the line of the price table."""


@dataclass(frozen=True)
class Takes:
    """Empty and None stand for no limit; weights in g, sides in mm, money in the warehouse's own.

    `volume_divisor`: cubic centimetres that count as a kilogram; `refuses` are handling flags of items. `cash_most`
    and `insured_most` of 0: it neither collects nor insures. `stores`: words of which one stands in the store's name.
    """

    modes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    not_countries: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    not_postcodes: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    weight_g: int | None = None
    longest_mm: int | None = None
    sides_mm: int | None = None
    volume_divisor: int | None = None
    cash_most: int | None = 0
    insured_most: int | None = 0
    value_most: int | None = None


@dataclass(frozen=True)
class Price:
    """For up to so many g, to these countries or to all."""

    up_to_g: int
    price: Decimal
    countries: tuple[str, ...] = ()


def read_takes(kept: Mapping[str, Any]) -> Takes:
    """As it is kept; what is not known is left out."""
    known = {field.name for field in fields(Takes)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items() if name in known
    }
    return Takes(**values)


def read_prices(kept: Sequence[Mapping[str, Any]]) -> tuple[Price, ...]:
    return tuple(Price(row["up_to_g"], Decimal(row["price"]), tuple(row.get("countries", ()))) for row in kept)


def refusals(parcel: Parcel, takes: Takes) -> list[Finding]:
    """Every reason why the service does not take the parcel."""
    return [*_where(parcel, takes), *_size(parcel, takes), *_goods(parcel, takes), *_money(parcel, takes)]


def chargeable_g(parcel: Parcel, takes: Takes) -> int:
    """The weight that is paid for: by scale, or by volume where that is more."""
    weight = parcel.weight_g or 0
    if not (takes.volume_divisor and parcel.sides_mm):
        return weight
    length, width, height = parcel.sides_mm
    return max(weight, -(-length * width * height // takes.volume_divisor))


def price_of(parcel: Parcel, takes: Takes, prices: Sequence[Price]) -> Decimal | None:
    """The first row that has the country by name, else the first for all; nothing when no row is heavy enough."""
    weight = chargeable_g(parcel, takes)
    enough = sorted((row for row in prices if row.up_to_g >= weight), key=lambda row: row.up_to_g)
    named = [row for row in enough if parcel.to.country in row.countries]
    return next((row.price for row in (*named, *(row for row in enough if not row.countries))), None)


def _where(parcel: Parcel, takes: Takes) -> Iterator[Finding]:
    to = parcel.to
    if parcel.mode not in (takes.modes or BROUGHT):
        yield Finding("mode")
    if parcel.mode == FETCHED:
        return
    is_home = not to.country_said and not parcel.is_abroad  # who names no country means this one
    if not is_home and ((takes.countries and to.country not in takes.countries) or to.country in takes.not_countries):
        yield Finding("country", {"country": to.country or to.country_said})
    if parcel.mode == "store":
        if takes.stores and not any(word.casefold() in to.store_name.casefold() for word in takes.stores):
            yield Finding("store", {"store": to.store_name})
        return
    postcode = to.postcode.replace(" ", "").upper()
    wanted = not takes.postcodes or postcode.startswith(takes.postcodes)
    if not wanted or (takes.not_postcodes and postcode.startswith(takes.not_postcodes)):
        yield Finding("postcode", {"postcode": to.postcode})


def _size(parcel: Parcel, takes: Takes) -> Iterator[Finding]:
    if takes.weight_g is not None and (parcel.weight_g or 0) > takes.weight_g:
        yield Finding("weight", {"weight": (parcel.weight_g or 0) / 1000, "most": takes.weight_g / 1000})
    if not (takes.longest_mm or takes.sides_mm):
        return
    if parcel.sides_mm is None:
        yield Finding("sides_unknown")
        return
    if takes.longest_mm and max(parcel.sides_mm) > takes.longest_mm:
        yield Finding("longest", {"side": max(parcel.sides_mm) / 10, "most": takes.longest_mm / 10})
    if takes.sides_mm and sum(parcel.sides_mm) > takes.sides_mm:
        yield Finding("sides", {"sides": sum(parcel.sides_mm) / 10, "most": takes.sides_mm / 10})


def _goods(parcel: Parcel, takes: Takes) -> Iterator[Finding]:
    refused = sorted(parcel.flags & set(takes.refuses))
    if refused:
        yield Finding("goods", {"goods": refused})


def _money(parcel: Parcel, takes: Takes) -> Iterator[Finding]:
    if parcel.collects is not None:
        yield from _limit(parcel.collects, takes.cash_most, "no_cash", "cash")
    if parcel.insured_for:
        yield from _limit(parcel.insured_for, takes.insured_most, "not_insured", "insured")
    if takes.value_most is not None and parcel.value is not None and parcel.value > takes.value_most:
        yield Finding("value", {"amount": f"{parcel.value:.2f}", "most": takes.value_most})


def _limit(amount: Decimal, most: int | None, none: str, too_much: str) -> Iterator[Finding]:
    if most == 0 and amount:
        yield Finding(none)
    elif most is not None and amount > most:
        yield Finding(too_much, {"amount": f"{amount:.2f}", "most": most})


LISTS = {"modes": DELIVERY_MODES, "refuses": FLAGS}
"""Fields whose words are known."""
CODES = ("countries", "not_countries", "postcodes", "not_postcodes")
KILOGRAMS, CENTIMETRES = ("weight_g",), ("longest_mm", "sides_mm")


def takes_of_form(given: Mapping[str, str], chosen: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A form's fields as they are kept: kilograms and centimetres become g and mm. Raises NotUnderstood."""
    kept: dict[str, Any] = {
        name: [one for one in chosen.get(name, ()) if one in known] for name, known in LISTS.items()
    }
    for name in CODES:
        kept[name] = sorted({one.upper() for one in given.get(name, "").replace(",", " ").split()})
    kept["stores"] = [one.strip() for one in given.get("stores", "").split(",") if one.strip()]
    for name, factor in (("weight_g", 1000), ("longest_mm", 10), ("sides_mm", 10), ("volume_divisor", 1)):
        kept[name] = _number(name, given.get(name, ""), factor)
    for name in ("cash_most", "insured_most", "value_most"):
        kept[name] = _number(name, given.get(name, ""), 1)
    return kept


def prices_of_text(text: str) -> list[dict[str, Any]]:
    """A price table, a row a line: up to kg, price, and countries or nothing. Raises NotUnderstood."""
    return [_row(line) for line in text.splitlines() if line.strip()]


def prices_as_text(kept: Sequence[Mapping[str, Any]]) -> str:
    rows = ((Decimal(row["up_to_g"]) / 1000, row["price"], " ".join(row.get("countries", ()))) for row in kept)
    return "\n".join(f"{kilograms.normalize():f} {price} {countries}".strip() for kilograms, price, countries in rows)


def _row(line: str) -> dict[str, Any]:
    weight, _, rest = line.replace(",", " ").strip().partition(" ")
    price, *countries = rest.split() or [""]
    try:
        amount = Decimal(price)
    except InvalidOperation:
        raise NotUnderstood(line.strip()[:40]) from None
    if not (amount.is_finite() and 0 <= amount < MOST):
        raise NotUnderstood(line.strip()[:40])
    up_to = _number(line.strip()[:40], weight, 1000)
    if not up_to:
        raise NotUnderstood(line.strip()[:40])
    return {"up_to_g": up_to, "price": str(amount), "countries": [one.upper() for one in countries]}


def _number(name: str, text: str, factor: int) -> int | None:
    if not text.strip():
        return None
    try:
        value = Decimal(text.strip()) * factor
    except InvalidOperation:
        raise NotUnderstood(name) from None
    if not (value.is_finite() and 0 <= value < MOST):
        raise NotUnderstood(name)
    return int(value.to_integral_value(ROUND_CEILING))
