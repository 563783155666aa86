"""What happens to figures and alerts; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class FiguresAsked(Event):
    """Somebody wants the figures anew: the work may begin."""

    warehouse_id: int


@dataclass(frozen=True)
class FiguresMade(Event):
    """New figures are there, or they could not be made."""

    warehouse_id: int


@dataclass(frozen=True)
class StockLow(Event):
    """These items came down to their reorder points, or what was put off is due again."""

    warehouse_id: int
    item_ids: tuple[int, ...]


@dataclass(frozen=True)
class AlertChanged(Event):
    """An alert is over, was put off, or was taken up again."""

    warehouse_id: int
    alert_id: int
