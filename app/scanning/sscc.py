"""The code of a carton or a plate, an SSCC: the world's number for one box, of 18 digits, the last a check. Pure."""

from biip.checksums import gs1_standard_check_digit

CARTONS, PLATES = "0", "1"
"""The digit before the company's prefix keeps their numbers apart."""
LENGTH = 17
"""Digits before the check digit."""


def sscc(prefix: str, number: int, extension: str = CARTONS) -> str:
    """The company's `prefix` and the thing's own number; it comes round again when its digits are used up."""
    room = LENGTH - len(extension) - len(prefix)
    digits = f"{extension}{prefix}{number % 10**room:0{room}}"
    return f"{digits}{gs1_standard_check_digit(digits)}"
