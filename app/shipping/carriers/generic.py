"""A carrier that gives numbers in advance: a range of the pool, or a pile of printed waybills. No network."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from flask_babel import LazyString, lazy_gettext

from app.shipping.carriers.adapter import Account, Wanted
from app.shipping.carriers.plain import Plain
from app.shipping.findings import Finding
from app.shipping.parcel import Parcel


class Generic(Plain):
    name: ClassVar[str] = "generic"
    words: ClassVar[LazyString] = lazy_gettext("Numbers given in advance")
    asks: ClassVar[bool] = False
    services: ClassVar[Mapping[str, LazyString]] = {}
    settings: ClassVar[Sequence[Wanted]] = ()

    def objections(self, parcel: Parcel, service: str, account: Account) -> list[Finding]:
        return []
