"""The raw lines of a file that may be packed (.gz, .xz), bounded, with how far the reading is."""

import gzip
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from flask_babel import lazy_gettext

from app.errors import DomainError

LONGEST_LINE = 1024 * 1024
LARGEST = 4 * 1024**3
MOST_UNPACKED = 200
"""A packed file of real rows grows ten- or twentyfold; one that grows more than this is a trap."""
FREE_UNPACKED = 16 * 1024**2


class TooBig(DomainError):
    code = "file_too_big"
    status = 413
    message = lazy_gettext("The file %(name)s is too big when it is unpacked. Split it, and give the parts one by one.")


class NotReadable(DomainError):
    code = "file_not_readable"
    status = 422
    message = lazy_gettext("The file %(name)s is damaged, or not of the kind that its name says. Save it again as CSV.")


class RawLines:
    """Iterate once for the lines of the file as bytes; `read` says how many bytes of the file are behind us."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = path.stat().st_size
        self._file: BinaryIO | None = None

    @property
    def read(self) -> int:
        return self._file.tell() if self._file and not self._file.closed else self.size

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb") as self._file:
            try:
                yield from self._bounded(_unpacked(self.path, self._file))
            except (OSError, EOFError, lzma.LZMAError) as problem:
                raise NotReadable(name=self.path.name) from problem

    def _bounded(self, stream: BinaryIO) -> Iterator[bytes]:
        total = 0
        while line := stream.readline(LONGEST_LINE):
            total += len(line)
            grown = total > FREE_UNPACKED and total > MOST_UNPACKED * self.size
            if len(line) == LONGEST_LINE or total > LARGEST or grown:
                raise TooBig(name=self.path.name)
            yield line


def _unpacked(path: Path, file: BinaryIO) -> BinaryIO:
    if path.suffix == ".gz":
        return cast(BinaryIO, gzip.GzipFile(fileobj=file))
    if path.suffix == ".xz":
        return cast(BinaryIO, lzma.LZMAFile(file))
    return file
