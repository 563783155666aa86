"""What most adapters have in common: nothing of what a carrier does not offer."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from flask_babel import LazyString, gettext

from app.shipping.carriers.adapter import Account, CarrierRefused, Happened, Made, Wanted
from app.shipping.findings import Finding
from app.shipping.parcel import Parcel


class Plain:
    """An adapter that can do nothing yet."""

    asks: ClassVar[bool] = True
    tracks: ClassVar[bool] = False
    looks_up: ClassVar[bool] = False
    takes_manifests: ClassVar[bool] = False
    services: ClassVar[Mapping[str, LazyString]] = {}
    settings: ClassVar[Sequence[Wanted]] = ()
    secrets: ClassVar[Sequence[str]] = ()
    documents: ClassVar[str] = ""

    def objections(self, parcel: Parcel, service: str, account: Account) -> list[Finding]:
        return self.lacks(account)

    def look_up(self, trade: str, service: str, account: Account) -> Made | None:
        return None

    def make(self, parcel: Parcel, service: str, trade: str, account: Account) -> Made:
        raise CarrierRefused(gettext("Waybills cannot be asked for here."))

    def cancel(self, made: Made, service: str, account: Account) -> None:
        """Most carriers forget by themselves what never comes."""

    def events(self, made: Made, service: str, account: Account) -> Sequence[Happened]:
        return ()

    def told(self, fields: Mapping[str, str], account: Account) -> Sequence[Happened]:
        raise CarrierRefused(gettext("Nothing is told here."))

    def thanks(self, understood: bool) -> str:
        return ""

    def manifest(self, taken: Sequence[Made], reference: str, account: Account) -> str | None:
        return None

    def test(self, account: Account) -> str:
        return ""

    def lacks(self, account: Account) -> list[Finding]:
        """What an admin has still to set."""
        missing = [one.name for one in self.settings if one.name == "address" and not account.address]
        missing += [name for name in self.secrets if not account.secrets.get(name)]
        return [Finding("not_set_up", {"names": ", ".join(missing)})] if missing else []
