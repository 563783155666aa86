"""In which language a customer is told: as the order says, else as the country reads, else as the shop chose."""

from app.languages import LANGUAGES
from app.orders.models import Order

COUNTRIES = {
    "zh_Hant": (
        "tw",
        "twn",
        "taiwan",
        "台灣",
        "臺灣",
        "台湾",
        "hk",
        "hkg",
        "hong kong",
        "香港",
        "mo",
        "mac",
        "macao",
        "澳門",
    ),
    "zh_Hans": ("cn", "chn", "china", "中国", "中國", "sg", "sgp", "singapore", "新加坡"),
}
BY_COUNTRY = {country: language for language, countries in COUNTRIES.items() for country in countries}


def customers_language(order: Order, usual: str) -> str:
    """`usual` is the shop's own, for countries that say nothing of a language here."""
    asked = str(order.document.get("language", "")).replace("-", "_")
    if asked in LANGUAGES:
        return asked
    return BY_COUNTRY.get(order.country.strip().lower(), usual if usual in LANGUAGES else "en")
