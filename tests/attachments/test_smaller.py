"""A telephone's photograph is kept small, upright, and without what the camera noted of itself."""

from io import BytesIO

import pytest
from PIL import Image

from app.attachments import smaller as module
from app.attachments.errors import NoPicture, PhotographTooLarge
from app.attachments.files import LARGEST
from app.attachments.pictures import JPEG, picture_in
from app.attachments.smaller import SIDE, smaller
from tests.attachments.pictures import png

LYING = 6
"""The camera was turned: whoever shows the picture turns it back."""


def photograph(width: int, height: int, kind: str = "JPEG", turned: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = turned, "Quay 1, Harbour"
    kept = BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(kept, kind, exif=exif)
    return kept.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_photograph_fits_what_is_kept_of_one(kind: str) -> None:
    kept = smaller(photograph(2600, 1300, kind))
    picture = picture_in(kept)

    assert picture
    assert (picture.media_type, picture.width, picture.height) == (JPEG, SIDE, SIDE // 2)
    assert len(kept) < LARGEST


def test_it_stands_upright_and_says_nothing_of_where_it_was_taken() -> None:
    kept = smaller(photograph(40, 20, turned=LYING))

    with Image.open(BytesIO(kept)) as shown:
        assert shown.size == (20, 40)
        assert not shown.getexif()
    assert b"Quay 1" not in kept


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", png()[:40], photograph(50, 50)[:200]])
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NoPicture):
        smaller(content)


def test_what_would_unfold_to_too_much_is_refused_before_it_is_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_redrawn", lambda content: pytest.fail("it was opened"))
    large = bytearray(png())
    large[16:24] = (60_000).to_bytes(4, "big") * 2

    with pytest.raises(PhotographTooLarge):
        smaller(bytes(large))
    with pytest.raises(PhotographTooLarge):
        smaller(png() + bytes(module.MEGABYTES * 1024 * 1024))
