"""The HTML checker finds nothing on the pages of the dock, of waybills and of carriers, in any language."""

import shutil
from pathlib import Path

import pytest

from app.clock import now
from app.db import db
from app.orders.holds import hold_order
from app.orders.models import Order
from app.shipping.models import CLOSING, REFUSED, Manifest, WaybillRequest
from tests.packing.orders import hand
from tests.shipping.loads import carrier, loads, opens, packed
from tests.shipping.parcels import Shop
from tests.test_html import CLEAN, LANGUAGES, VNU, said_of
from tests.world import SYSTEM, World


@pytest.mark.slow
@pytest.mark.sqlite
def test_the_html_checker_finds_nothing_from_the_lane_to_the_carrier(world: World, tmp_path: Path) -> None:
    if not (VNU.exists() and shutil.which("java")):
        pytest.skip("vnu or Java is not here; tools/page-checkers and tools/system-packages install them")
    ben, one, held = hand(world, "Ben"), packed(world, {"CARD": 1}), packed(world, {"MUG": 1})
    packed(world, {"TEA": 1}, by=None)
    Shop(world).pool("doorstep", last=5, warn_below=10)
    open_id, closing_id = opens(ben, carrier(world)), opens(ben, carrier(world))
    assert loads(ben, open_id, one.carton).ok
    assert loads(ben, open_id, held.carton).ok
    world.do(lambda: hold_order(db.session.get_one(Order, held.order_id), "unpaid", {}, SYSTEM))
    world.do(lambda: leaves(world, closing_id))
    clients = {name: world.client(name) for name in ("Ben", "Cleo", "Gus")}
    paths = [
        ("Ben", "/dock"),
        ("Ben", "/dock/staging"),
        ("Ben", "/dock/manifests/new"),
        ("Ben", f"/dock/manifests/{open_id}"),
        ("Ben", f"/dock/manifests/{open_id}/closing"),
        ("Ben", f"/dock/manifests/{closing_id}/departure"),
        ("Cleo", "/manifests"),
        ("Cleo", f"/manifests/{open_id}"),
        ("Cleo", f"/manifests/{closing_id}"),
        ("Cleo", "/shipping/waybills"),
        ("Cleo", "/shipping/waybills?state=to_print"),
        ("Cleo", "/shipping/cartons/3"),
        ("Ben", "/shipping/pile"),
        ("Gus", "/admin/carriers"),
        ("Gus", f"/admin/carriers/{carrier(world)}"),
    ]
    for language in LANGUAGES:
        for name in clients:
            world.do(lambda name=name, language=language: setattr(world.worker(name), "language", language))  # type: ignore[misc]
        for number, (name, path) in enumerate(paths):
            answer = clients[name].get(path)
            assert answer.status_code == 200, path
            (tmp_path / f"{number}-{language}.html").write_text(answer.text)

    assert said_of(tmp_path) == CLEAN


def leaves(world: World, manifest_id: int) -> None:
    """It is closing, and its carrier did not take the list."""
    manifest = db.session.get_one(Manifest, manifest_id)
    manifest.state = CLOSING
    asked = WaybillRequest(
        warehouse_id=world.warehouse_id, kind="manifest", state=REFUSED, carrier_id=manifest.carrier_id
    )
    asked.manifest_id, asked.trade, asked.words, asked.sent = manifest_id, "S1", "Not now", {}
    asked.next_at = asked.asked_at = now()
    db.session.add(asked)
