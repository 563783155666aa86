"""What forward bins should hold is said at the desk: by hand, from a file, or as proposed; refills are given out."""

import io
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from app.clock import now
from app.db import db
from app.inventory.models import ForwardBin, StockMovement
from app.operations.models import AuditEntry
from app.replenishing.models import RefillTask
from app.replenishing.proposing import bounds_for, proposed_bounds
from app.waves.models import Wave
from tests.floor import Hand, fresh, release, wrong_books
from tests.replenishing.conftest import FORWARD, RESERVE, Keeper, refills, rule
from tests.visitor import Visitor, alert_of, visitor, words
from tests.world import World


def bounds() -> list[tuple[str, str, int, int]]:
    db.session.rollback()
    found = db.session.scalars(select(ForwardBin).order_by(ForwardBin.id))
    return [(one.location.address, one.item.sku, one.minimum, one.maximum) for one in found]


def cleo(world: World) -> Visitor:
    return visitor(world, "Cleo")


def test_a_bin_gets_its_bounds_by_hand_and_they_are_changed_in_place_with_the_audit(reserve: World) -> None:
    lead = cleo(reserve)
    lead.send("/refills/bins", address="a-01-1", sku="MUG", minimum=2, maximum=30)
    rule_id = db.session.scalars(select(ForwardBin.id)).one()

    answer = lead.send(f"/refills/bins/{rule_id}", minimum=4, maximum=20, text="MU", low="")

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/refills/bins?text=MU"
    assert bounds() == [(FORWARD, "MUG", 4, 20)]
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.entity == "forward_bins").order_by(AuditEntry.id))
    assert [(one.change, one.after["minimum"]) for one in noted] == [("said", 2), ("said", 4)]
    assert "A-01-1" in words(lead.get("/refills/bins?text=mug").text)
    assert "No bin fits." in lead.get("/refills/bins?text=CARD").text


def test_bounds_that_make_no_sense_are_refused_with_what_to_do(reserve: World) -> None:
    lead = cleo(reserve)

    def said(**changed: object) -> str:
        form: dict[str, Any] = {"address": FORWARD, "sku": "MUG", "minimum": 1, "maximum": 9}
        return alert_of(lead.send("/refills/bins", **(form | changed)))

    assert "not below the minimum" in said(minimum=10)
    assert "not below the minimum" in said(minimum="many")
    assert "not below the minimum" in said(maximum=99999999999999999999)
    assert "There is no bin Z-99-9" in said(address="Z-99-9")
    assert "C-03-2 is no bin from which pickers take" in said(address=RESERVE)
    assert "does not know &lt;b&gt;" in said(sku="<b>")
    assert bounds() == []


def test_a_file_is_taken_row_by_row_and_what_is_not_is_named(reserve: World) -> None:
    lead = cleo(reserve)
    text = "sku,location,minimum,maximum\nMUG,a-01-1,2,30\nCARD,B-03-1,9,3\n=cmd(),B-03-1,1,2\nTEA,D-05-1,,4\n"

    page = lead.send("/refills/bins/files", file=(io.BytesIO(text.encode()), "rules.csv"))
    again = lead.send("/refills/bins/files", file=(io.BytesIO(text.encode()), "rules.csv"))

    assert bounds() == [(FORWARD, "MUG", 2, 30)]
    said = words(page.text)
    assert "Taken 1" in said
    assert "Not taken 3" in said
    assert "The minimum is 0 or more" in said
    assert again.status_code == 200
    assert len(db.session.scalars(select(AuditEntry).where(AuditEntry.entity == "forward_bins")).all()) == 1


def test_of_many_wrong_rows_the_page_shows_the_first_and_says_so(reserve: World) -> None:
    text = "sku,location,minimum,maximum\n" + "NONE,a-01-1,2,30\n" * 51

    page = cleo(reserve).send("/refills/bins/files", file=(io.BytesIO(text.encode()), "rules.csv"))

    assert "These are the first 50." in words(page.text)
    assert page.text.count("NONE,") == 50


def test_a_proposal_covers_days_of_what_was_picked_and_is_kept_only_when_a_person_accepts_it(reserve: World) -> None:
    reserve.order({"MUG": 10, "CARD": 7})
    release(reserve.warehouse_id)
    visitor(reserve, "Ana")
    ana = Hand(reserve.actor("Ana"))
    ana.walks(ana.claims() or 0)
    db.session.rollback()

    found = {
        one.item.sku: (one.location.address, one.minimum, one.maximum)
        for one in proposed_bounds(reserve.warehouse_id, 14, 56)
    }
    assert found["CARD"] == ("B-03-1", 4, 14)
    assert found["MUG"][1:] == (5, 24), "up to whole cases of six"
    assert bounds() == []

    lead = cleo(reserve)
    page = lead.get("/refills/proposals?least=14&most=56").text
    assert 'value="14"' in page
    lead.send("/refills/proposals", address="B-03-1", sku="CARD", minimum=4, maximum=14, least=14, most=56)
    assert bounds() == [("B-03-1", "CARD", 4, 14)]
    assert "CARD" not in [one.item.sku for one in proposed_bounds(reserve.warehouse_id, 14, 56)]


