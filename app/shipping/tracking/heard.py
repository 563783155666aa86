"""What a carrier says of a parcel at one moment, before it is in the book."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from app.shipping.tracking.states import STATES

WORDS, PLACE = 300, 120


class News(Protocol):
    """What any adapter of a carrier gives."""

    @property
    def at(self) -> datetime: ...
    @property
    def code(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def place(self) -> str: ...


@dataclass(frozen=True)
class Heard:
    """`code` is one of ours, `words` and `place` are the carrier's own; `at` is aware."""

    at: datetime
    code: str
    words: str = ""
    place: str = ""

    def __post_init__(self) -> None:
        if self.code not in STATES:
            raise ValueError(f"{self.code!r} is no state of a parcel")

    @property
    def fingerprint(self) -> str:
        """The same for the same news, however often and by whatever way it comes."""
        said = "\x1f".join((self.at.astimezone(UTC).isoformat(), self.code, self.words, self.place))
        return hashlib.sha256(said.encode(errors="replace")).hexdigest()


def tidy(text: str, longest: int) -> str:
    """A carrier's text on one line and within the book's bounds: nothing that does not print, no half characters."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split())[:longest]
