"""Pictures made small: a picture of a screen has few colours, so each point is a number in a list of at most 256."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 256
Grid = NDArray[np.uint8]


def smaller(png: bytes) -> bytes:
    """The same picture with a palette: the most frequent colours, each other point the nearest of them."""
    points = _points(png)
    height, width, _ = points.shape
    colours, index, counts = np.unique(points.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    palette = colours[np.argsort(counts)[::-1][:COLOURS]]
    nearest = np.array([_nearest(colour, palette) for colour in colours], dtype=np.uint8)
    return _written(nearest[index.reshape(-1)].reshape(height, width), palette)


def _nearest(colour: Grid, palette: Grid) -> int:
    return int(np.argmin(((palette.astype(np.int32) - colour) ** 2).sum(axis=1)))


def _points(png: bytes) -> Grid:
    """Red, green and blue of each point. Raises ValueError for what is no plain picture of a browser."""
    parts = dict.fromkeys((b"IHDR", b"IDAT"), b"")
    at = len(SIGNATURE)
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        if kind in parts:
            parts[kind] += png[at + 8 : at + 8 + length]
        at += length + 12
    width, height, depth, colours, *_, interlaced = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    if (depth, interlaced) != (8, 0) or colours not in (2, 6):
        raise ValueError("not a picture as a browser takes it")
    channels = 3 if colours == 2 else 4
    rows = np.frombuffer(zlib.decompress(parts[b"IDAT"]), np.uint8).reshape(height, 1 + width * channels)
    return _unfiltered(rows, channels).reshape(height, width, channels)[:, :, :3]


def _unfiltered(rows: Grid, channels: int) -> Grid:
    """Each row as it was before the filter that its first byte names (PNG specification, 9.2)."""
    above = np.zeros(rows.shape[1] - 1, np.uint8)
    plain = np.empty((rows.shape[0], rows.shape[1] - 1), np.uint8)
    for number, row in enumerate(rows):
        above = plain[number] = _unfiltered_row(int(row[0]), row[1:], above, channels)
    return plain


def _unfiltered_row(kind: int, row: Grid, above: Grid, channels: int) -> Grid:
    if kind == 0:
        return row
    if kind == 1:
        return np.cumsum(row.reshape(-1, channels), axis=0, dtype=np.uint8).reshape(-1)
    if kind == 2:
        return row + above
    guess = _average if kind == 3 else _paeth
    before, corner = [0] * channels, [0] * channels
    plain = []
    for place, (value, over) in enumerate(zip(row.tolist(), above.tolist(), strict=True)):
        channel = place % channels
        point = (value + guess(before[channel], over, corner[channel])) & 255
        before[channel], corner[channel] = point, over
        plain.append(point)
    return np.array(plain, np.uint8)


def _average(left: int, over: int, _corner: int) -> int:
    return (left + over) // 2


def _paeth(left: int, over: int, corner: int) -> int:
    straight = left + over - corner
    to_left, to_over, to_corner = abs(straight - left), abs(straight - over), abs(straight - corner)
    if to_left <= to_over and to_left <= to_corner:
        return left
    return over if to_over <= to_corner else corner


def _written(points: Grid, palette: Grid) -> bytes:
    height, width = points.shape
    rows = np.hstack([np.zeros((height, 1), np.uint8), points]).tobytes()
    return SIGNATURE + b"".join(
        _chunk(kind, data)
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", palette.tobytes()),
            (b"IDAT", zlib.compress(rows, 9)),
            (b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
