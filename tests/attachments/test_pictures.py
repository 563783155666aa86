"""What a picture is, by its own bytes."""

import random

import pytest

from app.attachments.pictures import Picture, picture_in
from tests.attachments.pictures import WEBPS, jpeg, png


def test_each_kind_is_known_with_its_sides() -> None:
    assert picture_in(png(640, 480)) == Picture("image/png", 640, 480)
    assert picture_in(jpeg(1600, 1200)) == Picture("image/jpeg", 1600, 1200)
    assert [picture_in(webp) for webp in WEBPS] == [Picture("image/webp", 1, 1)] * 3


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a" + bytes(40),
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IHDR" + bytes(8),
        b"RIFF" + bytes(4) + b"WEBPVP9 " + bytes(20),
        b"PK\x03\x04" + png(),
    ],
)
def test_what_is_no_picture_is_none(content: bytes) -> None:
    assert picture_in(content) is None


def test_any_bytes_are_judged_and_cut_ones_are_no_picture() -> None:
    dice = random.Random(1)
    for whole in (png(), jpeg(9, 9), *WEBPS):
        for cut in range(12):
            assert picture_in(whole[:cut]) is None
        for _ in range(300):
            content = bytearray(whole)
            content[dice.randrange(len(content))] = dice.randrange(256)
            found = picture_in(bytes(content[: dice.randrange(len(content))]))
            assert found is None or min(found.width, found.height) > 0
