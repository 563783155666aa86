"""Which units, by their numbers, lie in a tote yet."""

from app.inventory.models import Serial
from app.picking.models import Pick


def serials_in_tote(pick: Pick) -> list[Serial]:
    """Those of the pick that were not put back."""
    return [serial for serial in pick.serials if serial.location_id == pick.tote_use.tote_id]
