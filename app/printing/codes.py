"""A text as barcode or QR code, drawn as SVG or for a terminal; pure.

The SVG drawings scale with their box and carry no style attributes, which the policy of our pages refuses.
"""

import io
import re

import qrcode
import qrcode.constants
from barcode import Code128

MODULE_MM = 0.33
BAR_MM = 14
BAR_QUIET = 12
QR_QUIET = 4


class NotPrintable(ValueError):
    """Code 128 takes visible ASCII only."""


def code128_svg(text: str) -> str:
    """`text` as a Code 128 barcode with its quiet zones, without words under it; 0.33 mm a module, 14 mm high."""
    if not text or not text.isascii() or not text.isprintable():
        raise NotPrintable(text)
    modules = "".join(Code128(text).build())
    width = len(modules) + 2 * BAR_QUIET
    return _svg("barcode", width, 1, (round(width * MODULE_MM, 2), BAR_MM), _path(modules, 0, BAR_QUIET))


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


def _path(modules: str, y: int, left: int) -> str:
    """Each run of dark modules as a box of height 1."""
    return "".join(f"M{run.start() + left} {y}h{len(run[0])}v1h-{len(run[0])}z" for run in re.finditer("1+", modules))


def _svg(name: str, width: int, height: int, size_mm: tuple[float, float], path: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" width="{size_mm[0]}mm" height="{size_mm[1]}mm"'
        f' viewBox="0 0 {width} {height}" preserveAspectRatio="none" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{width}v{height}H0z"/><path fill="#000" d="{path}"/></svg>'
    )
