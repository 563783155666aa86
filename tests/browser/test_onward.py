"""When an order is packed the bench says what becomes of its cartons."""

from playwright.sync_api import expect

from app.clock import now
from app.db import db
from app.packing.models import Carton
from app.shipping.models import Waybill
from tests.browser.packer import CARD, Packer
from tests.packing.orders import picked_order
from tests.shipping.loads import carrier
from tests.world import World


def test_the_bench_says_why_a_carton_stays_and_then_where_it_goes(small_packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"CARD": 1}, number="A-100")
    said = small_packer.page.locator("#done #onward")
    small_packer.sign_in()
    small_packer.opens("A-100")
    expect(said).to_be_hidden()

    small_packer.scan(CARD)
    small_packer.closes(order_id)

    expect(said).to_contain_text("It has no waybill yet: keep it here.")
    _label(world)
    small_packer.page.reload()
    expect(said).to_contain_text("Bring it to a free lane")
    expect(said).to_contain_text("SW1: its label is not printed yet")
    world.do(lambda: setattr(db.session.query(Waybill).one(), "printed_at", now()))
    expect(said).to_contain_text("SW1: its label is printed")  # by itself


def _label(world: World) -> None:
    swift = carrier(world)

    def command() -> None:
        carton = db.session.query(Carton).one()
        ids = {"warehouse_id": world.warehouse_id, "carrier_id": swift, "carton_id": carton.id}
        db.session.add(Waybill(number="SW1", made_at=now(), **ids))

    world.do(command)
