"""What scales say on their lines. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal

from app.packing.scales.refusals import ScaleOver

GRAMS = {
    "g": Decimal(1),
    "kg": Decimal(1000),
    "lb": Decimal("453.59237"),
    "lbs": Decimal("453.59237"),
    "oz": Decimal("28.349523125"),
}
READING = re.compile(r"([+-]?)\s*(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})\s*(kg|g|lbs?|oz)\b", re.IGNORECASE | re.ASCII)
MOVING = re.compile(r"^\s*(?:US|SD|S\s+D|D)[\s,]", re.IGNORECASE)
"""How the usual scales say that the load still moves: `US,GS,…` and `S D …`."""
OVER = re.compile(r"^\s*(?:OL|S\s+[+-]|\+{3,}|-{3,})", re.IGNORECASE)
"""More than the scale carries, or less than nothing: `OL,GS,…`, `S +`, `S -`."""
STILL = re.compile(r"^(?:ST,|S\s+S\s)", re.IGNORECASE)
"""A line that says so itself, and so was heard from its first sign on."""


@dataclass(frozen=True)
class Reading:
    """What the scale shows, in whole grams; `is_still` is false while the load moves."""

    grams: int
    is_still: bool = True


def read_line(line: str) -> Reading | None:
    """One line of a scale: `ST,GS,+  1.234kg`, `S S     512.5 g`, `+00012.34 kg`; none where it says no weight.

    Raises ScaleOver. Half a gram is rounded up.
    """
    if OVER.match(line):
        raise ScaleOver
    found = READING.search(line)
    if found is None:
        return None
    sign, number, unit = found.groups()
    whole = int(Decimal(number) * GRAMS[unit.lower()] + Decimal("0.5"))
    return Reading(-whole if sign == "-" else whole, is_still=MOVING.match(line) is None)


def split(heard: bytes) -> list[str]:
    return [line for line in heard.decode("ascii", "replace").splitlines() if line.strip()]


def whole_lines(heard: bytes, was_asked: bool) -> list[str]:
    """The lines heard from the first sign to the last: half a number is no weight.

    Of a scale that speaks by itself the first line may be the end of one, unless it says otherwise.
    """
    lines = split(heard[: max(heard.rfind(b"\n"), heard.rfind(b"\r")) + 1])
    return lines if was_asked or (lines and STILL.match(lines[0])) else lines[1:]
