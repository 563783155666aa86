"""What else lies in the bins of a walk: by it the handheld judges, without the network, what the shelf shows."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from app.db import db
from app.inventory.models import Stock
from app.inventory.queries import stock_in
from app.picking.lots import LotRule
from app.picking.models import Pick, PickLine
from app.walks.document import BinView
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of


class Bins:
    """The bins of those stops, read in few statements."""

    def __init__(self, warehouse: Warehouse, lines: Sequence[PickLine], of_walk: Sequence[PickLine]) -> None:
        self._settings = settings_of(warehouse)
        self._rule: LotRule | None = None
        self._warehouse = warehouse
        self._stocks: defaultdict[int, list[Stock]] = defaultdict(list)
        for stock in stock_in([line.location_id for line in lines if line.to_pick]):
            self._stocks[stock.location_id].append(stock)
        self._picked: defaultdict[int, int] = defaultdict(int)
        for line in of_walk:
            self._picked[line.location_id] += line.picked
        self._serials = _serials([line.id for line in lines if line.lot.item.tracks_serial and line.picked])

    def view(self, lines: Sequence[PickLine]) -> BinView:
        """The bin of a stop, as the stop's lines need it; of one that is done nobody asks what else lies there."""
        first, serials = lines[0], tuple(code for line in lines for code in self._serials[line.id])
        if not any(line.to_pick for line in lines):
            return BinView(serials=serials)
        item, lying = first.lot.item, self._stocks[first.location_id]
        same_item = [stock for stock in lying if stock.item_id == item.id]
        asked = self._settings.zero_check and not any(stock.doubted_at for stock in lying)
        return BinView(
            spare=sum(stock.available for stock in same_item if stock.lot_id == first.lot_id),
            asks_lot=item.tracks_lot and len(same_item) > 1,
            lots=tuple(self._lots(first, same_item)) if item.tracks_lot else (),
            empty_at=sum(stock.on_hand for stock in lying) + self._picked[first.location_id] if asked else None,
            serials=serials,
            stands=self._settings.bin_stands_for_item and len(lying) == 1,
        )

    def _lots(self, line: PickLine, stocks: Sequence[Stock]) -> list[tuple[str, int]]:
        others = [stock for stock in stocks if stock.lot_id != line.lot_id]
        if not others:
            return []
        self._rule = self._rule or LotRule(self._warehouse)
        allowed = [stock for stock in others if self._rule.objection(line.lot, stock, 1) is None]
        return [(stock.lot.code, stock.available) for stock in allowed]


def _serials(line_ids: Sequence[int]) -> defaultdict[int, list[str]]:
    """The numbers that were picked and not undone, by line."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    if line_ids:
        standing = Pick.undone_at.is_(None) & Pick.sorted_from_id.is_(None)
        picks = select(Pick).where(Pick.line_id.in_(line_ids), standing).order_by(Pick.id)
        for pick in db.session.scalars(picks):
            found[pick.line_id] += [serial.code for serial in pick.serials]
    return found
