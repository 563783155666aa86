"""Whoever has packed an order is told of each carton: its label, and where to bring it, or why it stays."""

import pytest

from app.clock import now
from app.db import db
from app.packing.models import Carton
from app.shipping.models import Carrier, Waybill
from tests.floor import Hand
from tests.shipping.loads import Packed, carton_row, packed, stages
from tests.visitor import visitor, words
from tests.world import World


def told(world: World, mine: Packed) -> str:
    return words(visitor(world, "Ben").get(f"/shipping/orders/{mine.order_id}/onward").text)


def test_it_goes_to_the_carriers_own_lanes(world: World, swift: int) -> None:
    world.do(lambda: setattr(db.session.get_one(Carrier, swift), "settings", {"lanes": ["LANE-1", "LANE-2"]}))
    mine = packed(world, {"MUG": 1})

    for words_told in ("Bring it to LANE-1 / LANE-2", mine.waybills[0], "its label is not printed yet"):
        assert words_told in told(world, mine)


def test_it_goes_beside_the_cartons_that_its_carrier_takes_already(world: World, ben: Hand, swift: int) -> None:
    first = packed(world, {"MUG": 1})
    assert "Bring it to a free lane" in told(world, first)
    assert stages(ben, first.carton, "LOC-LANE-1").ok

    second = packed(world, {"CARD": 1})

    assert "Bring it to LANE-1" in told(world, second)
    assert "It stands in LANE-1" in told(world, first)


def test_a_printed_label_is_not_asked_for_again(world: World, swift: int) -> None:
    mine = packed(world, {"MUG": 1})
    world.do(lambda: setattr(db.session.query(Waybill).one(), "printed_at", now()))

    assert "its label is printed" in told(world, mine)
    assert "Print its label" not in told(world, mine)


def test_one_without_a_waybill_is_kept_here_and_leads_to_the_reason(world: World) -> None:
    mine = packed(world, {"MUG": 1}, by=None)
    shown = visitor(world, "Ben").get(f"/shipping/orders/{mine.order_id}/onward").text

    assert "It has no waybill yet: keep it here." in words(shown)
    assert f'href="/shipping/cartons/{carton_row(mine.carton).id}"' in shown
    assert "Bring it" not in shown


@pytest.mark.parametrize("who", ["Ana", "Olga"])
def test_nobody_else_asks(world: World, who: str, swift: int) -> None:
    mine = packed(world, {"MUG": 1})
    assert visitor(world, who).get(f"/shipping/orders/{mine.order_id}/onward").status_code in (403, 404)
    assert db.session.query(Carton).count() == 1
