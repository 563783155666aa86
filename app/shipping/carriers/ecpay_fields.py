"""A parcel's sender and receiver as ECPay's fields want them: their lengths, and the signs that they forbid. Pure."""

import re
import unicodedata

from app.shipping.carriers.adapter import Account
from app.shipping.parcel import Address, Parcel

FORBIDDEN = re.compile(r"[\^'`!@#%&*+\\\"<>|_\[\]‘’“”\x00-\x1f]")
NAME_WIDTH = 10
"""Ten Latin letters or five Chinese ones."""
ADDRESS_LENGTH = 60
MOBILE = re.compile(r"09[0-9]{8}")


def said_name(text: str, longest: int) -> str:
    """Without the signs that the carrier forbids."""
    return " ".join(FORBIDDEN.sub(" ", text).split())[:longest]


def person(name: str) -> str:
    """A name of at most ten signs' width, without forbidden signs and, but between Latin words, without blanks."""
    clean, width, kept = said_name(name, 60), 0, ""
    for sign in clean:
        width += 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if width > NAME_WIDTH:
            break
        kept += sign
    return kept.strip()


def store_fields(parcel: Parcel, account: Account) -> dict[str, str]:
    return {
        "SenderName": person(account.sender.name),
        "SenderCellPhone": account.sender.digits,
        "ReceiverName": person(parcel.to.name),
        "ReceiverCellPhone": parcel.to.digits,
        "ReceiverEmail": parcel.to.email[:50],
        "ReceiverStoreID": parcel.to.store_code[:6],
    }


def home_fields(parcel: Parcel, account: Account) -> dict[str, str]:
    """The three sides make the size class of T-Cat: 60, 90, 120 or 150 cm."""
    return {
        **_person("Sender", account.sender),
        **_person("Receiver", parcel.to),
        "ReceiverEmail": parcel.to.email[:50],
        "Temperature": "0001",
        "Specification": _specification(parcel),
        "ScheduledPickupTime": "4",
        "ScheduledDeliveryTime": "4",
    }


def _person(role: str, address: Address) -> dict[str, str]:
    mobile = bool(MOBILE.fullmatch(address.digits))
    return {
        f"{role}Name": person(address.name),
        f"{role}CellPhone" if mobile else f"{role}Phone": address.digits[:20],
        f"{role}ZipCode": re.sub(r"[^0-9]", "", address.postcode)[:6],
        f"{role}Address": said_name(f"{address.region}{address.city}{address.street}", ADDRESS_LENGTH),
    }


def _specification(parcel: Parcel) -> str:
    total = sum(parcel.sides_mm or (0, 0, 0))
    return next((code for most, code in ((600, "0001"), (900, "0002"), (1200, "0003")) if total <= most), "0004")
