"""Setting up a device: by whom, what is kept, and what is refused."""

from typing import Any

import pytest
from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.workers.scanners import Scanner, scanner_of
from tests.visitor import alert_of, stranger_to, visitor
from tests.world import World

FITTING: dict[str, Any] = {"terminator": "enter", "prefix": "~", "suffix": "", "settle_ms": "350", "separator": "|"}


def audited(world: World) -> list[tuple[int | None, dict[str, Any]]]:
    entries = select(AuditEntry).where(AuditEntry.change == "scanner set").order_by(AuditEntry.id)
    return [(entry.worker_id, entry.after) for entry in db.session.scalars(entries)]


def test_anybody_on_an_enrolled_device_sees_the_page_and_the_test_codes(world: World) -> None:
    somebody = stranger_to(world)
    assert "Scan a test code" in somebody.get("/setup").text
    assert 'id="use-these"' in somebody.get("/setup").text
    assert "SHELFWAY-Test-128" in somebody.get("/setup/codes").text
    assert somebody.send("/setup/scanner", **FITTING).status_code == 401
    assert audited(world) == []


def test_who_is_signed_in_sets_the_scanner_of_this_very_device(world: World) -> None:
    ana, ben = visitor(world, "Ana"), visitor(world, "Ben")

    assert ana.send("/setup/scanner", **FITTING).status_code == 303

    assert scanner_of(world.device("Ana")) == Scanner("enter", "~", "", 350, "|")
    assert scanner_of(world.device("Ben")) == Scanner()
    page = ana.get("/work").text
    assert 'data-terminator="enter" data-settle="350" data-prefix="~" data-suffix="" data-separator="|"' in page
    assert 'data-terminator="any" data-settle="200" data-prefix=""' in ben.get("/work").text
    (entry,) = audited(world)
    assert entry[0] == world.workers["Ana"]
    assert entry[1]["scanner"]["terminator"] == "enter"


def test_the_same_settings_again_change_nothing(world: World) -> None:
    ana = visitor(world, "Ana")
    for _ in range(2):
        ana.send("/setup/scanner", **FITTING)
    assert len(audited(world)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"terminator": "F7"},
        {"settle_ms": "10"},
        {"settle_ms": "9000"},
        {"prefix": "123456789"},
        {"prefix": "a\x07"},
        {"separator": "||"},
        {"separator": "1"},
    ],
)
def test_settings_with_which_no_scan_would_be_whole_are_refused(world: World, wrong: dict[str, Any]) -> None:
    ana = visitor(world, "Ana")
    answer = ana.send("/setup/scanner", **(FITTING | wrong))
    assert answer.status_code == 422
    assert "A pause lasts 50 to 5000 ms" in alert_of(answer)
    assert scanner_of(world.device("Ana")) == Scanner()


def test_an_admin_sets_it_from_the_list_of_devices(world: World) -> None:
    gus, ana = visitor(world, "Gus"), visitor(world, "Ana")
    url = f"/admin/devices/{world.devices['Ana']}/scanner"

    assert f'action="{url}"' in gus.get("/admin/devices").text
    assert gus.send(url, **FITTING).status_code == 303
    assert ana.send(url, **FITTING | {"terminator": "tab"}).status_code == 403

    assert scanner_of(world.device("Ana")).terminator == "enter"


def test_an_admin_of_another_warehouse_does_not(world: World) -> None:
    visitor(world, "Ana")
    olga = visitor(world, "Olga")
    answer = olga.send(f"/admin/devices/{world.devices['Ana']}/scanner", **FITTING)
    assert answer.status_code in (403, 404)
    assert scanner_of(world.device("Ana")) == Scanner()


def test_the_camera_s_page_alone_may_run_its_decoder_and_only_inside_ours(world: World) -> None:
    ana = visitor(world, "Ana")
    camera, work = ana.get("/camera"), ana.get("/work")
    assert "'wasm-unsafe-eval'" in camera.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in camera.headers["Content-Security-Policy"]
    assert camera.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "wasm" not in work.headers["Content-Security-Policy"]
    assert work.headers["X-Frame-Options"] == "DENY"


def test_a_sheet_of_test_codes_is_reached_from_the_labels(world: World) -> None:
    page = visitor(world, "Eli").get("/labels").text
    assert 'href="/setup/codes"' in page
