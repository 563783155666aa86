"""The code of a carton: an SSCC, the world's number for one box, of 18 digits with GS1's check digit. Pure."""

from biip.checksums import gs1_standard_check_digit

EXTENSION = "0"
LENGTH = 17
"""Digits before the check digit."""


def sscc(prefix: str, number: int) -> str:
    """The company's `prefix` and the carton's own number; it comes round again when its digits are used up."""
    room = LENGTH - len(EXTENSION) - len(prefix)
    digits = f"{EXTENSION}{prefix}{number % 10**room:0{room}}"
    return f"{digits}{gs1_standard_check_digit(digits)}"
