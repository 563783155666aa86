"""Refused scans of the dock: a lead sees what came late, with the delivery that it was for."""

from collections.abc import Mapping
from typing import Any

from app.db import db
from app.receiving.models import Delivery, Plate
from app.walks.refused import keeps_off_walks

AT_THE_DOCK = frozenset(
    {
        "receiving.create_receipt",
        "receiving.create_undo",
        "receiving.create_strange",
        "receiving.create_plate",
        "receiving.create_finishing",
    }
)


def _subject(warehouse_id: int, content: Mapping[str, Any]) -> str:
    """The delivery's number; of a plate without one, the plate's."""
    plate = db.session.get(Plate, content.get("plate_id", 0))
    delivery = plate.delivery if plate else db.session.get(Delivery, content.get("delivery_id", 0))
    found = delivery or plate
    if found is None or found.warehouse_id != warehouse_id:
        return ""
    return found.number if isinstance(found, Delivery) else found.location.address


on_operation_refused = keeps_off_walks(AT_THE_DOCK, _subject)
"""Handler."""