def test_what_was_picked_long_ago_is_not_counted(reserve: World) -> None:
    reserve.order({"CARD": 7})
    release(reserve.warehouse_id)
    visitor(reserve, "Ana")
    ana = Hand(reserve.actor("Ana"))
    ana.walks(ana.claims() or 0)
    long_ago = now() - timedelta(days=29)
    reserve.do(lambda: db.session.execute(update(StockMovement).values(at=long_ago)))

    assert proposed_bounds(reserve.warehouse_id) == []


def test_bounds_cover_their_days_rounded_up() -> None:
    assert bounds_for(2.5, 1, 3) == (3, 8)
    assert bounds_for(2.5, 1, 3, case=6) == (3, 12)
    assert bounds_for(0.0, 1, 3) == (0, 1)


def test_a_bin_is_refilled_when_somebody_asks_and_not_twice(reserve: World) -> None:
    rule_id = rule(reserve, "MUG", FORWARD, 2, 25)
    lead = cleo(reserve)

    lead.send(f"/refills/bins/{rule_id}/refills")
    again = lead.send(f"/refills/bins/{rule_id}/refills")

    assert [(refill.quantity, refill.reason) for refill in refills()] == [(15, "asked")]
    assert "15 of MUG are on their way to A-01-1 already." in alert_of(again)
    assert wrong_books() == []


def test_asking_without_reserve_and_for_a_full_bin_says_so(world: World) -> None:
    empty, full = rule(world, "MUG", FORWARD, 2, 25), rule(world, "CARD", "B-03-1", 2, 20)
    lead = cleo(world)

    assert "No unit of MUG is free in a reserve bin." in alert_of(lead.send(f"/refills/bins/{empty}/refills"))
    assert "B-03-1 holds as many of CARD as it should." in alert_of(lead.send(f"/refills/bins/{full}/refills"))
    assert refills() == []


def test_a_rule_that_is_dropped_refills_nothing_more(reserve: World) -> None:
    rule_id = rule(reserve, "MUG", FORWARD, 2, 25)
    cleo(reserve).send(f"/refills/bins/{rule_id}/ends")

    assert bounds() == []
    assert refills() == []


def test_the_lead_gives_a_walk_to_a_keeper_and_to_nobody_else_and_calls_one_off(reserve: World) -> None:
    rule(reserve, "MUG", FORWARD, 12, 25)
    lead, task_id = cleo(reserve), refills()[0].task_id

    refused = lead.send(f"/refills/tasks/{task_id}/assignments", worker_id=reserve.workers["Ana"])
    lead.send(f"/refills/tasks/{task_id}/assignments", worker_id=reserve.workers["Eli"])

    assert "Ana has no role for such work in this warehouse." in alert_of(refused)
    assert fresh(RefillTask, task_id).holder_id == reserve.workers["Eli"]
    page = words(lead.get("/refills").text)
    assert "Red mug A-01-1 0 of 15 Below its minimum" in page
    lead.send(f"/refills/tasks/{task_id}/cancellations")
    assert fresh(RefillTask, task_id).state == "cancelled"
    assert reserve.stock(RESERVE, "MUG").available == 40
    assert wrong_books() == []


def test_a_walk_that_somebody_walks_is_not_called_off(under_way: Keeper) -> None:
    answer = cleo(under_way.world).send(f"/refills/tasks/{under_way.task_id}/cancellations")

    assert "Eli is on this walk already." in alert_of(answer)
    assert under_way.world.stock(RESERVE, "MUG").reserved == 15


def test_the_chain_from_the_short_to_the_refill_stands_on_the_order_and_on_its_wave(eli: Keeper) -> None:
    world = eli.world
    order_id = world.order({"MUG": 20})
    release(world.warehouse_id)
    lead = cleo(world)
    wave_id = db.session.scalars(select(Wave.id)).one()

    before, wave = words(lead.get(f"/orders/{order_id}").text), words(lead.get(f"/waves/{wave_id}").text)
    eli.claim()
    eli.does_all()
    after = words(lead.get(f"/orders/{order_id}").text)

    assert "6 × Red mug : Waits for a refill" in before
    assert f"Refill {eli.task_id} to A-01-1: 0 of 6 put" in before
    assert "1 line waits for a refill" in wave
    assert f"Refill {eli.task_id} to A-01-1: 0 of 6 put" in wave
    assert f"Refill {eli.task_id} to A-01-1: 6 of 6 put" in after
    assert "To pick at A-01-1" in after


def test_another_warehouse_sees_and_changes_nothing_of_it(reserve: World) -> None:
    rule_id = rule(reserve, "MUG", FORWARD, 2, 25)
    olga = visitor(reserve, "Olga")

    assert olga.send(f"/refills/bins/{rule_id}", minimum=0, maximum=1).status_code == 404
    assert "A-01-1" not in olga.get("/refills/bins").text
    assert bounds() == [(FORWARD, "MUG", 2, 25)]
