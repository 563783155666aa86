"""What a packer's page shows, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from app.packing.models import OPEN, CartonType
from app.warehouse.settings import WarehouseSettings


@dataclass(frozen=True)
class ToteView:
    """A tote or cell in which something of the order lies; `lane` is where it stands, empty for a cell."""

    barcode: str
    address: str
    lane: str


@dataclass(frozen=True)
class LineView:
    """One item in one lot: `picked` = `packed` + what is left. `serials` are the numbers that lie in totes yet."""

    key: str
    lot_id: int
    item_id: int
    sku: str
    name: str
    variant: str
    picture: str
    lot: str
    asks_lot: bool
    asks_serial: bool
    serials: tuple[str, ...]
    codes: tuple[tuple[str, int, str], ...]
    flags: tuple[str, ...]
    totes: tuple[str, ...]
    picked: int
    packed: int
    has_sides: bool

    @property
    def left(self) -> int:
        return self.picked - self.packed


@dataclass(frozen=True)
class ContentView:
    """What lies of one item and lot in a carton; `verified` of it were scanned again."""

    lot_id: int
    item_id: int
    sku: str
    name: str
    lot: str
    serials: tuple[str, ...]
    codes: tuple[tuple[str, int, str], ...]
    quantity: int
    verified: int


@dataclass(frozen=True)
class DrawingView:
    """How a carton's goods lie: the picture, and the material that it takes by name (app/planning/cartons/material)."""

    svg: str
    materials: tuple[tuple[str, int], ...]
    cartons: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class CartonView:
    """A carton that is not emptied. `expected_g` is none while a weight of its goods is not known."""

    id: int
    number: int
    code: str
    state: str
    type: CartonType | None
    is_other: bool
    sides_mm: tuple[int, int, int] | None
    is_to_verify: bool
    is_verified: bool
    expected_g: int | None
    weight_g: int | None
    contents: tuple[ContentView, ...]
    drawing: DrawingView | None

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def units(self) -> int:
        return sum(content.quantity for content in self.contents)

    @property
    def to_verify(self) -> int:
        """Units that are still to be scanned again."""
        return sum(content.quantity - content.verified for content in self.contents) if self.is_to_verify else 0


@dataclass(frozen=True)
class CheckView:
    id: int
    kind: str
    words: str
    barcode: str
    is_ticked: bool


@dataclass(frozen=True)
class MissingView:
    """Units that were not in their tote when a carton was closed; they may turn up yet."""

    loss_id: int
    name: str
    units: int


@dataclass(frozen=True)
class PackingDocument:
    """`proposed` is the carton for what lies in totes, while none is open; `holds` say why it is kept back.

    `is_stopped`: nothing is packed, and what lies in cartons is taken out.
    """

    order_id: int
    number: str
    state: str
    version: int
    channel: str
    carrier: str
    notes: str
    due_at: datetime | None
    is_stopped: bool
    is_held_back: bool
    holds: tuple[str, ...]
    totes: tuple[ToteView, ...]
    lines: tuple[LineView, ...]
    cartons: tuple[CartonView, ...]
    proposed: CartonType | None
    proposal: DrawingView | None
    types: tuple[CartonType, ...]
    checks: tuple[CheckView, ...]
    missing: tuple[MissingView, ...]
    loss_reasons: tuple[str, ...]
    settings: WarehouseSettings

    @property
    def left(self) -> int:
        """Units in totes."""
        return sum(line.left for line in self.lines)

    @property
    def open_carton(self) -> CartonView | None:
        """Into which the next scan packs."""
        return next((carton for carton in reversed(self.cartons) if carton.is_open), None)

    @property
    def is_done(self) -> bool:
        """Nothing is left to do for the packer."""
        return not self.left and bool(self.cartons) and not any(carton.is_open for carton in self.cartons)
