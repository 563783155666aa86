"""Block a lot: nothing of it goes out; and lift the block again."""

from typing import Any

from app.clock import now
from app.db import guarded_update, insert_new
from app.events import record
from app.inventory.blocked import block_of
from app.inventory.events import StockCame
from app.inventory.models import Lot, LotBlock
from app.operations import Actor, audit
from app.stockkeeping.errors import BlockLifted, LotBlockedAlready, WordsNeeded
from app.stockkeeping.events import LotBlocked, LotFreed
from app.stockkeeping.reasons import BLOCKS, check_reason, noted


def block_lot(
    warehouse_id: int, lot: Lot, reason: str, note: str, actor: Actor, gathers: bool = False
) -> dict[str, Any]:
    """From now on nothing of the lot is allocated. What walks have of it is planned anew, orders that hold units of it
    are held; with `gathers` all that is free of it goes to quarantine.

    Raises ReasonNeeded, or LotBlockedAlready where nothing would change.
    """
    check_reason(reason, BLOCKS)
    said = {"reason": reason, "note": noted(note), "gathers": gathers}
    made = insert_new(
        LotBlock,
        warehouse_id=warehouse_id,
        lot_id=lot.id,
        blocked_at=now(),
        blocked_by_id=actor.worker_id,
        lifted_note="",
        **said,
    )
    block = block_of(warehouse_id, lot.id)
    if block is None or (not made and not (gathers and _gather(block, actor))):
        raise LotBlockedAlready(lot=lot.code, sku=lot.item.sku)
    if made:
        audit(block, "blocked", actor, {}, {"sku": lot.item.sku, "lot": lot.code, **said})
    record(LotBlocked(warehouse_id, block.id))
    return {"block_id": block.id}


def lift_block(block: LotBlock, note: str, actor: Actor) -> dict[str, Any]:
    """The lot is good: what lies of it in bins may be allocated again. What is in quarantine stays there.

    Raises WordsNeeded or BlockLifted.
    """
    if not noted(note):
        raise WordsNeeded
    said = {"lifted_at": now(), "lifted_by_id": actor.worker_id, "lifted_note": noted(note)}
    if not guarded_update(block, LotBlock.lifted_at.is_(None), **said):
        raise BlockLifted
    audit(block, "block lifted", actor, {"reason": block.reason}, {"note": noted(note)})
    record(StockCame(block.warehouse_id, block.lot.item_id))
    record(LotFreed(block.warehouse_id, block.lot_id))
    return {"lot_id": block.lot_id}


def _gather(block: LotBlock, actor: Actor) -> bool:
    """A lot that was only blocked is to be gathered, too; false where that was asked before."""
    if not guarded_update(block, LotBlock.gathers.is_(False), gathers=True):
        return False
    audit(block, "to be gathered", actor, {"gathers": False}, {"gathers": True})
    return True
