"""The languages of the program, and which of them a browser asks for."""

from collections.abc import Iterable

LANGUAGES = {"en": "English", "zh_Hant": "繁體中文", "zh_Hans": "简体中文"}
"""Each by its name in itself."""

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


def _known(asked: str) -> str | None:
    """The language by its longest beginning that we have: zh-hant-tw is zh-hant before it is zh."""
    while asked and asked not in ASKED:
        asked = asked.rpartition("-")[0]
    return ASKED.get(asked)
