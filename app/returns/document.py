"""A returned parcel as one document: what should be in it, what is asked of it, what of it lies in which tote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.clock import now
from app.db import db
from app.inventory.models import Lot
from app.orders.models import Order
from app.returns.commands.grade_units import facts_of, reason_of
from app.returns.disposing import Facts, Ways, table
from app.returns.grading import DEFAULT, KINDS, Question, questions_of
from app.returns.inspection import inspection_of
from app.returns.models import ReturnParcel, ReturnUnit
from app.returns.shipped import SentLine, sent_lines
from app.returns.totes import open_totes, units_in

STRANGER = Facts(DEFAULT, is_stranger=True)


@dataclass(frozen=True)
class LotView:
    """`table` is the name of the lot's table of dispositions."""

    code: str
    table: str


@dataclass(frozen=True)
class ItemView:
    """An item of the order: `expected` of it were announced, `received` are here, `left` may come yet.

    `serials` are the numbers of the units that went out; empty where nobody noted them, and then any is taken.
    """

    item_id: int
    sku: str
    name: str
    variant: str
    codes: tuple[tuple[str, int, str], ...]
    lots: tuple[LotView, ...]
    asks_lot: bool
    asks_serial: bool
    serials: tuple[str, ...]
    kind: str
    table: str
    reason: str
    note: str
    expected: int
    received: int
    left: int


@dataclass(frozen=True)
class UnitView:
    """A confirmation that stands. `is_loose`: its tote has not left, so that it can be undone."""

    id: int
    item_id: int
    sku: str
    name: str
    lot: str
    serials: tuple[str, ...]
    quantity: int
    grade: str
    reason: str
    disposition: str
    override: str
    tote: str
    operation_id: str
    is_stranger: bool
    is_loose: bool


@dataclass(frozen=True)
class ToteView:
    id: int
    barcode: str
    address: str
    disposition: str
    units: int


@dataclass(frozen=True)
class ParcelDocument:
    """`tables` are the dispositions by the names that items and lots give; `stranger` is the name of the strangers'.

    `version` is that of the questions."""

    parcel: ReturnParcel
    customer: str
    items: tuple[ItemView, ...]
    units: tuple[UnitView, ...]
    totes: tuple[ToteView, ...]
    questions: Mapping[str, tuple[Question, ...]]
    tables: Mapping[str, Ways]
    stranger: str
    version: int

    @property
    def expected(self) -> int:
        return sum(one.expected for one in self.items)

    @property
    def graded(self) -> int:
        return sum(one.quantity for one in self.units)

    @property
    def missing(self) -> int:
        """Announced, and in no parcel yet."""
        return sum(max(0, one.expected - one.received) for one in self.items)


@dataclass
class _Tables:
    """Items share them: each is sent once."""

    ways: Mapping[str, Ways]
    names: dict[Facts, str] = field(default_factory=dict)

    def name(self, facts: Facts) -> str:
        return self.names.setdefault(facts, f"t{len(self.names)}")

    def all(self) -> dict[str, Ways]:
        return {name: table(facts, self.ways.get(facts.kind)) for facts, name in self.names.items()}


def parcel_document(parcel: ReturnParcel, language: str) -> ParcelDocument:
    """All that a clerk needs for the parcel, also without network; item names in `language`."""
    asked = inspection_of(parcel.warehouse_id)
    tables = _Tables(asked.ways)
    items = _items(parcel, language, tables)
    stranger = tables.name(STRANGER)
    totes = totes_of(parcel.warehouse_id)
    return ParcelDocument(
        parcel=parcel,
        customer=customer_of(parcel.rma.order) if parcel.rma else "",
        items=items,
        units=_units(parcel, {one.address for one in totes}, language),
        totes=totes,
        questions={kind: questions_of(kind, asked.questions, language) for kind in KINDS},
        tables=tables.all(),
        stranger=stranger,
        version=asked.version,
    )


