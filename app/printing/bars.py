"""What a code looks like as modules: a row of bars, or a square; pure.

What Code 128 does not take, and what is too long for bars that a scanner reads in the room there is, becomes a QR code.
"""

from dataclasses import dataclass

import qrcode
import qrcode.constants
from barcode import EAN13, Code128, Gs1_128
from barcode.errors import BarcodeError

BAR_QUIET = 12
QR_QUIET = 4
LONGEST = 512
FNC1 = "\xf1"
"""As the library writes the sign that opens a GS1-128, and that separates its parts."""
GROUP_SEPARATOR = "\x1d"


class NotPrintable(ValueError):
    """Code 128 takes visible ASCII only."""


@dataclass(frozen=True)
class Modules:
    """Rows of 1 (dark) and 0 with the quiet zone left out; one row for bars."""

    rows: tuple[str, ...]
    quiet: int

    @property
    def is_square(self) -> bool:
        return len(self.rows) > 1

    @property
    def across(self) -> int:
        """Modules from side to side, the quiet zones among them."""
        return len(self.rows[0]) + 2 * self.quiet


def bars(kind: str, text: str) -> Modules:
    """`text` as code128, gs1_128 (element strings, separated where they must be) or ean13. Raises NotPrintable."""
    if kind == "gs1_128":
        return _row(Gs1_128, text.replace(GROUP_SEPARATOR, FNC1), text.replace(GROUP_SEPARATOR, ""))
    if kind == "ean13":
        return _ean13(text)
    return _row(Code128, text, text)


def square(text: str) -> Modules:
    """`text` as a QR code that a scratched print still gives back (level M)."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    return Modules(tuple("".join("1" if dark else "0" for dark in row) for row in code.get_matrix()), QR_QUIET)


def _row(library: type[Code128], text: str, said: str) -> Modules:
    if not said or len(said) > LONGEST or not said.isascii() or not said.isprintable():
        raise NotPrintable(text)
    return Modules(("".join(library(text).build()),), BAR_QUIET)


def _ean13(digits: str) -> Modules:
    if len(digits) != 13 or not (digits.isascii() and digits.isdigit()):
        raise NotPrintable(digits)
    try:
        code = EAN13(digits)
    except BarcodeError:
        raise NotPrintable(digits) from None
    if code.get_fullcode() != digits:
        raise NotPrintable(digits)  # its check digit is not right: as bars it would be another number
    return Modules(("".join(code.build()),), BAR_QUIET)
