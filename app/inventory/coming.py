"""What is on its way into bins: each capability that brings units there says how it knows its own."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Select

from app.db import db

Coming = Callable[[Collection[int]], "Select[int, int, int]"]
"""Of items: bin, item, and the units that are on their way there; a pair may come more than once."""
_carriers: list[Coming] = []


def know_carriers(carriers: Sequence[Coming]) -> None:
    """Who brings units into bins; said once, where the parts are wired."""
    _carriers[:] = carriers


def coming_to_bins(item_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """Units of the items that come into bins, by bin and item, whoever brings them."""
    found: Counter[tuple[int, int]] = Counter()
    for carrier in _carriers:
        for location_id, item_id, units in db.session.execute(carrier(item_ids)):
            found[location_id, item_id] += units
    return found


def coming_to(location_id: int, item_id: int) -> int:
    """Units of the item that come into that bin."""
    return coming_to_bins([item_id]).get((location_id, item_id), 0)
