"""What a picture is by its own bytes: nobody's word for it, and no name, is taken."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers of a JPEG that have no length behind them."""
FRAMES = frozenset({*range(0xC0, 0xD0)}) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG behind which its size stands."""


@dataclass(frozen=True)
class Picture:
    """A media type, and sides in pixels."""

    media_type: str
    width: int
    height: int


def picture_in(content: bytes) -> Picture | None:
    """What the bytes begin as: a JPEG, PNG or WebP whose sides can be read. SVG may hold a program, and is none."""
    for media_type, sides in ((JPEG, _sides_of_jpeg), (PNG, _sides_of_png), (WEBP, _sides_of_webp)):
        try:
            found = sides(content)
        except (IndexError, struct.error):
            continue  # cut off
        if found and min(found) > 0:
            return Picture(media_type, *found)
    return None


def _sides_of_png(content: bytes) -> tuple[int, int] | None:
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _sides_of_jpeg(content: bytes) -> tuple[int, int] | None:
    for marker, at in _segments(content):
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[at + 3 : at + 7])
            return width, height
    return None


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Each marker up to the scan's own data, and where its length stands."""
    at = 2 if content[:3] == b"\xff\xd8\xff" else len(content)
    while at < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1  # padding
        elif marker in STANDALONE:
            at += 2
        elif marker == 0xDA:
            return
        else:
            yield marker, at + 2
            at += 2 + max(2, *struct.unpack(">H", content[at + 2 : at + 4]))


def _sides_of_webp(content: bytes) -> tuple[int, int] | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return None
    kind, body = content[12:16], content[20:]
    if kind == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if kind == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    return None
