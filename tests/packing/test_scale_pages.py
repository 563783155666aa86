"""An admin says which scale stands at which bench and tries it; the bench weighs on its own, or on the one of all."""

import pytest
from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.packing.models import Scale
from app.packing.scales import reading
from tests.packing.orders import picked_order
from tests.packing.scales import network_scale
from tests.visitor import Visitor, visitor
from tests.world import World

READING = "/packing/scale"


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WAIT_SECONDS", 0.4)


@pytest.fixture
def gus(world: World) -> Visitor:
    return visitor(world, "Gus")


@pytest.fixture
def ben(world: World) -> Visitor:
    return visitor(world, "Ben")


def sets(client: Visitor, address: str, device: object = "", ask: str = "") -> int:
    return client.send("/admin/packing/scales", address=address, device_id=device, ask=ask).status_code


def scales() -> list[tuple[int | None, str, str]]:
    db.session.remove()
    return [(one.device_id, one.address, one.ask) for one in db.session.scalars(select(Scale).order_by(Scale.id))]


def test_a_bench_weighs_on_its_own_scale_else_on_the_one_of_all(world: World, gus: Visitor, ben: Visitor) -> None:
    assert ben.get(READING).status_code == 404
    with network_scale(b"ST,GS,+  1.000kg\r\n") as common, network_scale(b"ST,GS,+  2.000kg\r\n") as own:
        assert sets(gus, common) == 303
        assert ben.get(READING).json == {"grams": 1000}
        assert sets(gus, own, world.devices["Ben"]) == 303
        assert ben.get(READING).json == {"grams": 2000}
        assert ben.get(READING).headers["Cache-Control"] == "no-store"
        assert visitor(world, "Cleo").get(READING).json == {"grams": 1000}


def test_to_set_it_again_changes_it_and_each_change_is_in_the_history(gus: Visitor) -> None:
    for ask in ("", "SI"):
        assert sets(gus, "tcp://scale:4001", ask=ask) == 303

    assert scales() == [(None, "tcp://scale:4001", "SI")]
    scale_id = db.session.scalars(select(Scale.id)).one()
    assert gus.send(f"/admin/packing/scales/{scale_id}/ends").status_code == 303
    assert scales() == []
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.entity == "scales").order_by(AuditEntry.id))
    assert [one.change for one in entries] == ["added", "changed", "removed"]


def test_an_address_that_is_none_is_refused_and_nobody_but_an_admin_sets_one(
    world: World, gus: Visitor, ben: Visitor
) -> None:
    assert sets(gus, "file:///etc/passwd") == 422
    for client in (ben, visitor(world, "Cleo")):
        assert sets(client, "tcp://scale:4001") == 403
        assert client.get("/admin/packing/scales/1/reading").status_code == 403

    assert scales() == []


def test_a_device_of_another_warehouse_gets_no_scale_here(world: World, gus: Visitor) -> None:
    assert sets(gus, "tcp://scale:4001", 99999) == 404
    assert scales() == []


def test_the_admin_reads_what_it_says_now_or_why_not(gus: Visitor) -> None:
    with network_scale(b"ST,GS,+  1.234kg\r\n") as at:
        sets(gus, at)
        page = gus.get("/admin/packing").text
        scale_id = db.session.scalars(select(Scale.id)).one()
        tried = gus.get(f"/admin/packing/scales/{scale_id}/reading").text

    assert at in page
    assert "1,234 g" in tried
    assert "ST,GS,+  1.234kg" in tried
    silent = gus.get(f"/admin/packing/scales/{scale_id}/reading")
    assert (silent.status_code, "does not answer" in silent.text) == (200, True)


def test_the_bench_offers_the_scale_only_where_there_is_one(world: World, gus: Visitor, ben: Visitor) -> None:
    page = f"/packing/orders/{picked_order(world, {'MUG': 1})}"

    assert "data-scale" not in ben.get(page).text
    sets(gus, "tcp://scale:4001")
    told = ben.get(page).text

    assert f'data-scale="{READING}"' in told
    assert "Type the weight" in told


def test_while_a_scale_is_waited_for_no_connection_is_held(
    gus: Visitor, ben: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sets(gus, "tcp://scale:4001")
    held = []

    def weighs(*_: object) -> reading.Weight:
        held.append(db.session().in_transaction())
        return reading.Weight(5, "")

    monkeypatch.setattr("app.routes.scales.weigh", weighs)

    assert ben.get(READING).json == {"grams": 5}
    assert held == [False]
