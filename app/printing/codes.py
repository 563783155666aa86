"""A text as barcode or QR code, drawn as SVG; pure.

Both drawings scale with their box and carry no style attributes, which the policy of our pages refuses.
"""

import io
import re

import qrcode
import qrcode.constants
from barcode import Code128
from qrcode.image.svg import SvgPathImage

MODULE_MM = 0.33
HEIGHT_MM = 14
QUIET_MODULES = 12


class NotPrintable(ValueError):
    """Code 128 takes visible ASCII only."""


def code128_svg(text: str) -> str:
    """`text` as a Code 128 barcode with its quiet zones, without words under it; 0.33 mm a module, 14 mm high."""
    if not text or not text.isascii() or not text.isprintable():
        raise NotPrintable(text)
    modules = "".join(Code128(text).build())
    bars = "".join(
        f"M{bar.start() + QUIET_MODULES} 0h{len(bar[0])}v1h-{len(bar[0])}z" for bar in re.finditer("1+", modules)
    )
    width = len(modules) + 2 * QUIET_MODULES
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="barcode" width="{width * MODULE_MM:.2f}mm" height="{HEIGHT_MM}mm"'
        f' viewBox="0 0 {width} 1" preserveAspectRatio="none" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{width}v1H0z"/><path fill="#000" d="{bars}"/></svg>'
    )


def qr_svg(text: str) -> str:
    """`text` as a QR code that a scratched print still gives back (level M)."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4, image_factory=SvgPathImage)
    code.add_data(text)
    drawn = io.BytesIO()
    code.make_image().save(drawn)
    document = drawn.getvalue().decode()
    side = re.search(r'viewBox="0 0 (\d+)', document)
    path = re.search(r'\bd="([^"]+)"', document)
    assert side and path  # noqa: S101 (what SvgPathImage always writes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" width="{side[1]}mm" height="{side[1]}mm"'
        f' viewBox="0 0 {side[1]} {side[1]}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side[1]}v{side[1]}H0z"/><path fill="#000" d="{path[1]}"/></svg>'
    )
