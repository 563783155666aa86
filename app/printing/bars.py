"""What a code looks like as modules: a row of bars, or a square; pure.

What Code 128 does not take, and what is too long for bars that a scanner reads in the room there is, becomes a QR code.
"""

from dataclasses import dataclass

from barcode import EAN13, Code128, Gs1_128
from barcode.errors import BarcodeError

from app.printing.squares import rows_of
from app.scanning.grammar import GS1, read

BAR_QUIET = 12
QR_QUIET = 4
LONGEST = 512
FNC1 = "\xf1"
"""As the library writes the sign that opens a GS1-128, and that separates its parts."""
GROUP_SEPARATOR = "\x1d"
GS1_MARK = "]C1"
"""What a scanner says of a GS1-128, before what stands in it."""


class NotPrintable(ValueError):
    """Code 128 takes visible ASCII only, GS1-128 element strings only, EAN-13 its number with the right check digit."""


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
        if not text or read(GS1_MARK + text).form != GS1:
            raise NotPrintable(text)  # its mark would make every scanner look for what is not there
        return _row(Gs1_128, text.replace(GROUP_SEPARATOR, FNC1), text.replace(GROUP_SEPARATOR, ""))
    if kind == "ean13":
        return _ean13(text)
    return _row(Code128, text, text)


def square(text: str) -> Modules:
    """`text` as a QR code that a scratched print still gives back (level M). Raises ValueError for what is too long."""
    return Modules(rows_of(text), QR_QUIET)


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
