"""What happens to deliveries; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class DeliveryChanged(Event):
    """It was announced, something of it was received, or it was closed."""

    delivery_id: int
    warehouse_id: int
