"""A lot over its last day, with the clock put forward: until midnight it goes out, from then on nothing of it does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.clock import earlier
from app.db import db
from app.inventory.blocked import open_blocks
from app.inventory.models import Lot, LotBlock
from app.orders.models import OrderHold
from app.picking.blocked_lots import settle_block
from app.picking.models import PickLine
from app.stockkeeping.expiry import raise_expired, today_in
from app.stockkeeping.models import ExpiryAlert
from app.walks.models import SKIPPED, TODO
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.stockkeeping.desk import audits
from tests.visitor import visitor, words
from tests.world import World

IN_BOTH_LOTS = {"L1": 300, "L2": 0}
"""Days that the lots of the tea keep: L2 goes out first, and today is its last day."""


@pytest.fixture
def tea(world: World) -> World:
    """Five boxes of each lot lie in D-05-1."""

    def command() -> None:
        for code, days in IN_BOTH_LOTS.items():
            keeps = today_in(world.warehouse_id) + timedelta(days=days)
            db.session.execute(update(Lot).where(Lot.code == code).values(expires_on=keeps))

    world.do(command)
    world.sets(strategy="fefo")
    return world


@contextmanager
def tomorrow() -> Iterator[None]:
    with earlier(timedelta(days=-1)):
        yield


def kept_of(world: World, lot: str) -> int:
    return world.stock("D-05-1", "TEA", lot).reserved


def to_pick() -> list[tuple[str, int]]:
    db.session.rollback()
    lines = db.session.scalars(
        select(PickLine).where(PickLine.state.in_((TODO, SKIPPED))).order_by(PickLine.lot_id, PickLine.id)
    )
    return [(line.lot.code, line.to_pick) for line in lines if line.to_pick]


def expire(world: World) -> None:
    """The watch looks, and the walks hear of it."""
    raise_expired(world.warehouse_id)
    for block_id in db.session.scalars(select(LotBlock.id).order_by(LotBlock.id)).all():
        settle_block(block_id)


def test_the_page_names_the_orders_that_keep_units_of_what_expires(tea: World) -> None:
    order_id = tea.order({"TEA": 2}, number="N-SOON")
    tea.order({"MUG": 1}, number="N-MUG")
    release(tea.warehouse_id)

    page = words(visitor(tea, "Eli").get("/stock-desk/expiry?within=30").text)
    desk = visitor(tea, "Cleo").get("/stock-desk/expiry?within=30").text

    assert "today is its last day Green tea TEA L2 D-05-1 3 2 N-SOON × 2" in page
    assert "N-MUG" not in page
    assert f'href="/orders/{order_id}"' in desk
    file = visitor(tea, "Eli").get("/stock-desk/expiry.csv?within=30").text
    assert file.strip().endswith(",D-05-1,3,2,N-SOON")


def test_units_in_a_tote_are_named_with_their_order(tea: World) -> None:
    tea.order({"TEA": 2}, number="N-SOON")
    (task_id,) = release(tea.warehouse_id)
    ana = Handheld(tea, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    ana.pick_all(task_id)

    page = words(visitor(tea, "Eli").get("/stock-desk/expiry?within=30").text)

    assert "L2 T-001 2 0 N-SOON × 2" in page


def test_on_its_last_day_a_lot_goes_out_first_and_is_not_blocked(tea: World) -> None:
    expire(tea)
    tea.order({"TEA": 2})
    release(tea.warehouse_id)

    assert (kept_of(tea, "L2"), kept_of(tea, "L1")) == (2, 0)
    assert open_blocks(tea.warehouse_id) == []
    assert db.session.scalars(select(ExpiryAlert)).all() == []


def test_after_midnight_nothing_of_it_is_allocated_before_anybody_looked(tea: World) -> None:
    with tomorrow():
        tea.order({"TEA": 2})
        release(tea.warehouse_id)

    assert (kept_of(tea, "L2"), kept_of(tea, "L1")) == (0, 2)


def test_after_midnight_it_is_blocked_and_walks_take_the_other_lot(tea: World) -> None:
    tea.order({"TEA": 2})
    release(tea.warehouse_id)
    assert to_pick() == [("L2", 2)]

    with tomorrow():
        expire(tea)
        expire(tea)

    assert to_pick() == [("L1", 2)]
    assert (kept_of(tea, "L2"), kept_of(tea, "L1")) == (0, 2)
    (block,) = open_blocks(tea.warehouse_id)
    assert (block.lot.code, block.reason, block.blocked_by_id) == ("L2", "expired", None)
    assert (audits("blocked"), audits("expired")) == (1, 1)
    assert "Its date has passed" in visitor(tea, "Eli").get("/stock/lots").text
    assert wrong_books() == []


def test_an_order_that_has_units_of_it_in_its_tote_is_held(tea: World) -> None:
    order_id = tea.order({"TEA": 2})
    (task_id,) = release(tea.warehouse_id)
    ana = Handheld(tea, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    ana.pick_all(task_id)

    with tomorrow():
        expire(tea)

    holds = db.session.scalars(select(OrderHold).where(OrderHold.released_at.is_(None))).all()
    assert [(hold.order_id, hold.reason, hold.params["lot"]) for hold in holds] == [(order_id, "lot_blocked", "L2")]
    assert wrong_books() == []


def test_a_lot_that_is_blocked_already_is_said_and_its_block_stays_as_it_is(tea: World) -> None:
    lot_id = tea.lot("TEA", "L2").id
    assert visitor(tea, "Cleo").send(f"/stock/lots/{lot_id}/blocks", reason="recall").status_code == 303
    block_id = open_blocks(tea.warehouse_id)[0].id

    with tomorrow():
        assert raise_expired(tea.warehouse_id) == 1

    assert fresh(LotBlock, block_id).reason == "recall"
    assert len(open_blocks(tea.warehouse_id)) == 1
