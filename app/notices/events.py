"""What happens to notices."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class NoticesWritten(Event):
    """Something is to be sent as soon as this is committed."""

    warehouse_id: int
    order_id: int