def customer_of(order: Order) -> str:
    """As little of who sent it as tells two parcels apart: initials, and the town."""
    initials = " ".join(f"{part[0]}." for part in order.customer.split()[:3])
    return ", ".join(part for part in (initials, order.city or order.store_name) if part)


def age(moment: datetime) -> int:
    """Whole minutes since then."""
    return max(0, int((now() - moment).total_seconds() // 60))


def _items(parcel: ReturnParcel, language: str, tables: _Tables) -> tuple[ItemView, ...]:
    """What was announced first, then what else the order had."""
    if parcel.rma is None:
        return ()
    by_item: dict[int, list[SentLine]] = {}
    for line in sent_lines(parcel.rma.order):
        by_item.setdefault(line.item.id, []).append(line)
    views = [_item(parcel, lines, language, tables) for lines in by_item.values()]
    return tuple(sorted(views, key=lambda one: (not one.expected, one.sku)))


def _item(parcel: ReturnParcel, lines: Sequence[SentLine], language: str, tables: _Tables) -> ItemView:
    item = lines[0].item
    mine = {one.line.id for one in lines}
    asked = [one for one in (parcel.rma.lines if parcel.rma else []) if one.order_line_id in mine]
    lots = {one.lot.id: one.lot for line in lines for one in line.lots}
    is_known = all(line.is_known for line in lines)
    return ItemView(
        item_id=item.id,
        sku=item.sku,
        name=item.name(language),
        variant=item.variant(language),
        codes=tuple((code.code, code.quantity, code.unit) for code in item.barcodes),
        lots=tuple(LotView(lot.code, tables.name(facts_of(parcel, item, lot))) for lot in lots.values()),
        asks_lot=item.tracks_lot and (len(lots) > 1 or not is_known),
        asks_serial=item.tracks_serial,
        serials=tuple(one.code for line in lines for lot in line.lots for one in lot.serials) if is_known else (),
        kind=facts_of(parcel, item, None).kind,
        table=tables.name(facts_of(parcel, item, _only(list(lots.values())))),
        reason=reason_of(parcel, item.id),
        note=" ".join(one.note for one in asked if one.note),
        expected=sum(one.quantity for one in asked),
        received=sum(one.received for one in asked),
        left=sum(line.left for line in lines),
    )


def _only(lots: Sequence[Lot]) -> Lot | None:
    return lots[0] if len(lots) == 1 else None


def _units(parcel: ReturnParcel, loose: set[str], language: str) -> tuple[UnitView, ...]:
    """The last first."""
    wanted = select(ReturnUnit).where(ReturnUnit.parcel_id == parcel.id, ReturnUnit.undone_at.is_(None))
    loaded = wanted.options(
        joinedload(ReturnUnit.lot).joinedload(Lot.item),
        joinedload(ReturnUnit.location),
        selectinload(ReturnUnit.serials),
    )
    return tuple(
        UnitView(
            id=unit.id,
            item_id=unit.lot.item_id,
            sku=unit.lot.item.sku,
            name=unit.lot.item.name(language),
            lot=unit.lot.code,
            serials=tuple(serial.code for serial in unit.serials),
            quantity=unit.quantity,
            grade=unit.grade,
            reason=unit.reason,
            disposition=unit.disposition,
            override=unit.override,
            tote=unit.location.address,
            operation_id=unit.operation_id or "",
            is_stranger=unit.line_id is None,
            is_loose=unit.location.address in loose and parcel.done_at is None,
        )
        for unit in db.session.scalars(loaded.order_by(ReturnUnit.id.desc()))
    )


def totes_of(warehouse_id: int) -> tuple[ToteView, ...]:
    """The totes that are being filled, and how much lies in each."""
    found = open_totes(warehouse_id)
    held = units_in([one.location_id for one in found])
    return tuple(
        ToteView(one.id, one.location.barcode, one.location.address, one.disposition, held.get(one.location_id, 0))
        for one in found
    )
