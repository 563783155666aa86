"""What every carrier's adapter can do, and what goes to it and comes back. An adapter knows no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Protocol

from flask_babel import LazyString

from app.shipping.findings import Finding
from app.shipping.parcel import Address, Parcel

Label = Mapping[str, Any]
"""What the carrier says for the paper, as JSON keeps it: its codes, and perhaps a document of its own."""


class CarrierAway(Exception):
    """Nobody knows whether the carrier got it: no answer, or none that is its own. It is asked again later."""


class CarrierUnreached(CarrierAway):
    """No connection came about: the carrier surely did not get it, and asking again makes nothing twice."""


class CarrierRefused(Exception):
    """The carrier will not have it; the message is in its own words, and a person has to mend something."""


@dataclass(frozen=True)
class Account:
    """How a shop is known to its carrier: `settings` by an admin, `secrets` from the environment only.

    `notify_url`: where the carrier may tell of a parcel by itself; empty when nobody has said where this is reached.
    """

    code: str
    settings: Mapping[str, str]
    secrets: Mapping[str, str] = field(repr=False, default_factory=dict)
    sender: Address = field(default_factory=Address)
    notify_url: str = ""

    @property
    def address(self) -> str:
        """The carrier's base address, without the last stroke."""
        return self.settings.get("address", "").rstrip("/")


@dataclass(frozen=True)
class Wanted:
    """A setting of an adapter: its name, what an admin reads beside it, and what it is by itself."""

    name: str
    meaning: LazyString
    default: str = ""


@dataclass(frozen=True)
class Made:
    """What a carrier made: the number that stands on the parcel, and what its paper shows besides."""

    number: str
    label: Label = field(default_factory=dict)


@dataclass(frozen=True)
class Happened:
    """What a carrier tells of a parcel: `code` is one of ours, `words` and `place` are its own.

    What is not dated is how it stands when it is asked: it is news only when it differs from what is known.
    """

    at: datetime
    code: str
    words: str = ""
    place: str = ""
    number: str = ""
    is_dated: bool = True


class Adapter(Protocol):
    """One small interface for all carriers. What is asked over the network raises CarrierAway or CarrierRefused."""

    name: ClassVar[str]
    words: ClassVar[LazyString]
    asks: ClassVar[bool]
    """Whether the carrier gives each number when it is asked; else the numbers are here already."""
    tracks: ClassVar[bool]
    looks_up: ClassVar[bool]
    """Whether it can tell what it made for a trade number, so that a lost answer is found again."""
    takes_manifests: ClassVar[bool]
    """Whether it wants to know which parcels its driver took."""
    services: ClassVar[Mapping[str, LazyString]]
    """The codes that a service must have with it; empty for any."""
    settings: ClassVar[Sequence[Wanted]]
    secrets: ClassVar[Sequence[str]]
    documents: ClassVar[str]
    """By which public documents it is written."""

    def objections(self, parcel: Parcel, service: str, account: Account) -> list[Finding]:
        """What speaks against the parcel before anybody is asked, beside what the service's own table says."""
        ...

    def look_up(self, trade: str, service: str, account: Account) -> Made | None:
        """What was made for our trade number; nothing when nothing was."""
        ...

    def make(self, parcel: Parcel, service: str, trade: str, account: Account) -> Made:
        """A number and what its paper shows, made once for the trade number."""
        ...

    def cancel(self, made: Made, service: str, account: Account) -> None:
        """The parcel will not come."""
        ...

    def events(self, made: Made, service: str, account: Account) -> Sequence[Happened]:
        """All that the carrier knows of the parcel; the same ones again and again."""
        ...

    def told(self, fields: Mapping[str, str], account: Account) -> Sequence[Happened]:
        """What the carrier tells by itself; each names its parcel. Raises CarrierRefused when it is not its own."""
        ...

    def thanks(self, understood: bool) -> str:
        """What the carrier wants to hear after it told something."""
        ...

    def manifest(self, taken: Sequence[Made], reference: str, account: Account) -> str | None:
        """Tell the carrier which parcels its driver took, under our number for that; what it calls it, perhaps nothing.

        None where it turns out that it wants no such list.
        """
        ...

    def test(self, account: Account) -> str:
        """Ask something that changes nothing, to see whether address and secrets are right; what it said."""
        ...
