"""Where items should lie: asked on the page or in the shell, computed from the orders, kept until computed anew."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import db
from app.inventory.commands import lot_of, receive
from app.operations.models import AuditEntry
from app.orders.models import Order
from app.slotting.background import proposals_to_do, propose_when_committed, work_out
from app.slotting.events import SlottingAsked
from app.slotting.models import SlottingProposal
from app.slotting.queries import asked_warehouses, proposal_to_show
from app.warehouse.models import Location
from tests.visitor import alert_of, visitor
from tests.world import SYSTEM, World


@pytest.fixture
def daily(world: World) -> World:
    """Tea, in the farthest corner, is ordered again and again; cards, nearer, now and then; mugs lie in two bins."""
    for _ in range(12):
        world.order({"TEA": 1})
    world.order({"CARD": 1})
    world.order({"MUG": 1})
    return world


def proposed(world: World) -> SlottingProposal:
    db.session.rollback()
    proposal = proposal_to_show(world.warehouse_id)
    assert proposal is not None
    return proposal


def ask(world: World, name: str = "Cleo", days: object = 28, moves: object = 50) -> None:
    assert visitor(world, name).send("/slotting/proposals", days=days, moves=moves).status_code == 303
    work_out(world.warehouse_id)


def moves_of(world: World) -> list[tuple[str, str, str]]:
    return [(move.item.sku, move.source.address, move.target.address) for move in proposed(world).moves]


def test_what_is_ordered_daily_is_to_come_near_and_the_page_says_what_that_saves(daily: World) -> None:
    lead = visitor(daily, "Cleo")
    assert "Nothing was computed yet" in lead.get("/slotting").text

    ask(daily)

    proposal = proposed(daily)
    assert proposal.moves[0].item.sku == "TEA"
    assert proposal.moves[0].source.address == "D-05-1"
    assert proposal.moves[0].target.aisle == 0
    assert (proposal.orders, proposal.days) == (14, 1)
    assert proposal.metres_after < proposal.metres_before
    assert sum(move.metres_a_day for move in proposal.moves) == pytest.approx(proposal.saved)
    saved, target = round(proposal.saved), proposal.moves[0].target.address
    page = re.sub(r"\s+", " ", visitor(daily, "Cleo").get("/slotting").text)
    assert f"{saved} m a day less to walk" in page
    assert "Green tea" in page
    assert target in page
    assert daily.on_hand("D-05-1", "TEA", "L1") == 5, "a proposal moves nothing"


def test_the_page_asks_again_while_the_proposal_is_computed_and_not_after(daily: World) -> None:
    keeper = visitor(daily, "Eli")
    keeper.send("/slotting/proposals", days=28, moves=5)

    waiting = keeper.get("/slotting/proposal").text
    assert "is being computed" in waiting
    assert "every 2s" in waiting
    assert asked_warehouses() == [daily.warehouse_id]

    work_out(daily.warehouse_id)

    shown = keeper.get("/slotting/proposal").text
    assert "is being computed" not in shown
    assert "every 2s" not in shown
    assert "TEA" in shown
    assert asked_warehouses() == []


def test_the_old_proposal_stays_until_the_new_one_is_there(daily: World) -> None:
    ask(daily)
    before = moves_of(daily)

    visitor(daily, "Cleo").send("/slotting/proposals", days=28, moves=1)
    assert moves_of(daily) == before
    assert "TEA" in visitor(daily, "Cleo").get("/slotting").text

    work_out(daily.warehouse_id)
    assert len(moves_of(daily)) == 1
    assert len(db.session.scalars(select(SlottingProposal)).all()) == 1


def test_carts_that_use_up_their_time_leave_the_moves_theirs(daily: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(daily)
    usual = moves_of(daily)

    monkeypatch.setattr("app.slotting.background.CART_SECONDS", 0.0)
    ask(daily)

    assert len(usual) > 1
    assert moves_of(daily) == usual


def test_nothing_is_computed_that_nobody_asked_for(daily: World) -> None:
    ask(daily)
    computed_at = proposed(daily).computed_at

    work_out(daily.warehouse_id)
    work_out(daily.other_warehouse_id)

    assert proposed(daily).computed_at == computed_at


@pytest.mark.parametrize(("days", "moves"), [(0, 5), (366, 5), (5, 0), (5, 201), ("many", 5)])
def test_numbers_beyond_reason_are_refused_in_words(daily: World, days: object, moves: object) -> None:
    answer = visitor(daily, "Cleo").send("/slotting/proposals", days=days, moves=moves)

    assert answer.status_code == 422
    assert "1 to 365 days" in alert_of(answer)
    assert asked_warehouses() == []


def test_without_orders_there_is_nothing_to_learn_from(world: World) -> None:
    answer = visitor(world, "Cleo").send("/slotting/proposals", days=5, moves=5)

    assert answer.status_code == 409
    assert "no orders yet" in alert_of(answer)
    assert asked_warehouses() == []


def test_orders_for_what_lies_in_no_bin_give_no_proposal_and_say_so(daily: World) -> None:
    def empty() -> None:
        for location in db.session.scalars(select(Location).where(Location.kind == "bin")):
            location.blocked = True

    daily.do(empty)

    ask(daily)

    assert proposed(daily).computed_at is None
    assert "nothing to propose" in visitor(daily, "Cleo").get("/slotting").text
    assert asked_warehouses() == []


def test_a_bin_that_is_shared_or_in_doubt_or_blocked_stays_as_it_is(daily: World) -> None:
    def share() -> None:
        card = daily.item("CARD")
        receive(card, lot_of(card), 1, daily.location("D-05-1"), SYSTEM)
        daily.stock("B-03-1", "CARD").doubted_at = now()
        for address in ("A-01-1", "A-02-1"):
            daily.location(address).blocked = True

    daily.do(share)

    ask(daily)

    touched = {address for _, *pair in moves_of(daily) for address in pair}
    assert not touched & {"D-05-1", "B-03-1", "A-01-1", "A-02-1"}


def test_reserve_bins_and_second_bins_of_an_item_are_no_places_to_move_to(daily: World) -> None:
    ask(daily)

    targets = {move.target.purpose for move in proposed(daily).moves}
    touched = {address for _, *pair in moves_of(daily) for address in pair}
    assert targets == {"forward"}
    assert "C-02-1" not in touched, "mugs are picked in A-01-1, where most of them lie"


def test_cancelled_orders_and_those_before_the_days_are_not_walked(daily: World) -> None:
    def age() -> None:
        orders = db.session.scalars(select(Order).order_by(Order.id)).all()
        orders[0].state = "cancelled"
        orders[1].placed_at = now() - timedelta(days=8)

    daily.do(age)

    ask(daily, days=7)

    assert proposed(daily).orders == 12


def test_another_warehouse_s_proposal_is_not_shown(daily: World) -> None:
    ask(daily)

    assert "TEA" not in visitor(daily, "Olga").get("/slotting").text


def test_asking_is_in_the_audit(daily: World) -> None:
    ask(daily, days=9, moves=3)

    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.entity == "slotting_proposals")).one()
    assert (entry.change, entry.after) == ("asked", {"days": 9, "moves": 3})
    assert entry.worker_id == daily.workers["Cleo"]


def test_what_was_asked_is_computed_when_it_is_committed_and_when_the_server_starts_again(
    daily: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs: list[Callable[[], None]] = []
    monkeypatch.setattr("app.slotting.background.enqueue", lambda _name, job: jobs.append(job))
    visitor(daily, "Cleo").send("/slotting/proposals", days=28, moves=5)
    assert len(jobs) == 1

    jobs += proposals_to_do().values()
    propose_when_committed([SlottingAsked(daily.other_warehouse_id)])
    assert len(jobs) == 3

    for job in jobs:
        job()
    assert moves_of(daily)
    assert not proposals_to_do()


def test_the_shell_proposes_and_prints_the_moves_best_first(daily: World) -> None:
    printed = daily.app.test_cli_runner().invoke(
        args=["slotting", "propose", "--warehouse", "RIVER", "--days", "7", "--moves", "2"]
    )

    assert printed.exit_code == 0, printed.output
    head, first, *_ = printed.output.splitlines()
    assert head.startswith("14 orders on 1 days:")
    assert re.match(r"\s+1\s+[\d.]+ m  TEA\s+D-05-1 → A-", first)


def test_the_shell_says_why_it_proposes_nothing(world: World) -> None:
    printed = world.app.test_cli_runner().invoke(args=["slotting", "propose", "--warehouse", "RIVER"])

    assert printed.exit_code == 1
    assert "no orders yet" in printed.output
