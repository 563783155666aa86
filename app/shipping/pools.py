"""The numbers that carriers gave: their ranges, and how many are left."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.db import db
from app.errors import NotFound
from app.shipping.accounts import numbers_of
from app.shipping.carriers import ADAPTERS
from app.shipping.models import POOL, Carrier, NumberRange, Service

WITH_NUMBERS = [name for name, adapter in ADAPTERS.items() if not adapter.asks]


def ranges_of(carrier: Carrier) -> Sequence[NumberRange]:
    """The carrier's numbers, the ended ones last."""
    mine = select(NumberRange).where(NumberRange.carrier_id == carrier.id)
    return db.session.scalars(mine.order_by(NumberRange.ended_at.is_not(None), NumberRange.id)).all()


def range_in(warehouse_id: int, range_id: int) -> NumberRange:
    """Raises NotFound for one of another warehouse."""
    found = db.session.get(NumberRange, range_id)
    if found is None or found.carrier.warehouse_id != warehouse_id:
        raise NotFound
    return found


@dataclass(frozen=True)
class Pool:
    """A carrier's numbers that are left, and below how many somebody is warned."""

    carrier: Carrier
    left: int
    warn_below: int

    @property
    def is_low(self) -> bool:
        return self.left < self.warn_below


def pools_of(warehouse_id: int) -> list[Pool]:
    """Those carriers' that take their numbers from a pool and have services."""
    usable = (NumberRange.carrier_id == Carrier.id) & NumberRange.ended_at.is_(None)
    left = func.coalesce(func.sum(NumberRange.last + 1 - NumberRange.next), 0)
    warn = func.coalesce(func.max(NumberRange.warn_below), 1)
    wanted = (
        select(Carrier, left, warn)
        .outerjoin(NumberRange, usable)
        .where(Carrier.warehouse_id == warehouse_id, Carrier.ended_at.is_(None))
        .where(Carrier.adapter.in_(WITH_NUMBERS))
        .where(Carrier.services.any(Service.ended_at.is_(None)))
        .group_by(Carrier.id)
        .order_by(Carrier.name)
    )
    found = [Pool(carrier, int(left), int(warn)) for carrier, left, warn in db.session.execute(wanted)]
    return [pool for pool in found if numbers_of(pool.carrier) == POOL]


def low_pools(warehouse_id: int) -> list[Pool]:
    """Those of which somebody is warned."""
    return [pool for pool in pools_of(warehouse_id) if pool.is_low]
