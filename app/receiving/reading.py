"""What a person types of an announced delivery: a line for each item."""

from app.catalog.queries import items_by_code
from app.receiving.commands.announce import Expected
from app.receiving.errors import ItemUnknown, LinesUnclear
from app.tables.values import Unreadable, whole


def read_lines(text: str) -> list[Expected]:
    """`CODE UNITS` or `CODE UNITS LOT` on each line. Raises LinesUnclear or ItemUnknown."""
    said = [(number, line.split()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    ids = items_by_code({words[0] for _, words in said})
    return [_line(number, words, ids) for number, words in said]


def _line(number: int, words: list[str], ids: dict[str, int]) -> Expected:
    if not 2 <= len(words) <= 3 or (len(words) == 3 and len(words[2]) > 40):
        raise LinesUnclear(line=number)
    try:
        quantity = whole(words[1])
    except Unreadable:
        raise LinesUnclear(line=number) from None
    if quantity <= 0:
        raise LinesUnclear(line=number)
    if words[0] not in ids:
        raise ItemUnknown(code=words[0])
    return Expected(ids[words[0]], quantity, words[2] if len(words) == 3 else "")
