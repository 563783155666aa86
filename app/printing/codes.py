"""A text as barcode or QR code, drawn as SVG or for a terminal; pure.

The SVG drawings scale with their box and carry no style attributes, which the policy of our pages refuses.
"""

import io
import re

import qrcode
import qrcode.constants
from barcode import EAN13, Code128, Gs1_128

MODULE_MM = 0.33
BAR_MM = 14
BAR_QUIET = 12
QR_QUIET = 4


FNC1 = "\xf1"
"""As the library writes the sign that opens a GS1-128, and that separates its parts."""
GROUP_SEPARATOR = "\x1d"


class NotPrintable(ValueError):
    """Code 128 takes visible ASCII only."""


def code128_svg(text: str) -> str:
    """`text` as a Code 128 barcode with its quiet zones, without words under it; 0.33 mm a module, 14 mm high."""
    if not text or not text.isascii() or not text.isprintable():
        raise NotPrintable(text)
    return _bars("".join(Code128(text).build()))


def ean13_svg(digits: str) -> str:
    """An EAN-13 with its right check digit, drawn like the others."""
    return _bars("".join(EAN13(digits).build()))


def gs1_128_svg(elements: str) -> str:
    """GS1 element strings, separated where they must be, as a GS1-128: the scanner tells it by its mark ]C1."""
    return _bars("".join(Gs1_128(elements.replace(GROUP_SEPARATOR, FNC1)).build()))


def qr_svg(text: str) -> str:
    """`text` as a QR code that a scratched print still gives back (level M); 1 mm a module."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    rows = ["".join("1" if dark else "0" for dark in row) for row in code.get_matrix()]
    side = len(rows) + 2 * QR_QUIET
    path = "".join(_path(row, y + QR_QUIET, QR_QUIET) for y, row in enumerate(rows))
    return _svg("qr", side, side, (side, side), path)


def terminal_qr(text: str) -> str:
    """`text` as a QR code for a terminal, dark on light as cameras want it."""
    code, drawn = qrcode.QRCode(border=2), io.StringIO()
    code.add_data(text)
    code.print_ascii(drawn, invert=True)
    return drawn.getvalue()


def _bars(modules: str) -> str:
    width = len(modules) + 2 * BAR_QUIET
    return _svg("barcode", width, 1, (round(width * MODULE_MM, 2), BAR_MM), _path(modules, 0, BAR_QUIET))


def _path(modules: str, y: int, left: int) -> str:
    """Each run of dark modules as a box of height 1."""
    return "".join(f"M{run.start() + left} {y}h{len(run[0])}v1h-{len(run[0])}z" for run in re.finditer("1+", modules))


def _svg(name: str, width: int, height: int, size_mm: tuple[float, float], path: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" width="{size_mm[0]}mm" height="{size_mm[1]}mm"'
        f' viewBox="0 0 {width} {height}" preserveAspectRatio="none" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{width}v{height}H0z"/><path fill="#000" d="{path}"/></svg>'
    )
