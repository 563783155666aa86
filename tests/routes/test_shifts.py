"""A shift: whose it is, in which warehouse and language, and when it is over."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.clock import now
from app.db import db, transaction
from app.workers.commands import give_roles, let_go
from app.workers.models import Session
from tests.visitor import give_pin, stranger_to, visitor
from tests.world import SYSTEM, World


def test_the_next_worker_on_a_device_ends_the_shift_before(world: World) -> None:
    ana, ben, browser = give_pin(world, "Ana", "4711"), give_pin(world, "Ben", "4712"), stranger_to(world)
    browser.sign_in(ana, "4711")
    with browser.client.session_transaction() as cookie:
        old = cookie["shift"]

    browser.sign_in(ben, "4712")
    with browser.client.session_transaction() as cookie:
        cookie["shift"] = old

    assert browser.get("/work").headers["Location"] == "/sign-in"


def test_signing_out_ends_the_shift_on_the_server(world: World) -> None:
    ana = visitor(world, "Ana")
    with ana.client.session_transaction() as cookie:
        kept = cookie["shift"]

    assert ana.send("/sign-out").headers["Location"] == "/sign-in"
    with ana.client.session_transaction() as cookie:
        cookie["shift"] = kept

    assert ana.get("/work").headers["Location"] == "/sign-in"


@pytest.mark.parametrize("over", ["shift", "worker", "worker without more ado", "device"])
def test_what_is_over_lets_nobody_in(world: World, over: str) -> None:
    ana = visitor(world, "Ana")
    assert ana.get("/work").status_code == 200
    with transaction() as session:
        if over == "shift":
            session.execute(update(Session).values(expires_at=now() - timedelta(seconds=1)))
        elif over == "worker":
            let_go(world.worker("Ana"), SYSTEM)
        elif over == "worker without more ado":
            world.worker("Ana").left_at = now()
        else:
            world.device("Ana").revoked_at = now()

    assert ana.get("/work").status_code in {303, 403}


def test_a_fragment_never_holds_the_sign_in_page(world: World) -> None:
    browser = stranger_to(world)
    browser.get("/sign-in")

    answer = browser.get("/work", **{"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in"
    assert "<form" not in answer.text


def test_who_works_in_several_warehouses_chooses_one_of_them(world: World) -> None:
    with transaction():
        give_roles(world.worker("Ana"), world.other_warehouse_id, ["picker"], SYSTEM)
    badge, browser = give_pin(world, "Ana", "4711"), stranger_to(world)
    assert browser.sign_in(badge, "4711").headers["Location"] == "/warehouse"
    assert "Hillside" in browser.get("/warehouse").text

    browser.send(f"/warehouse/{world.other_warehouse_id}")

    assert db.session.scalars(select(Session.warehouse_id)).one() == world.other_warehouse_id


def test_a_warehouse_without_a_role_is_refused(world: World) -> None:
    ana = visitor(world, "Ana")

    refused = ana.send(f"/warehouse/{world.other_warehouse_id}")

    assert refused.status_code == 403
    assert db.session.scalars(select(Session.warehouse_id)).one() == world.warehouse_id


def test_after_sign_in_the_worker_has_the_own_language(world: World) -> None:
    with transaction():
        world.worker("Ana").language = "zh_Hant"

    page = visitor(world, "Ana").get("/work", **{"Accept-Language": "en"})

    assert '<html lang="zh-Hant">' in page.text
