"""A photograph as a telephone took it, made small enough to be kept; what the camera noted of itself is left out."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from app.attachments.errors import NoPicture, PhotographTooLarge
from app.attachments.pictures import picture_in

MEGABYTES = 8
MOST_PIXELS = 60_000_000
"""More unfold to more memory than one picture is worth."""
SIDE = 1600
QUALITY = 80


def smaller(content: bytes) -> bytes:
    """A JPEG whose longer side is SIDE at most, upright. Raises NoPicture or PhotographTooLarge."""
    if len(content) > MEGABYTES * 1024 * 1024:
        raise PhotographTooLarge(megabytes=MEGABYTES)
    picture = picture_in(content)
    if picture is None:
        raise NoPicture
    if picture.width * picture.height > MOST_PIXELS:
        raise PhotographTooLarge(megabytes=MEGABYTES)
    try:
        return _redrawn(content)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise NoPicture from None  # it begins as a picture and is none


def _redrawn(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
        opened.draft("RGB", (SIDE, SIDE))
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    upright.thumbnail((SIDE, SIDE))
    kept = BytesIO()
    upright.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()
