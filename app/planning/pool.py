"""What is left of each stock while a plan is made."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.planning.allocation import BinStock, LineDemand, choose_stock
from app.planning.batching import Goods


class Pool:
    """Stocks by item id; nothing is taken twice."""

    def __init__(self, stocks: Mapping[int, Sequence[BinStock]]) -> None:
        self._stocks = stocks
        self._by_id = {stock.id: stock for some in stocks.values() for stock in some}
        self._left = {stock.id: stock.available for stock in self._by_id.values()}

    def available(self) -> dict[int, int]:
        """Units by item id, before anything was taken."""
        return {item_id: sum(stock.available for stock in stocks) for item_id, stocks in self._stocks.items()}

    def stock(self, stock_id: int) -> BinStock:
        """As it was offered."""
        return self._by_id[stock_id]

    def left(self, item_id: int) -> list[BinStock]:
        """The item's stocks with what is left of them."""
        stocks = (replace(stock, available=self._left[stock.id]) for stock in self._stocks.get(item_id, ()))
        return [stock for stock in stocks if stock.available]

    def give_back(self, goods: Goods) -> None:
        """Somebody else may take it."""
        self._left[goods.stock_id] += goods.units

    def take(self, line: LineDemand, units: int) -> list[Goods]:
        """At most `units`, by the line's strategy."""
        return [self.take_from(stock, line, taken) for stock, taken in self._chosen(line, units)]

    def take_from(self, stock: BinStock, line: LineDemand, units: int) -> Goods:
        """Those very units. Raises ValueError where there are not as many."""
        if units > self._left[stock.id]:
            raise ValueError(f"stock {stock.id} has no {units} units left")
        self._left[stock.id] -= units
        return Goods(line.id, stock.id, units, stock.cell, line.volume_l, line.weight_kg, stock.reach_seconds)

    def _chosen(self, line: LineDemand, units: int) -> list[tuple[BinStock, int]]:
        chosen = choose_stock(units, self.left(line.item_id), line.strategy)
        return [(self._by_id[stock_id], taken) for stock_id, taken in chosen]
