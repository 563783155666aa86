"""Rules of counting: what was posted of variances is what the ledger moved for it, and nothing is forgotten."""

from flask_babel import lazy_gettext
from sqlalchemy import exists, or_, select

from app.books.check import Check, Rows, differing
from app.catalog.models import Item
from app.counting.models import POSTED, REASON, WAITS, CountEntry, CountLine, CycleCount, Variance
from app.inventory.models import Lot, StockLeg, StockMovement
from app.walks.models import FINISHED, OPEN_STATES, SKIPPED, TODO, Walk
from app.warehouse.models import ADJUSTMENT, Location, Warehouse


def _ledger() -> Rows:
    posted = select(Variance.location_id.label("location"), Variance.lot_id.label("lot"), Variance.units.label("units"))
    moved = (
        select(StockLeg.location_id.label("location"), StockLeg.lot_id.label("lot"), StockLeg.quantity.label("units"))
        .join(StockMovement, StockMovement.id == StockLeg.movement_id)
        .join(Location, Location.id == StockLeg.location_id)
        .where(StockMovement.reason == REASON, Location.kind != ADJUSTMENT)
    )
    sums = differing(posted.where(Variance.state == POSTED), moved)
    return (
        select(Warehouse.code, Location.address, Item.sku, sums.c.one, sums.c.other)
        .select_from(sums)
        .join(Location, Location.id == sums.c.location)
        .join(Warehouse, Warehouse.id == Location.warehouse_id)
        .join(Lot, Lot.id == sums.c.lot)
        .join(Item, Item.id == Lot.item_id)
        .order_by(Location.id, Lot.id)
    )


def _counted() -> Rows:
    """A variance is the difference of what was counted, of a count that stands."""
    differs = Variance.units != CountEntry.counted - CountEntry.booked
    undone = (Variance.state.in_((WAITS, POSTED))) & CountEntry.undone_at.is_not(None)
    return (
        select(Variance.id, Location.address, Variance.units, CountEntry.counted, CountEntry.booked)
        .join(CountEntry, CountEntry.id == Variance.entry_id)
        .join(Location, Location.id == Variance.location_id)
        .where(or_(differs, undone))
        .order_by(Variance.id)
    )


def _settled() -> Rows:
    """What is settled has no stop to do and no variance that waits; what is done was counted by somebody."""
    to_do = exists(
        select(CountLine.id).where(CountLine.count_id == CycleCount.id, CountLine.state.in_((TODO, SKIPPED)))
    )
    waits = exists(select(Variance.id).where(Variance.count_id == CycleCount.id, Variance.state == WAITS))
    return (
        select(CycleCount.id, Location.address)
        .join(Location, Location.id == CycleCount.location_id)
        .where(CycleCount.counted_at.is_not(None), or_(to_do, waits))
        .order_by(CycleCount.id)
    )


def _stops() -> Rows:
    """A stop is done when it was counted; none of a walk that is over is still to do."""
    walk_over = CountLine.state.in_((TODO, SKIPPED)) & Walk.state.not_in(OPEN_STATES)
    uncounted = (CountLine.state == FINISHED) & CountLine.counted_at.is_(None)
    counted = CountLine.state.in_((TODO, SKIPPED)) & CountLine.counted_at.is_not(None)
    return (
        select(CountLine.id, Location.address, CountLine.state)
        .join(Location, Location.id == CountLine.location_id)
        .join(Walk, Walk.id == CountLine.walk_id)
        .where(or_(walk_over, uncounted, counted))
        .order_by(CountLine.id)
    )


CHECKS = (
    Check(
        "variances' ledger",
        lazy_gettext("What was posted of variances is what the ledger moved for that reason."),
        _ledger(),
        lazy_gettext("%(code)s %(address)s: %(one)s of %(sku)s were posted after counts, %(other)s moved."),
    ),
    Check(
        "variances",
        lazy_gettext("A variance is the difference between what was counted and what the book had then."),
        _counted(),
        lazy_gettext("Variance %(id)s at %(address)s: %(units)s, but %(counted)s counted and %(booked)s in the book."),
    ),
    Check(
        "settled counts",
        lazy_gettext("A count is settled once nobody has to count and no lead to decide."),
        _settled(),
        lazy_gettext("Count %(id)s of %(address)s is settled, and something of it is still open."),
    ),
    Check(
        "stops of counts",
        lazy_gettext("A stop of a count is done when it was counted, and none is left on a walk that is over."),
        _stops(),
        lazy_gettext("Stop %(id)s at %(address)s is %(state)s, which is not what was counted there."),
    ),
)
