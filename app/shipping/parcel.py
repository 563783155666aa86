"""A carton as a carrier sees it. Pure."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from babel import Locale

FETCHED = "self"
"""The delivery mode of what the customer comes for."""
READ_IN = ("en", "zh_Hant", "zh_Hans")
ALSO = {
    "UK": "GB",
    "GREAT BRITAIN": "GB",
    "ENGLAND": "GB",
    "EIRE": "IE",
    "USA": "US",
    "U.S.A.": "US",
    "KOREA": "KR",
    "TAIWAN, R.O.C.": "TW",
    "TAIWAN R.O.C.": "TW",
    "臺灣": "TW",
    "中華民國": "TW",
    "CHINA MAINLAND": "CN",
    "中国大陆": "CN",
    "中國大陸": "CN",
    "HONG KONG": "HK",
    "MACAU": "MO",
    "RSA": "ZA",
}
"""Names of countries that shops write and lists do not have."""


@dataclass(frozen=True)
class Address:
    """`country` is ISO's two letters, or empty where `country_said` is no country that anybody knows."""

    name: str = ""
    telephone: str = ""
    email: str = ""
    country: str = ""
    country_said: str = ""
    region: str = ""
    city: str = ""
    postcode: str = ""
    street: str = ""
    store_code: str = ""
    store_name: str = ""

    @property
    def digits(self) -> str:
        """The telephone number's digits, without the country in front."""
        digits = re.sub(r"[^0-9]", "", self.telephone)
        return f"0{digits[3:].removeprefix('0')}" if self.country == "TW" and digits.startswith("886") else digits


@dataclass(frozen=True)
class CustomsLine:
    """Units of one item as the customs want them: `value` and `weight_g` are of all of them together."""

    sku: str
    name: str
    code: str
    origin: str
    units: int
    weight_g: int | None
    value: Decimal | None


@dataclass(frozen=True)
class Parcel:
    """Weights in g, sides in mm, the longest first; `value` is of the goods, `collects` cash on delivery.

    `wish` is the carrier that the customer asked for; `due_at` when it should leave, `wanted_on` be there.
    """

    carton: str
    order: str
    mode: str
    to: Address
    weight_g: int | None = None
    sides_mm: tuple[int, int, int] | None = None
    flags: frozenset[str] = frozenset()
    goods: str = ""
    value: Decimal | None = None
    currency: str = ""
    is_cash: bool = False
    collects: Decimal | None = None
    insured_for: Decimal | None = None
    customs: tuple[CustomsLine, ...] = field(default=())
    wish: str = ""
    due_at: datetime | None = None
    wanted_on: date | None = None

    @property
    def is_abroad(self) -> bool:
        """Whether it passes the customs."""
        return self.mode == "overseas"


def country_code(said: str) -> str:
    """ISO's two letters of a country as a shop writes it; empty when nobody knows it."""
    name = " ".join(said.split()).upper()
    return _countries().get(name, "")


@cache
def _countries() -> dict[str, str]:
    known = dict[str, str]()
    for language in READ_IN:
        for code, name in Locale.parse(language).territories.items():
            if re.fullmatch("[A-Z]{2}", code):
                known[code] = code
                known[name.upper()] = code
    return known | ALSO
