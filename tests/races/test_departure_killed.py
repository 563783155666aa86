"""A server that is killed while a driver's cartons leave: each has left whole or not at all, the next one goes on."""

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.db import db
from app.inventory.models import StockMovement
from app.packing.models import SHIPPED, Carton
from app.shipping.handing_over.departure import departures_to_do
from app.shipping.models import Manifest
from tests.floor import Hand, fresh, wrong_books
from tests.packing.orders import hand
from tests.races import at_dock
from tests.shipping.loads import carrier, closes, loads, opens, packed
from tests.visitor import visitor
from tests.world import World

pytestmark = pytest.mark.slow

CARTONS, GONE = 6, 2
PATIENCE = 60.0


def has_left() -> int:
    db.session.rollback()
    found = db.session.scalar(select(func.count()).where(Carton.state == SHIPPED)) or 0
    db.session.rollback()
    return found


def closing_manifest(ben: Hand, world: World) -> int:
    codes = [packed(world, {"CARD": 1, "MUG": 1}).carton for _ in range(CARTONS)]
    manifest_id = opens(ben, carrier(world))
    for code in codes:
        assert loads(ben, manifest_id, code).ok
    assert closes(ben, manifest_id).ok
    return manifest_id


@pytest.mark.parametrize("inside", [False, True], ids=["between two cartons", "inside a carton's transaction"])
def test_what_left_before_the_kill_has_left_once_and_the_rest_follows(
    world: World, database_url: str, tmp_path: Path, inside: bool
) -> None:
    manifest_id = closing_manifest(hand(world, "Ben"), world)
    environ = {"DATABASE_URL": database_url, "SHELFWAY_DEMO": "1", "SHELFWAY_VAR": str(tmp_path)}
    stands = tmp_path / "stands"
    process = multiprocessing.get_context("spawn").Process(
        target=at_dock.depart_and_stand, args=(environ, manifest_id, GONE, inside, str(stands))
    )
    process.start()
    end = time.monotonic() + PATIENCE
    while not stands.exists():
        assert process.is_alive()
        assert time.monotonic() < end
        time.sleep(0.05)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join(PATIENCE)

    assert has_left() == GONE
    assert fresh(Manifest, manifest_id).state == "closing"
    assert wrong_books() == []
    shown = visitor(world, "Cleo").get(f"/manifests/{manifest_id}/progress").text
    assert f"{GONE} of {CARTONS} cartons have left" in shown
    assert 'data-hx-trigger="every 2s"' in shown

    for job in departures_to_do().values():
        job()

    assert has_left() == CARTONS
    assert fresh(Manifest, manifest_id).state == "closed"
    assert db.session.scalar(select(func.count()).where(StockMovement.reason == "ship")) == CARTONS * 2
    assert not departures_to_do()
    assert wrong_books() == []
    assert "every 2s" not in visitor(world, "Cleo").get(f"/manifests/{manifest_id}/progress").text
