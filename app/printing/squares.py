"""A QR code's modules, with its signs marked as UTF-8 where they are more than ASCII; pure.

Without that mark (ECI 26) a reader has to guess, and some take the bytes of a Chinese bin for Japanese: 貨架 was
read as 雋ｨ譫ｶ. The library does not write the mark, so such a text is laid out here, as ISO/IEC 18004 says.
"""

import qrcode
from qrcode.base import rs_blocks
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import BIT_LIMIT_TABLE, MODE_8BIT_BYTE, BitBuffer, create_bytes, length_in_bits

ECI, UTF_8 = 7, 26
PADDING = (0xEC, 0x11)
LARGEST = 40


def rows_of(text: str) -> tuple[str, ...]:
    """Rows of 1 (dark) and 0, of a code that a scratched print still gives back (level M). Raises ValueError."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    if text.isascii():
        code.add_data(text)
    else:
        content = text.encode()
        code.version = _version(content)
        code.data_cache = _laid_out(content, code.version)
    code.make(fit=code.version is None)
    return tuple("".join("1" if dark else "0" for dark in row) for row in code.get_matrix())


def _version(content: bytes) -> int:
    """The smallest in which there is room. Raises ValueError."""
    for version in range(1, LARGEST + 1):
        if len(_marked(content, version)) <= BIT_LIMIT_TABLE[ERROR_CORRECT_M][version]:
            return version
    raise ValueError("longer than any square")


def _laid_out(content: bytes, version: int) -> list[int]:
    bits, room = _marked(content, version), BIT_LIMIT_TABLE[ERROR_CORRECT_M][version]
    bits.put(0, min(4, room - len(bits)))
    bits.put(0, -len(bits) % 8)
    for index in range((room - len(bits)) // 8):
        bits.put(PADDING[index % 2], 8)
    return list(create_bytes(bits, rs_blocks(version, ERROR_CORRECT_M)))


def _marked(content: bytes, version: int) -> BitBuffer:
    bits = BitBuffer()
    for number, length in (
        (ECI, 4),
        (UTF_8, 8),
        (MODE_8BIT_BYTE, 4),
        (len(content), length_in_bits(MODE_8BIT_BYTE, version)),
    ):
        bits.put(number, length)
    for byte in content:
        bits.put(byte, 8)
    return bits
