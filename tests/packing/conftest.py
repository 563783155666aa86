"""Ben's order: two mugs and a card that Ana picked into T-001, which stands in the first lane."""

import pytest

from app.db import db
from app.orders.models import Order
from app.packing.document import PackingDocument, packing_document
from tests.packing.orders import begin_carton, pack_all, picked_order, sized
from tests.world import World


@pytest.fixture
def order_id(world: World) -> int:
    return picked_order(world, {"MUG": 2, "CARD": 1})


def document(order_id: int) -> PackingDocument:
    """As a handheld reads it now."""
    db.session.remove()
    return packing_document(db.session.get_one(Order, order_id), "en")


@pytest.fixture
def full(world: World, order_id: int) -> int:
    """A carton with all of the order, of items whose weights are known."""
    sized(world)
    carton_id = begin_carton(world, order_id, "BOX-S")
    pack_all(world, order_id)
    return carton_id
