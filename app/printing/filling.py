"""A template's placeholders, filled in a sandbox: a value that is not there is told, and nothing else is reached."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal
from babel.support import NullTranslations, Translations
from jinja2 import StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.scanning.grammar import has_check_digit

TRANSLATIONS = Path(__file__).parent.parent / "translations"
LONGEST = 4000
"""Characters of one text of a paper; what is longer is cut."""
BLANKS = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
SSCC_LENGTH = 18
Expression = Callable[..., Any]


def N_(text: str) -> str:  # noqa: N802 - by this name a text is found that is translated later
    return text


HANDLING = {
    "fragile": N_("Fragile"),
    "keep_upright": N_("This side up"),
    "liquid": N_("Liquid"),
    "perishable": N_("Keep cool"),
    "dangerous": N_("Dangerous goods"),
}
"""What stands on a carton for whoever carries it."""


ROLES = {
    "picker": N_("Picker"),
    "packer": N_("Packer"),
    "returns": N_("Returns"),
    "stock": N_("Stock"),
    "desk": N_("Desk"),
    "lead": N_("Lead"),
    "admin": N_("Admin"),
}


def filled(source: str, values: Mapping[str, Any]) -> str:
    """The text with its placeholders filled, of visible signs only. Raises jinja2.TemplateError."""
    return visible(filled_to_scan(source, values))


def filled_to_scan(source: str, values: Mapping[str, Any]) -> str:
    """What goes into a code, sign for sign: with one left out it would be another code. Raises jinja2.TemplateError."""
    return _template(source).render(values)


def is_so(source: str, values: Mapping[str, Any]) -> bool:
    """Whether a condition holds of the values; an empty one does. Raises jinja2.TemplateError."""
    return not source or bool(_expression(source)(**values))


def visible(text: str) -> str:
    """Without signs that nobody sees: they turn what is written around, or command a printer. Lines stay lines.

    A blank of any width stays a blank: languages put narrow ones into their times, people wide ones into addresses.
    """
    lines = text[:LONGEST].replace("\r\n", "\n").split("\n")
    return "\n".join("".join(sign for sign in BLANKS.sub(" ", line) if sign.isprintable()) for line in lines).strip()


def said(language: str, text: str, **values: Any) -> str:
    """One of our own texts in that language."""
    told = str(_translations(language).gettext(text))
    return told % values if values else told


@lru_cache(maxsize=2000)
def _template(source: str) -> Template:
    return _environment().from_string(source)


@lru_cache(maxsize=500)
def _expression(source: str) -> Expression:
    return _environment().compile_expression(source, undefined_to_none=False)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.globals = {"_": _text, "ngettext": _several}
    environment.filters |= {
        "money": money,
        "number": number,
        "date": day,
        "time": moment,
        "declared": declared,
        "sscc": sscc,
        "weight": weight,
        "metres": metres,
        "handling": handling,
        "roles": roles,
    }
    return environment


@cache
def _translations(language: str) -> NullTranslations:
    return Translations.load(TRANSLATIONS, [language])


@pass_context
def _text(context: Context, text: str, **values: Any) -> str:
    """In the paper's language."""
    return said(context["language"], text, **values)


@pass_context
def _several(context: Context, one: str, many: str, num: int, **values: Any) -> str:
    said = str(_translations(context["language"]).ngettext(one, many, num))
    return said % ({"num": number(context, num)} | values)


@pass_context
def money(context: Context, value: Any, currency: str = "") -> str:
    """An amount as its reader writes it; "" for none."""
    if value in (None, ""):
        return ""
    amount, unit = Decimal(str(value)), currency or context.get("currency") or ""
    language = context["language"]
    return format_currency(amount, unit, locale=language) if unit else format_decimal(amount, locale=language)


@pass_context
def declared(context: Context, value: Any, currency: str = "") -> str:
    """An amount with its currency's code, for the customs of any country: to most of them $ is another's dollar."""
    if value in (None, ""):
        return ""
    amount, unit = Decimal(str(value)), currency or context.get("currency") or ""
    return format_currency(amount, unit, "¤¤ #,##0.00", context["language"]).strip()


@pass_context
def number(context: Context, value: Any) -> str:
    return "" if value in (None, "") else format_decimal(Decimal(str(value)), locale=context["language"])


@pass_context
def day(context: Context, value: Any) -> str:
    """The day of a time by the warehouse's clock, or a day."""
    if not value:
        return ""
    at = datetime.fromisoformat(value) if len(value) > len("2026-11-23") else date.fromisoformat(value)
    if isinstance(at, datetime):
        at = at.astimezone(ZoneInfo(context["time_zone"]))
    return format_date(at, "medium", locale=context["language"])


@pass_context
def moment(context: Context, value: Any) -> str:
    if not value:
        return ""
    at = datetime.fromisoformat(value).astimezone(ZoneInfo(context["time_zone"]))
    return format_datetime(at, "short", tzinfo=ZoneInfo(context["time_zone"]), locale=context["language"])


@pass_context
def weight(context: Context, grams: Any) -> str:
    """Grams as kilograms, to the gram."""
    if grams in (None, ""):
        return ""
    return f"{format_decimal(Decimal(str(grams)) / 1000, '#,##0.000', locale=context['language'])} kg"


@pass_context
def metres(context: Context, value: Any) -> str:
    return "" if value in (None, "") else f"{number(context, round(Decimal(str(value))))} m"


@pass_context
def handling(context: Context, marks: Sequence[str]) -> str:
    """What the flags of items ask of whoever carries them."""
    return " · ".join(_text(context, HANDLING[mark]) for mark in marks if mark in HANDLING)


@pass_context
def roles(context: Context, names: Sequence[str]) -> str:
    """What a worker does here."""
    return ", ".join(_text(context, ROLES[name]) for name in names if name in ROLES)


def sscc(code: str) -> str:
    """A carton's code as an element string, where it is the world's number for a box; else as it is."""
    return f"00{code}" if len(code) == SSCC_LENGTH and has_check_digit(code) else code
