"""Where the program has a certificate authority of its own: the admin's page, and what changes elsewhere."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.routes import certificate
from app.tls.authority import fingerprint
from app.tls.keeping import keep_certificate
from tests.tls.conftest import HOST
from tests.visitor import stranger_to, visitor
from tests.world import World


@pytest.fixture
def authority(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The fingerprint of the authority of a world that is served with TLS=1."""
    monkeypatch.setitem(world.app.config, "TLS", True)
    monkeypatch.setitem(world.app.config, "TLS_FOLDER", tmp_path)
    monkeypatch.setattr(certificate, "page_address", lambda: "http://192.168.4.20:8001/")
    return fingerprint(keep_certificate(tmp_path, HOST, datetime.now(UTC)).authority)


def test_an_admin_sees_the_code_that_leads_a_handheld_to_the_authority(world: World, authority: str) -> None:
    page = visitor(world, "Gus").get("/admin/certificate").text

    assert "http://192.168.4.20:8001/" in page
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="qr"' in page
    assert authority in page
    assert "hall-7.local" in page
    assert "PRIVATE" not in page
    assert 'href="/admin/certificate"' in visitor(world, "Gus").get("/admin/devices").text


@pytest.mark.usefixtures("authority")
def test_nobody_but_an_admin_sees_it(world: World) -> None:
    for name in ("Ana", "Cleo", "Fay"):
        assert visitor(world, name).get("/admin/certificate").status_code == 403


def test_without_an_authority_there_is_no_such_page(world: World) -> None:
    assert visitor(world, "Gus").get("/admin/certificate").status_code == 404
    assert "/admin/certificate" not in visitor(world, "Gus").get("/admin/devices").text


@pytest.mark.usefixtures("authority")
def test_a_browser_is_not_held_to_https_by_an_authority_of_our_own(world: World) -> None:
    answer = stranger_to(world).client.get("/sign-in", base_url="https://localhost")

    assert "Strict-Transport-Security" not in answer.headers
    assert {cookie.partition("=")[0] for cookie in answer.headers.getlist("Set-Cookie")} == {
        "__Host-device",
        "__Host-session",
    }


def test_by_a_real_certificate_it_is(world: World) -> None:
    answer = stranger_to(world).client.get("/sign-in", base_url="https://wms.example.com")

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
