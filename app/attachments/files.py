"""The files, each under the SHA-256 of its content: written before the row that names them, never changed after."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.attachments.errors import NoPicture, PictureTooLarge
from app.attachments.pictures import picture_in

FOLDER = "attachments"
"""Below SHELFWAY_VAR; a backup has it by this name."""
LARGEST = 600 * 1024
"""Bytes; a device makes its photographs smaller than 400 KB."""
LARGEST_SIDE = 4096
"""Pixels: a small file may unfold to a picture that no handheld can show."""


@dataclass(frozen=True)
class StoredFile:
    sha256: str
    media_type: str
    size: int


def keep_picture(var: Path, content: bytes) -> StoredFile:
    """Write a picture to disk; the same one again changes nothing. Raises NoPicture, PictureTooLarge."""
    if len(content) > LARGEST:
        raise PictureTooLarge
    picture = picture_in(content)
    if picture is None:
        raise NoPicture
    if max(picture.width, picture.height) > LARGEST_SIDE:
        raise PictureTooLarge
    stored = StoredFile(hashlib.sha256(content).hexdigest(), picture.media_type, len(content))
    _write(path_of(var, stored.sha256), content)
    return stored


def path_of(var: Path, sha256: str) -> Path:
    return var / FOLDER / sha256[:2] / sha256


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, for its owner alone, and on the disk when this returns."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)  # readable by its owner, executable by nobody
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _keep_name(path.parent)


def _keep_name(folder: Path) -> None:
    """The folder's entry is on the disk, too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
