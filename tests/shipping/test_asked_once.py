"""A carrier is asked by a job: a number is made once, whatever becomes of its answers."""

from typing import Any

import pytest

from app.clock import now
from app.db import db, transaction
from app.shipping.asking import ask, requests_to_ask
from app.shipping.carriers import http
from app.shipping.commands import ask_again
from app.shipping.models import WaybillRequest
from tests.shipping.emulators import server
from tests.shipping.emulators.ecpay import KEY
from tests.shipping.parcels import closed_carton
from tests.shipping.taipei import STORE, Taipei, request, waybills
from tests.world import SYSTEM, World


def test_a_lost_answer_is_looked_up_and_the_number_is_made_once(world: World, taipei: Taipei) -> None:
    carton_id = closed_carton(world, **STORE)
    taipei.asks(carton_id)
    taipei.emulator.loses_answers = 1

    taipei.works()
    assert (request().state, waybills()) == ("waiting", [])
    taipei.works()

    assert len(taipei.book.made) == 1
    assert taipei.emulator.paths().count("/Express/Create") == 1
    assert [one.number for one in waybills()] == ["G65445017175"]


@pytest.mark.parametrize("broken", server.BREAKS)
def test_an_answer_that_is_none_of_its_own_is_asked_for_again(
    world: World, taipei: Taipei, broken: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "WHOLE", 0.5)
    taipei.asks(closed_carton(world, **STORE))
    taipei.emulator.broken = broken

    taipei.works()
    assert (request().state, waybills()) == ("waiting", [])
    assert request().next_at > now()
    assert KEY not in request().words

    taipei.emulator.broken = None
    taipei.works()
    assert [one.number for one in waybills()] == ["G65445017175"]


def test_an_answer_with_a_wrong_signature_makes_no_waybill(world: World, taipei: Taipei) -> None:
    taipei.asks(closed_carton(world, **STORE))
    taipei.book.wrong_signature = True

    taipei.works()

    assert (request().state, request().words) == ("waiting", "CheckMacValue")
    assert waybills() == []
    taipei.book.wrong_signature = False
    taipei.works()
    assert len(waybills()) == len(taipei.book.made) == 1


def test_a_refusal_is_kept_in_the_carriers_words(world: World, taipei: Taipei) -> None:
    carton_id = closed_carton(world, **STORE)
    taipei.asks(carton_id)
    taipei.book.refuses = "門市已關轉"

    taipei.works()
    taipei.works()

    assert (request().state, request().words, waybills()) == ("refused", "門市已關轉", [])
    assert taipei.emulator.paths() == ["/Express/Create"]

    taipei.book.refuses = ""
    taipei.asks(carton_id)
    taipei.works()
    assert [one.number for one in waybills()] == ["G65445017175"]


def test_asked_for_twice_it_is_asked_once(world: World, taipei: Taipei) -> None:
    carton_id = closed_carton(world, **STORE)

    assert taipei.asks(carton_id) == taipei.asks(carton_id)
    ask(request().id)
    ask(request().id)

    assert len(taipei.book.made) == 1
    assert taipei.emulator.paths().count("/Express/Create") == 1


def test_while_one_process_asks_no_other_does(world: World, taipei: Taipei) -> None:
    taipei.asks(closed_carton(world, **STORE))
    seen: list[int] = []

    def meanwhile(handler: Any) -> None:
        with taipei.shop.world.app.app_context():
            seen.append(len(requests_to_ask()))
            ask(1)
        server.gone(handler)

    taipei.emulator.broken = meanwhile
    taipei.works()

    assert seen == [0]
    assert len(taipei.emulator.asked) == 1


def test_who_does_not_want_to_wait_has_it_asked_at_once(world: World, taipei: Taipei) -> None:
    taipei.asks(closed_carton(world, **STORE))
    taipei.emulator.broken = server.gone
    taipei.works()
    taipei.emulator.broken = None
    assert not requests_to_ask()

    with transaction():
        ask_again(db.session.get_one(WaybillRequest, request().id), SYSTEM)
    for job in requests_to_ask().values():
        job()

    assert [one.number for one in waybills()] == ["G65445017175"]
