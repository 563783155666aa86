"""Carriers whose numbers run out: without them no carton of theirs leaves."""

from collections.abc import Sequence

from app.clock import now
from app.exceptions.models import NumbersWait
from app.shipping.pools import pools_of
from app.warehouse.models import Warehouse


def numbers_wait(warehouse: Warehouse) -> Sequence[NumbersWait]:
    """Those below their warning, the emptiest first."""
    low = sorted((pool for pool in pools_of(warehouse.id) if pool.is_low), key=lambda pool: pool.left)
    return [NumbersWait(now(), None, None, pool) for pool in low]
