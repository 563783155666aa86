"""Cartons that leave: loaded, closed, and out of the book."""

from app.shipping.handing_over.departure import work_off
from tests.packing.orders import hand
from tests.shipping.loads import Packed, carrier, closes, loads, opens
from tests.world import World


def leaves(world: World, gone: Packed) -> None:
    """All its cartons go with the carrier's next manifest."""
    ben = hand(world, "Ben")
    manifest_id = opens(ben, carrier(world))
    for code in gone.cartons:
        assert loads(ben, manifest_id, code).ok
    assert closes(ben, manifest_id).ok
    work_off(manifest_id)
