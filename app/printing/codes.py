"""A text as barcode or QR code, drawn as SVG or for a terminal; pure.

The SVG drawings scale with their box and carry no style attributes, which the policy of our pages refuses.
"""

import io
import re

import qrcode

from app.printing.bars import NotPrintable, bars, square

MODULE_MM = 0.33
BAR_MM = 14

__all__ = ["NotPrintable", "code128_svg", "ean13_svg", "gs1_128_svg", "qr_svg", "terminal_qr"]


def code128_svg(text: str) -> str:
    """`text` as a Code 128 barcode with its quiet zones, without words under it; 0.33 mm a module, 14 mm high."""
    return _bars("code128", text)


def ean13_svg(digits: str) -> str:
    """An EAN-13 with its right check digit, drawn like the others."""
    return _bars("ean13", digits)


def gs1_128_svg(elements: str) -> str:
    """GS1 element strings, separated where they must be, as a GS1-128: the scanner tells it by its mark ]C1."""
    return _bars("gs1_128", elements)


def qr_svg(text: str) -> str:
    """`text` as a QR code that a scratched print still gives back (level M); 1 mm a module."""
    code = square(text)
    side = code.across
    path = "".join(_path(row, y + code.quiet, code.quiet) for y, row in enumerate(code.rows))
    return _svg("qr", side, side, (side, side), path)


def terminal_qr(text: str) -> str:
    """`text` as a QR code for a terminal, dark on light as cameras want it."""
    code, drawn = qrcode.QRCode(border=2), io.StringIO()
    code.add_data(text)
    code.print_ascii(drawn, invert=True)
    return drawn.getvalue()


def _bars(kind: str, text: str) -> str:
    code = bars(kind, text)
    size = (round(code.across * MODULE_MM, 2), BAR_MM)
    return _svg("barcode", code.across, 1, size, _path(code.rows[0], 0, code.quiet))


def _path(modules: str, y: int, left: int) -> str:
    """Each run of dark modules as a box of height 1."""
    return "".join(f"M{run.start() + left} {y}h{len(run[0])}v1h-{len(run[0])}z" for run in re.finditer("1+", modules))


def _svg(name: str, width: int, height: int, size_mm: tuple[float, float], path: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" width="{size_mm[0]}mm" height="{size_mm[1]}mm"'
        f' viewBox="0 0 {width} {height}" preserveAspectRatio="none" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{width}v{height}H0z"/><path fill="#000" d="{path}"/></svg>'
    )
