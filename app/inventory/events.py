"""What happens to stock; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class StockCame(Event):
    """Units that nobody keeps lie in a bin from which pickers take."""

    warehouse_id: int
    item_id: int


@dataclass(frozen=True)
class StockLeft(Event):
    """Units left a bin from which pickers take, or what the book says of it is in doubt."""

    warehouse_id: int
    location_id: int
    item_id: int
