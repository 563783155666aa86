"""A bin's address in its parts, as a picker reads it: aisle, bay, level."""

import re

AISLE, BAY, LEVEL, BETWEEN = "aisle", "bay", "level", ""
_SIGNS = re.compile(r"([^0-9A-Za-z]+)")


def parts_of(address: str, level: int | None) -> tuple[tuple[str, str], ...]:
    """The address as (what the part is, its text), with the signs between; together they are the address again.

    What a part is called is known where there are three and the last one is the level of the bin; else nothing is said.
    """
    texts = [text for text in _SIGNS.split(address) if text]
    named = texts[::2] if len(texts) == 5 and not _SIGNS.match(address) else []
    is_plain = bool(named) and named[-1].lstrip("0") == str(level)
    kinds = (AISLE, BETWEEN, BAY, BETWEEN, LEVEL) if is_plain else (BETWEEN,) * len(texts)
    return tuple(zip(kinds, texts, strict=True))
