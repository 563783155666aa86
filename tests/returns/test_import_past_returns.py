"""Returns of the time before are known too: their units are back, nothing moves, and they come back no second time."""

from pathlib import Path

from sqlalchemy import select

from app.db import db
from app.inventory.models import StockMovement
from app.returns.models import Rma
from tests.floor import wrong_books
from tests.returns.announced import Shell, back, count, opened, returned, sale
from tests.returns.shipped import sent
from tests.visitor import Visitor
from tests.world import World

OWN = """channel = "shop"
[order]
number = "order_number"
[line]
sku = "sku"
quantity = "quantity"
[return]
number = "return_number"
returned_at = "returned_at"
customer_number = "customer_number"
sku = "sku"
quantity = "quantity"
"""


def test_returns_known_from_history_are_over_and_cannot_come_back_once_more(
    shell: Shell, world: World, fay: Visitor
) -> None:
    shell.history(sale("1", "MUG", 3, days=300), sale("1", "CARD", 1, days=300))
    moved = count(StockMovement)
    rows = [back("R1", "MUG", 2, days=290, more="damaged,"), back("R1", "TEA", 1)]

    said = shell.announces(*rows, options=("--as-returned",))

    assert "1 returns noted as history: 2 units." in said
    assert "an item that was never sent to them" in said
    assert opened() == [("R1", "settled", "1", [("MUG", "damaged", 2, 2)])]
    assert returned("1") == [2, 0]
    assert count(StockMovement) == moved
    assert wrong_books() == []

    assert "0 returns noted" in shell.announces(*rows, options=("--as-returned",))
    assert "1 of 2 units: more than was sent" in shell.announces(
        back("R2", "MUG", 2), options=("--beyond", "as the channel says")
    )
    rma_id = db.session.scalars(select(Rma.id).where(Rma.channel_number == "R1")).one()
    page = fay.get(f"/returns/{rma_id}").text
    assert "before, known from a file" in page
    assert "Noted from before: nothing of it was received here." in page
    order_id = db.session.scalars(select(Rma.order_id).where(Rma.channel_number == "R1")).one()
    assert "Something of it had come back before: return RMA-00001." in fay.get(f"/orders/{order_id}").text


def test_of_orders_that_were_sent_from_here_nothing_is_noted_without_its_goods(
    shell: Shell, world: World, tmp_path: Path
) -> None:
    sent(world, {"MUG": 2}, number="W1", customer_number="K1")
    own = tmp_path / "own.toml"
    own.write_text(OWN)

    said = shell.announces(back("R1", "MUG", 1, days=-1), options=("--as-returned", "--mapping", str(own)))

    assert "Order W1 was sent from here" in said
    assert opened() == []
    assert returned("W1") == [0]
