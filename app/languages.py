"""The languages of the program: which of them a browser asks for, and how a text or a number is written in one."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from flask_babel import get_locale, get_translations

LANGUAGES = {"en": "English", "zh_Hant": "繁體中文", "zh_Hans": "简体中文"}
"""Each by its name in itself."""

READ_NEXT_BEST = {"zh_Hant": ("zh_Hans", "en"), "zh_Hans": ("zh_Hant", "en"), "en": ()}
"""Who reads one Chinese script reads the other before English."""

# Browsers ask by region; Chinese is read by script.
ASKED = {
    "en": "en",
    "zh-hant": "zh_Hant",
    "zh-tw": "zh_Hant",
    "zh-hk": "zh_Hant",
    "zh-mo": "zh_Hant",
    "zh-hans": "zh_Hans",
    "zh-cn": "zh_Hans",
    "zh-sg": "zh_Hans",
    "zh": "zh_Hans",
}


def asked_for(wanted: Iterable[str]) -> str:
    """The first language of `wanted`, a browser's list, that we have; English where we have none."""
    return next((known for asked in wanted if (known := _known(asked.lower()))), "en")


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in `language`, else in the one that its readers read next best, else in any; "" where there is none."""
    order = (language, *READ_NEXT_BEST.get(language, ("en",)), *texts)
    return next((texts[known] for known in order if texts.get(known)), "")


def as_read(name: str, value: Any) -> Any:
    """What fills the place `name` of a text: a count or a measure as the reader writes it.

    A place called number is no measure but a name, such as a wave's, and stays as it is.
    """
    is_measure = isinstance(value, int | float | Decimal) and not isinstance(value, bool) and name != "number"
    return format_decimal(value, locale=get_locale() or "en") if is_measure else value


def gettext(text: str, **values: Any) -> str:
    """The text in the reader's language, with its numbers as the reader writes them."""
    return _filled(get_translations().ugettext(text), values)


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """The same, for `num` of something."""
    return _filled(get_translations().ungettext(one, many, num), {"num": num, **values})


def _filled(text: str, values: Mapping[str, Any]) -> str:
    return text % {name: as_read(name, value) for name, value in values.items()} if values else text


def _known(asked: str) -> str | None:
    """The language by its longest beginning that we have: zh-hant-tw is zh-hant before it is zh."""
    while asked and asked not in ASKED:
        asked = asked.rpartition("-")[0]
    return ASKED.get(asked)
