"""Waybill numbers of a range: how one is written, with the check digit that its carrier's rule adds. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.scanning.grammar import has_check_digit

LONGEST = 40
"""Signs of a number, as the book keeps it."""
S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
S10_SPECIAL = {10: 0, 11: 5}
WRITTEN = re.compile(r"[A-Z0-9]{4,40}")


def _none(_prefix: str, _serial: str) -> str:
    return ""


def _mod7(_prefix: str, serial: str) -> str:
    """The remainder of the serial number by 7, as on air waybills."""
    return str(int(serial) % 7)


def _luhn(prefix: str, serial: str) -> str:
    """Luhn's digit over all digits, the prefix's too."""
    total = 0
    for place, digit in enumerate(reversed(_digits(prefix) + serial)):
        doubled = int(digit) * (1 if place % 2 else 2)
        total += doubled // 10 + doubled % 10
    return str(-total % 10)


def _gs1(prefix: str, serial: str) -> str:
    """GS1's digit over all digits: weights 3 and 1 from the right, up to the next ten."""
    digits = _digits(prefix) + serial
    return next(check for check in "0123456789" if has_check_digit(digits + check))


def _mod11(prefix: str, serial: str) -> str:
    """Weights 2 to 7 from the right over all digits, up to the next eleven; ten is written as 0."""
    digits = reversed(_digits(prefix) + serial)
    total = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(digits))
    return str(-total % 11 % 10)


def _s10(_prefix: str, serial: str) -> str:
    """The Universal Postal Union's S10, over its eight digits."""
    total = sum(int(digit) * weight for digit, weight in zip(serial, S10_WEIGHTS, strict=True))
    check = 11 - total % 11
    return str(S10_SPECIAL.get(check, check))


RULES: Mapping[str, Callable[[str, str], str]] = {
    "none": _none,
    "mod7": _mod7,
    "luhn": _luhn,
    "gs1": _gs1,
    "mod11": _mod11,
    "s10": _s10,
}
"""What is written behind the serial number, of the prefix and the serial number."""


@dataclass(frozen=True)
class Pattern:
    """`prefix`, a serial number of so many `digits`, the rule's check digit, `suffix`."""

    prefix: str
    digits: int
    rule: str
    suffix: str = ""

    @property
    def is_known(self) -> bool:
        """Whether numbers of it can be written: S10 is two letters, eight digits, a check digit and a country."""
        if self.rule not in RULES or not 1 <= self.digits <= 18:
            return False
        if self.rule == "s10" and not (self.digits == 8 and _is_letters(self.prefix) and _is_letters(self.suffix)):
            return False
        return len(self.prefix) + self.digits + 1 + len(self.suffix) <= LONGEST

    def number(self, serial: int) -> str:
        """The whole number for a serial number."""
        written = str(serial).zfill(self.digits)
        return f"{self.prefix}{written}{RULES[self.rule](self.prefix, written)}{self.suffix}"

    def serial(self, number: str) -> int | None:
        """The serial number of a whole number; nothing when it is of another pattern, or its check digit is wrong."""
        found = re.fullmatch(
            f"{re.escape(self.prefix)}([0-9]{{{self.digits}}})[0-9]?{re.escape(self.suffix)}", number, re.ASCII
        )
        if found is None:
            return None
        serial = int(found[1])
        return serial if self.number(serial) == number else None


def read_number(text: str) -> str | None:
    """A scanned or typed waybill number as the book writes it: capitals and digits; nothing for what is none."""
    number = re.sub(r"[\s-]", "", text).upper()
    return number if WRITTEN.fullmatch(number) else None


def _digits(signs: str) -> str:
    return "".join(sign for sign in signs if sign.isascii() and sign.isdigit())


def _is_letters(signs: str) -> bool:
    return bool(re.fullmatch("[A-Z]{2}", signs))
