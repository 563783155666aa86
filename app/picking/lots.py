"""Which other lot of a stop's bin may stand for the one that is meant."""

from datetime import date

from app.catalog.queries import strategy_of
from app.clock import now
from app.errors import DomainError
from app.inventory.blocked import block_of
from app.inventory.models import Lot, Stock
from app.picking.errors import LotKept, LotLastsLonger, LotNotGood
from app.walks.scan_errors import WrongLot
from app.warehouse.calendar import calendar_of
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of

FEFO = "fefo"


class LotRule:
    """What the warehouse lets its pickers swap. A shoe shop has one lot as good as the next; where the first to expire
    goes out first (a pharmacy), one that lasts longer than the lot that is meant has to wait for its turn.
    """

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._today = calendar_of(warehouse).today(now())
        self._strategies: dict[int, str] = {}

    def objection(self, meant: Lot, stock: Stock, units: int) -> DomainError | None:
        """Why `units` of that stock may not stand for the lot that is meant; None where they may."""
        words = {"scanned": stock.lot.code, "wanted": meant.code}
        if not settings_of(self._warehouse).swap_lots:
            return WrongLot(**words)
        if stock.doubted_at or (stock.lot.expires_on and stock.lot.expires_on < self._today):
            return LotNotGood(**words)
        if block_of(self._warehouse.id, stock.lot_id):
            return LotNotGood(**words)
        if self._strategy(meant.item_id) == FEFO and _lasts(stock.lot) > _lasts(meant):
            return LotLastsLonger(**words)
        if stock.available < units:
            return LotKept(left=stock.available, **words)
        return None

    def _strategy(self, item_id: int) -> str:
        if item_id not in self._strategies:
            own = strategy_of(self._warehouse.id, item_id)
            self._strategies[item_id] = own or settings_of(self._warehouse).strategy
        return self._strategies[item_id]


def _lasts(lot: Lot) -> date:
    """A lot that never expires lasts longest."""
    return lot.expires_on or date.max
