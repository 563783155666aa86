"""Pictures for the tests: small, and what they say they are."""

import base64
import struct
import zlib


def png(width: int = 2, height: int = 3, shade: int = 0) -> bytes:
    """A whole grey PNG; another shade is another picture."""
    rows = (b"\0" + bytes([shade]) * width) * height
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    chunks = (_number(len(body)) + name + body + _number(zlib.crc32(name + body)) for name, body in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _number(value: int) -> bytes:
    return struct.pack(">I", value)


def jpeg(width: int, height: int) -> bytes:
    """The segments of a JPEG up to its scan: a camera's notes, padding, a frame."""
    notes = b"\xff\xe1" + struct.pack(">H", 2 + 10) + b"Exif\0\0abcd"
    frame = b"\xff\xff\xc2" + struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(9)
    return b"\xff\xd8" + notes + frame + b"\xff\xda\0\x0c" + bytes(10) + b"\xff\xd9"


WEBPS = [
    base64.b64decode(text)
    for text in (
        "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA",
        "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==",
        "UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEAAQAAAP4AAA3AAP7mtQAAAA==",
    )
]
"""Of one pixel: lossy, lossless, and with transparency; as browsers' own tests know them."""
