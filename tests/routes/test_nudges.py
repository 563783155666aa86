"""Catching up: what a page missed, by the worker's own rights."""

from typing import Any

from app.clock import now
from app.db import transaction
from app.floor.keeping import hearing_of
from app.outbox.commands import number_entries
from app.outbox.queries import newest_number
from tests.floor import release
from tests.handheld import Handheld
from tests.world import World


def number() -> None:
    with transaction():
        number_entries(500)


def missed(world: World, name: str, after: int | None = None) -> dict[str, Any]:
    response = world.client(name).get("/nudges", query_string={} if after is None else {"after": after})
    assert response.status_code == 200
    answer: dict[str, Any] = response.get_json()
    return answer


def test_each_is_told_what_their_rights_let_them_hear_and_nothing_else(world: World) -> None:
    number()
    before = missed(world, "Cleo")["sequence"]
    world.order({"MUG": 1})
    release(world.warehouse_id)
    number()

    assert missed(world, "Cleo", before)["names"] == ["wave-changed", "work-free"], "who leads picks too"
    assert missed(world, "Ana", before)["names"] == ["work-free"]
    assert missed(world, "Dana", before)["names"] == []
    assert missed(world, "Olga", before)["names"] == [], "a lead of another warehouse"


def test_who_has_caught_up_has_missed_nothing(world: World) -> None:
    world.order({"MUG": 1})
    release(world.warehouse_id)
    number()
    newest = missed(world, "Cleo")["sequence"]

    assert missed(world, "Cleo", newest) == {"names": [], "sequence": newest}


def test_without_a_number_a_page_asks_for_everything(world: World) -> None:
    number()

    assert {"wave-changed", "work-changed", "work-free"} <= set(missed(world, "Ana")["names"])


def test_nobody_chooses_what_they_hear(world: World) -> None:
    number()
    before = missed(world, "Ana")["sequence"]
    world.order({"MUG": 1})
    release(world.warehouse_id)
    number()

    asked = {"after": before, "topic": f"leads:{world.warehouse_id}", "topics": f"leads:{world.warehouse_id}"}
    answer = world.client("Ana").get("/nudges", query_string=asked)
    assert answer.json == {"names": ["work-free"], "sequence": newest_number()}


def test_who_is_not_signed_in_is_sent_to_sign_in(world: World) -> None:
    ana = Handheld(world, "Ana")
    ana.client.post("/sign-out", data={})
    stranger = world.app.test_client()

    assert stranger.get("/nudges", headers={"Accept": "application/json"}).status_code in (401, 403)


def test_a_page_carries_the_number_up_to_which_it_shows_everything(world: World) -> None:
    world.order({"MUG": 1})
    release(world.warehouse_id)
    number()

    page = world.client("Cleo").get("/waves").text

    assert f'<meta name="nudges" content="{missed(world, "Cleo")["sequence"]}">' in page


def test_a_device_without_a_socket_is_heard_of_by_its_asking(world: World) -> None:
    ana = world.client("Ana")
    heard = hearing_of(world.app)
    heard.wrote(heard.to_write(now()))

    ana.get("/nudges")
    assert not [one for one in heard.to_write(now()) if one.who.worker_id == world.workers["Ana"]]

    ana.get("/nudges", query_string={"socket": "none", "waiting": "3"})
    (known,) = [one for one in heard.to_write(now()) if one.who.worker_id == world.workers["Ana"]]
    assert known.online
    assert known.waiting == 3
