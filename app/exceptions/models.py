"""What waits for a lead: one thing each, with what is needed to decide about it. None of it is kept as such."""

from dataclasses import dataclass
from datetime import datetime

from app.cases.models import Call
from app.counting.models import CycleCount
from app.floor.presence import Presence
from app.inventory.models import Stock
from app.orders.models import OrderHold, OrderLine
from app.picking.models import PickTask
from app.putting_back.models import PutBackTask
from app.shipping.pools import Pool
from app.walks.refused import RefusedScan

MOST = 50
"""Of one kind at a time: what is settled makes room for what comes next."""


@dataclass(frozen=True)
class InWave:
    """The wave that has an order."""

    id: int
    number: int


@dataclass(frozen=True)
class Waits:
    """`since` when, and in which wave; `cut_off_at` is when the order that it keeps back leaves."""

    since: datetime
    wave: InWave | None
    cut_off_at: datetime | None


@dataclass(frozen=True)
class CallWaits(Waits):
    """A picker asks the lead to come."""

    call: Call
    kind: str = "call"


@dataclass(frozen=True)
class ShortWaits(Waits):
    """Units of a line were found nowhere; `free` of them lie somewhere by now, the first of them at `address`."""

    line: OrderLine
    missing: int
    free: int
    address: str
    kind: str = "short"

    @property
    def found(self) -> int:
        """How many of the missing ones could be taken elsewhere."""
        return min(self.missing, self.free)


@dataclass(frozen=True)
class HoldWaits(Waits):
    """An order may not go on for another reason."""

    hold: OrderHold
    kind: str = "hold"


@dataclass(frozen=True)
class RefusedWaits(Waits):
    """What a handheld had kept was refused when it came; `to_do` says what to do about the goods.

    `item_name` is what was scanned, where no stop knows it.
    """

    scan: RefusedScan
    item_name: str = ""
    to_do: str = ""
    kind: str = "refused"


@dataclass(frozen=True)
class PutBackWaits(Waits):
    """Units of a stopped order lie in totes."""

    task: PutBackTask
    kind: str = "put_back"


@dataclass(frozen=True)
class StalledWaits(Waits):
    """The one who walks the task has not been heard of for a while."""

    task: PickTask
    presence: Presence
    kind: str = "stalled"


@dataclass(frozen=True)
class DoubtWaits(Waits):
    """A picker did not find what the book says; `count`: that somebody looks was asked for already."""

    stock: Stock
    count: CycleCount | None
    kind: str = "doubt"


@dataclass(frozen=True)
class NumbersWait(Waits):
    """A carrier's numbers run out."""

    pool: Pool
    kind: str = "numbers"
