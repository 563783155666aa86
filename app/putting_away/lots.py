"""Which lot of an item is put away."""

from collections.abc import Sequence

from app.putting_away.models import PutAwayLine


def asks_lot(line: PutAwayLine, of_task: Sequence[PutAwayLine]) -> bool:
    """Whether units of several lots of the item are put away on this walk, so that its code is not enough."""
    lots = {one.lot_id for one in of_task if one.lot.item_id == line.lot.item_id}
    return line.lot.item.tracks_lot and len(lots) > 1
