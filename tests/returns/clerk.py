"""Dana at the returns' dock: she scans with a handheld as its script sends it."""

from typing import Any

from werkzeug.test import TestResponse

from tests.handheld import Handheld
from tests.returns.shipped import GOOD, parcels, rma, sent
from tests.world import World

DOCK = "/returns/dock"


class Clerk(Handheld):
    """A handheld at the returns' dock, by default Dana's."""

    def __init__(self, world: World, name: str = "Dana") -> None:
        super().__init__(world, name, "/returns/dock")

    def finds(self, code: str) -> dict[str, Any] | str:
        """Where a scan leads, or the refusal's words."""
        answer = self.client.get(f"{DOCK}/found", query_string={"code": code}, headers={"Accept": "application/json"})
        return dict(answer.json or {}) if answer.status_code == 200 else answer.text

    def arrives(self, code: str = "", **form: Any) -> TestResponse:
        return self.post(f"{DOCK}/arrivals", code=code, **form)

    def takes_in(self, code: str, **form: Any) -> int:
        """The id of the parcel that arrived."""
        answer = self.arrives(code, **form)
        assert answer.headers["Operation-Outcome"] == "done", answer.text
        return parcels()[-1].id

    def grades(self, parcel_id: int, item: str, tote: str = "TOTE-012", **form: Any) -> TestResponse:
        """As new, unless it is said otherwise."""
        said: dict[str, Any] = {"item": item, "tote": tote} | GOOD | form
        return self.post(f"{DOCK}/parcels/{parcel_id}/units", **said)

    def undoes(self, parcel_id: int, unit: str = "") -> TestResponse:
        return self.post(f"{DOCK}/parcels/{parcel_id}/undos", unit=unit)

    def finishes(self, parcel_id: int, why: str = "") -> TestResponse:
        return self.post(f"{DOCK}/parcels/{parcel_id}/closings", why=why)

    def fills(self, tote_id: int) -> TestResponse:
        return self.post(f"{DOCK}/totes/{tote_id}/closings")


def outcome_of(answer: TestResponse) -> str:
    """The code of what came of it."""
    return answer.headers["Operation-Outcome"]


def parcel_of(
    world: World, dana: Clerk, lines: dict[str, int], back: dict[str, int], **columns: str
) -> tuple[int, int]:
    """The ids of a parcel of a new return, and of its order."""
    mine = sent(world, lines, number="W1")
    return dana.takes_in(rma(world, mine.order_id, back, **columns)), mine.order_id
