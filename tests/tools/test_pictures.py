"""The docs show each state in each language, and no picture is of a state that is no more."""

import re
import struct
import zlib
from pathlib import Path

import pytest

from tools.pictures.albums import ALBUMS, Album
from tools.pictures.png import SIGNATURE, smaller

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = DOCS / "pictures"
LARGEST = 60_000
NAMES = [album.folder for album in ALBUMS]


def test_each_state_and_each_scene_has_one_name() -> None:
    states = [state for album in ALBUMS for state in album.states]
    scenes = [scene.name for album in ALBUMS for scene in album.scenes]
    assert sorted(states) == sorted(set(states))
    assert sorted(scenes) == sorted(set(scenes))


@pytest.mark.parametrize("album", ALBUMS, ids=NAMES)
def test_each_state_has_its_picture_in_each_language_and_the_page_shows_it_once(album: Album) -> None:
    page = (DOCS / album.page).read_text()
    for reader in album.readers:
        pictures = sorted(path.stem for path in (PICTURES / album.folder / reader.language).iterdir())
        shown = re.findall(rf"\(pictures/{album.folder}/{reader.language}/([\w-]+)\.png\)", page)
        assert sorted(shown) == pictures
        assert pictures == sorted(album.states)


@pytest.mark.parametrize("album", ALBUMS, ids=NAMES)
def test_each_album_has_all_languages_or_english_alone(album: Album) -> None:
    assert [reader.language for reader in album.readers] in (["en", "zh-Hant", "zh-Hans"], ["en"])


def test_no_picture_is_large() -> None:
    pictures = [path for name in NAMES for path in (PICTURES / name).rglob("*.png")]
    large = {str(path): path.stat().st_size for path in pictures if path.stat().st_size > LARGEST}
    assert large == {}


@pytest.mark.parametrize("kind", range(5), ids=["none", "sub", "up", "average", "paeth"])
def test_a_picture_with_a_palette_shows_the_same_points_whatever_its_filter_was(kind: int) -> None:
    points = [[(x * 40, y * 60, (x * y * 7) % 256) for x in range(6)] for y in range(4)]
    assert _shown(smaller(_png(points, kind))) == points


def _png(points: list[list[tuple[int, int, int]]], kind: int) -> bytes:
    """As a browser writes it, each row by that filter (PNG specification, 9.2)."""
    rows, above = b"", [0] * len(points[0]) * 3
    for row in points:
        plain = [part for point in row for part in point]
        rows += bytes([kind])
        for at, part in enumerate(plain):
            left, over, corner = (plain[at - 3], above[at], above[at - 3]) if at >= 3 else (0, above[at], 0)
            nearest = min((left, over, corner), key=lambda one: abs(left + over - corner - one))
            rows += bytes([(part - (0, left, over, (left + over) // 2, nearest)[kind]) % 256])
        above = plain
    head = struct.pack(">IIBBBBB", len(points[0]), len(points), 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return SIGNATURE + b"".join(struct.pack(">I", len(data)) + name + data + b"\0\0\0\0" for name, data in parts)


def _shown(png: bytes) -> list[list[tuple[int, int, int]]]:
    """The points of a picture with a palette and unfiltered rows; its sums are those of its parts."""
    parts, at = {}, len(SIGNATURE)
    while at < len(png):
        length, name = struct.unpack_from(">I4s", png, at)
        parts[name] = png[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", png, at + 8 + length)[0] == zlib.crc32(name + parts[name])
        at += length + 12
    width, height = struct.unpack_from(">II", parts[b"IHDR"])
    palette = [tuple(parts[b"PLTE"][at : at + 3]) for at in range(0, len(parts[b"PLTE"]), 3)]
    rows = zlib.decompress(parts[b"IDAT"])
    places = [rows[row * (width + 1) + 1 : (row + 1) * (width + 1)] for row in range(height)]
    return [[(palette[place][0], palette[place][1], palette[place][2]) for place in row] for row in places]
