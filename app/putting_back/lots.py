"""Which lot of an item goes back."""

from collections.abc import Sequence

from app.putting_back.models import PutBackLine


def asks_lot(line: PutBackLine, of_task: Sequence[PutBackLine]) -> bool:
    """Whether units of several lots of the item go back on this walk, so that its code is not enough."""
    lot = line.pick.line.lot
    lots = {one.pick.line.lot_id for one in of_task if one.pick.line.lot.item_id == lot.item_id}
    return lot.item.tracks_lot and len(lots) > 1
