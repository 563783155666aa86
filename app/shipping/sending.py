"""A parcel and a label as JSON keeps them, so that what was asked for is what is sent, and a reprint is the same."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from app.shipping.carriers import Account, Made
from app.shipping.choice import Offer
from app.shipping.parcel import Address, CustomsLine, Parcel

MONEY = ("value", "collects", "insured_for")


def kept_parcel(parcel: Parcel) -> dict[str, Any]:
    """What the carrier gets to know; wish and promise are not its business."""
    return {
        "carton": parcel.carton,
        "order": parcel.order,
        "mode": parcel.mode,
        "to": dict(vars(parcel.to)),
        "weight_g": parcel.weight_g,
        "sides_mm": list(parcel.sides_mm) if parcel.sides_mm else None,
        "flags": sorted(parcel.flags),
        "goods": parcel.goods,
        "currency": parcel.currency,
        "customs": [vars(line) | {"value": _text(line.value)} for line in parcel.customs],
        **{name: _text(getattr(parcel, name)) for name in MONEY},
    }


def read_parcel(kept: dict[str, Any]) -> Parcel:
    return Parcel(
        carton=kept["carton"],
        order=kept["order"],
        mode=kept["mode"],
        to=Address(**kept["to"]),
        weight_g=kept["weight_g"],
        sides_mm=tuple(kept["sides_mm"]) if kept["sides_mm"] else None,
        flags=frozenset(kept["flags"]),
        goods=kept["goods"],
        currency=kept["currency"],
        customs=tuple(CustomsLine(**(line | {"value": _money(line["value"])})) for line in kept["customs"]),
        value=_money(kept["value"]),
        collects=_money(kept["collects"]),
        insured_for=_money(kept["insured_for"]),
    )


def label_of(parcel: Parcel, offer: Offer, account: Account, made: Made, at: datetime) -> dict[str, Any]:
    """All that the waybill's paper shows."""
    return {
        "number": made.number,
        "carrier": offer.carrier,
        "service": offer.name,
        "from": dict(vars(account.sender)),
        "made_at": at.isoformat(),
        **kept_parcel(parcel),
        "carriers": dict(made.label),
    }


def _text(money: Decimal | None) -> str | None:
    return None if money is None else str(money)


def _money(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def covers(kept: dict[str, Any], parcel: Parcel, spare_g: int) -> bool:
    """Whether what a carrier was told of a carton is true of it yet.

    It may be lighter than was declared, or insured for less; heavier by no more than `spare_g`, which no scale tells
    from another. All else, what is in it too, must be the same.
    """
    now = kept_parcel(parcel)
    at_most = {"weight_g": spare_g, "insured_for": 0}
    same = all(kept.get(name) == said for name, said in now.items() if name not in at_most)
    return same and all(_is_within(kept.get(name), now[name], spare) for name, spare in at_most.items())


def _is_within(declared: Any, said: Any, spare: int) -> bool:
    if declared is None or said is None:
        return declared is said
    return Decimal(said) <= Decimal(declared) + spare
