"""What happens to figures and alerts; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class FiguresAsked(Event):
    """Somebody wants the figures anew: the work may begin."""

    warehouse_id: int


@dataclass(frozen=True)
class ReorderingEvent(Event):
    """The list looks different now."""

    warehouse_id: int


@dataclass(frozen=True)
class FiguresMade(ReorderingEvent):
    """New figures are there, or they could not be made."""


@dataclass(frozen=True)
class StockLow(ReorderingEvent):
    """These items came down to their reorder points, or what was put off is due again."""

    item_ids: tuple[int, ...]


@dataclass(frozen=True)
class AlertChanged(ReorderingEvent):
    """An alert is over, was put off, or was taken up again."""

    alert_id: int
