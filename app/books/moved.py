"""What operations confirmed against what they moved, to the unit."""

from sqlalchemy import select

from app.books.check import Rows, differing
from app.inventory.models import StockMovement
from app.operations.models import Operation
from app.putting_away.models import PutAway
from app.putting_back.models import PutBack
from app.replenishing.models import RefillMove


def moved_otherwise(confirmed: type[PutAway | PutBack | RefillMove], reason: str) -> Rows:
    """The operations that `confirmed` other units for the reason than the ledger moved for it."""
    sums = differing(
        *(
            select(kind.operation_id.label("id"), kind.quantity.label("units")).where(
                kind.operation_id.is_not(None), kind.reason == reason
            )
            for kind in (confirmed, StockMovement)
        )
    )
    told = select(Operation.id, Operation.name, sums.c.one, sums.c.other)
    return told.join(sums, sums.c.id == Operation.id).order_by(Operation.received_at)
