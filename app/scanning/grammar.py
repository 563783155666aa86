"""What the signs of a code say by themselves: a GTIN, a GS1 element string, or a code of somebody's own. Pure.

The handheld reads by the same rules (static/js/grammar.js); tests/scanning/vectors.json holds both to them.
"""

import re
from dataclasses import dataclass
from datetime import date

from biip import ParseError
from biip.gs1_messages import GS1Message

from app.scanning.codes import GROUP_SEPARATOR, clean

GTIN, GS1, OWN = "gtin", "gs1", "own"
GTIN_LENGTHS = (8, 12, 13, 14)

MARK = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""A symbology identifier, which a scanner may put before the code: which kind of barcode it was."""
GS1_MARKS = ("]C1", "]d2", "]Q3", "]e0")
WRITTEN = re.compile(r"\(\d{2,4}\)")
"""How people write element strings: (01)09521234567899(10)L1."""
UPC_E = (
    (re.compile(r"([01]\d\d)(\d{3})([0-2])(\d)"), r"\g<1>\g<3>0000\2\4"),
    (re.compile(r"([01]\d{3})(\d\d)3(\d)"), r"\g<1>00000\2\3"),
    (re.compile(r"([01]\d{4})(\d)4(\d)"), r"\g<1>00000\2\3"),
    (re.compile(r"([01]\d{5})([5-9])(\d)"), r"\g<1>0000\2\3"),
)
"""The short UPC of small goods, and the UPC-A of which it leaves out zeros; its check digit is that of the UPC-A."""
CHECKED = {"00": 18, "01": 14, "02": 14}
"""Identifiers whose number ends with a check digit: a string that begins with one is known without a mark."""


@dataclass(frozen=True)
class Code:
    """`text` is what was scanned without the scanner's mark; the rest is empty where the code does not say it.

    `gtin` has 14 digits. `units` are the pieces inside one item (30), `count` the items inside a carton (37).
    """

    text: str
    form: str = OWN
    gtin: str = ""
    lot: str = ""
    serial: str = ""
    expiry: date | None = None
    units: int = 0
    count: int = 0
    sscc: str = ""

    def stands_for(self, known: str) -> bool:
        """Whether it is that very code, or the same GTIN however many zeros stand before it or are left out."""
        return known == self.text or not self.gtins.isdisjoint(gtins_of(known))

    @property
    def gtins(self) -> set[str]:
        """Eight digits may be a GTIN-8 and a UPC-E as well: then it is both until one of them is known."""
        return {self.gtin, *gtins_of(self.text)} - {""}

    @property
    def spellings(self) -> set[str]:
        """All the ways in which its GTIN may be written."""
        return {spelling for gtin in self.gtins for spelling in _spellings(gtin)}


def read(text: str) -> Code:
    """What the code says. Raises NoCode for what no scanner of ours would send."""
    scanned = clean(text)
    found = MARK.match(scanned)
    mark = found[0] if found else ""
    signs = scanned[len(mark) :].strip(GROUP_SEPARATOR) or scanned
    if mark in GS1_MARKS or GROUP_SEPARATOR in signs or WRITTEN.match(signs) or _begins_checked(signs):
        code = _read_elements(signs)
        if code:
            return code
    gtin = next(iter(gtins_of(signs)), "")
    return Code(signs, GTIN, gtin=gtin) if gtin else Code(signs)


def gtins_of(signs: str) -> list[str]:
    """What a number may be by its check digit, as 14 digits: a GTIN of its length first, then a UPC-E."""
    return [gtin for gtin in (gtin_of(signs), gtin_of(_written_out(signs))) if gtin]


def gtin_of(signs: str) -> str:
    """A GTIN-8, -12, -13 or -14 with its right check digit as 14 digits; else nothing."""
    if len(signs) not in GTIN_LENGTHS or not has_check_digit(signs):
        return ""
    return signs.zfill(14)


def _written_out(signs: str) -> str:
    """The UPC-A of a UPC-E; nothing for what has not its form."""
    return next((form.sub(whole, signs) for form, whole in UPC_E if form.fullmatch(signs)), "")


def _spellings(gtin: str) -> set[str]:
    """With the zeros that each length has before it; and as a UPC-E, where it has one."""
    digits = gtin.lstrip("0")
    padded = {digits.zfill(length) for length in GTIN_LENGTHS if len(digits) <= length}
    system, maker, item, check = gtin[2], gtin[3:8], gtin[8:13], gtin[13]
    ends = (maker[:2] + item[2:] + maker[2], maker[:3] + item[3:] + "3", maker[:4] + item[4] + "4", maker + item[4])
    return padded | {short for end in ends if gtin_of(_written_out(short := system + end + check)) == gtin}


def has_check_digit(digits: str) -> bool:
    """Whether the last digit is that of GS1: weights 3 and 1 from the right, up to the next ten."""
    if not (digits.isascii() and digits.isdigit()):
        return False
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return weighted % 10 == 0


def _begins_checked(signs: str) -> bool:
    length = CHECKED.get(signs[:2], 0)
    number = signs[2 : 2 + length]
    return 0 < length == len(number) and has_check_digit(number)


def _read_elements(signs: str) -> Code | None:
    """None for what is no element string, or one whose check digits are wrong."""
    if not signs.isascii():
        return None
    written = WRITTEN.match(signs)
    try:
        message = GS1Message.parse_hri(signs) if written else GS1Message.parse(signs)
    except (ParseError, ValueError):
        return None
    whole = len(WRITTEN.findall(signs)) == len(message.element_strings) if written else _is_separated(signs, message)
    if not whole:
        return None
    values = {element.ai.ai: element.value for element in message.element_strings}
    dates = {element.ai.ai: element.date for element in message.element_strings}
    if any(name in values and not has_check_digit(values[name]) for name in CHECKED):
        return None
    return Code(
        text=signs,
        form=GS1,
        gtin=values.get("01") or values.get("02", ""),
        lot=values.get("10", ""),
        serial=values.get("21", ""),
        expiry=dates.get("17") or dates.get("15"),
        units=int(values.get("30", 0)),
        count=int(values.get("37", 0)),
        sscc=values.get("00", ""),
    )


def _is_separated(signs: str, message: GS1Message) -> bool:
    """Whether each part without a length of its own ends at a separator, also one that is as long as it may be."""
    for element in message.element_strings:
        signs = signs[len(element.ai.ai) + len(element.value) :]
        if signs and element.ai.separator_required and not signs.startswith(GROUP_SEPARATOR):
            return False
        signs = signs.removeprefix(GROUP_SEPARATOR)
    return True
