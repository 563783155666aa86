"""Reads for the dock: what stands where, what is on a manifest, what is missing of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from app.db import db
from app.orders.models import CANCELLED, PACKED, Order, OrderHold
from app.packing.models import CLOSED, SHIPPED, Carton
from app.shipping.models import CLOSING, OPEN, Carrier, Loading, Manifest, Waybill
from app.warehouse.models import Location
from app.workers.models import Worker

Rows: TypeAlias = Select[*tuple[Any, ...]]

WAITING, LOADED, HELD, GONE = "waiting", "loaded", "held", "gone"
"""States of a carton on a manifest's page; a held one on the manifest has to come off."""

IS_HELD = or_(
    Order.stopped_at.is_not(None),
    Order.state == CANCELLED,
    exists().where(OrderHold.order_id == Order.id, OrderHold.released_at.is_(None)),
)
ON = and_(Loading.carton_id == Carton.id, Loading.taken_off_at.is_(None))
VALID = and_(Waybill.carton_id == Carton.id, Waybill.voided_at.is_(None))
NEWEST = select(func.max(Waybill.id)).where(Waybill.carton_id == Carton.id).correlate(Carton).scalar_subquery()
"""The label that is on a carton, also when its number is void by now."""
MUST_COME_OFF = or_(IS_HELD, ~select(Waybill.id).where(VALID).correlate(Carton).exists())
"""A loaded carton whose order was stopped or held, or whose number was spent by that."""


def ending(code: str) -> str:
    """A carton's code as people at the dock say it: by its last digits."""
    return f"…{code[-6:]}"


@dataclass(frozen=True)
class CartonLine:
    """One carton as the dock sees it; `state` is one of the four above."""

    carton_id: int
    code: str
    number: int
    waybill: str
    order_number: str
    lane: str
    state: str
    is_held: bool
    ship_by: datetime | None
    by: str = ""
    at: datetime | None = None

    @property
    def ending(self) -> str:
        return ending(self.code)

    @property
    def codes(self) -> list[str]:
        """What a scanner may read on it."""
        return [self.code, self.waybill]


@dataclass(frozen=True)
class ManifestView:
    """A manifest and its cartons: first those to load, then those that are on it, the newest first."""

    manifest: Manifest
    dock: str
    waiting: tuple[CartonLine, ...]
    loaded: tuple[CartonLine, ...]

    @property
    def cartons(self) -> tuple[CartonLine, ...]:
        return self.waiting + self.loaded

    @property
    def held(self) -> tuple[CartonLine, ...]:
        """Cartons that must come off before it can be closed."""
        return tuple(one for one in self.loaded if one.state == HELD)

    @property
    def is_open(self) -> bool:
        return self.manifest.state == OPEN


def manifest_view(manifest: Manifest) -> ManifestView:
    dock = db.session.get(Location, manifest.dock_id) if manifest.dock_id else None
    waiting = missing_of(manifest) if manifest.state == OPEN else ()
    return ManifestView(manifest, dock.address if dock else "", tuple(waiting), tuple(loaded_of(manifest)))


def missing_of(manifest: Manifest) -> list[CartonLine]:
    """Cartons of its carrier that are due by its cut-off, kept back by nothing, and on no manifest."""
    wanted = (
        _cartons(VALID)
        .where(Waybill.carrier_id == manifest.carrier_id, Carton.state == CLOSED, Order.state == PACKED)
        .where(~exists().where(ON), ~IS_HELD, _due_by(manifest))
        .order_by(Location.address.is_(None), Location.address, Order.ship_by, Carton.id)
    )
    return [_line(row, WAITING) for row in db.session.execute(wanted)]


def loaded_of(manifest: Manifest) -> list[CartonLine]:
    """The cartons that are on it, the last one first; also those whose waybill was voided meanwhile."""
    wanted = (
        _cartons(Waybill.id == NEWEST, Loading.at, Worker.name, MUST_COME_OFF.label("comes_off"))
        .join(Loading, ON)
        .outerjoin(Worker, Worker.id == Loading.worker_id)
        .where(Loading.manifest_id == manifest.id)
        .order_by(Loading.id.desc())
    )
    rows = db.session.execute(wanted).all()
    return [_line(row, GONE if row.state == SHIPPED else HELD if row.comes_off else LOADED, row) for row in rows]


def carton_line(manifest: Manifest, carton_id: int) -> CartonLine | None:
    """The one carton as the manifest's page shows it now; none where its page does not."""
    view = manifest_view(manifest)
    return next((one for one in view.cartons if one.carton_id == carton_id), None)


def open_manifests(warehouse_id: int) -> Sequence[Manifest]:
    """Those that can be loaded, and those whose cartons are leaving the book; the oldest first."""
    mine = select(Manifest).where(Manifest.warehouse_id == warehouse_id, Manifest.state.in_((OPEN, CLOSING)))
    return db.session.scalars(mine.options(joinedload(Manifest.carrier)).order_by(Manifest.id)).all()


def manifests_of(warehouse_id: int) -> Select[Manifest]:
    """All of them, the newest first."""
    mine = select(Manifest).where(Manifest.warehouse_id == warehouse_id)
    return mine.options(joinedload(Manifest.carrier)).order_by(Manifest.id.desc())


def counts_of(manifests: Sequence[Manifest]) -> dict[int, int]:
    """How many cartons are on each of them."""
    on = select(Loading.manifest_id, func.count().label("cartons")).where(
        Loading.manifest_id.in_([one.id for one in manifests]), Loading.taken_off_at.is_(None)
    )
    return {row.manifest_id: row.cartons for row in db.session.execute(on.group_by(Loading.manifest_id))}


def gone_of(manifest: Manifest) -> tuple[int, int]:
    """How many of its cartons have left the book, of how many."""
    gone = func.count().filter(Carton.state == SHIPPED)
    on = select(gone, func.count()).select_from(Carton).join(Loading, ON).where(Loading.manifest_id == manifest.id)
    left, every = db.session.execute(on).one()
    return left, every


def carriers_of(warehouse_id: int) -> Sequence[Carrier]:
    """Those that come here, by name."""
    mine = select(Carrier).where(Carrier.warehouse_id == warehouse_id, Carrier.ended_at.is_(None))
    return db.session.scalars(mine.order_by(Carrier.name)).all()


def _due_by(manifest: Manifest) -> ColumnElement[bool]:
    if manifest.cut_off_at is None:
        return true()
    return or_(Order.ship_by.is_(None), Order.ship_by <= manifest.cut_off_at)


def _cartons(label: ColumnElement[bool], *more: InstrumentedAttribute[Any] | ColumnElement[Any]) -> Rows:
    return (
        select(
            Carton.id,
            Carton.code,
            Carton.number,
            Carton.state,
            Waybill.number.label("waybill"),
            Order.number.label("order_number"),
            Order.ship_by,
            Location.address,
            IS_HELD.label("held"),
            *more,
        )
        .select_from(Carton)
        .join(Order, Order.id == Carton.order_id)
        .join(Waybill, label)
        .outerjoin(Location, Location.id == Carton.staged_at_id)
    )


def _line(row: Row[*tuple[Any, ...]], state: str, loaded: Row[*tuple[Any, ...]] | None = None) -> CartonLine:
    return CartonLine(
        carton_id=row.id,
        code=row.code,
        number=row.number,
        waybill=row.waybill,
        order_number=row.order_number,
        lane=row.address or "",
        state=state,
        is_held=bool(row.held),
        ship_by=row.ship_by,
        by=(loaded.name or "") if loaded is not None else "",
        at=loaded.at if loaded is not None else None,
    )
