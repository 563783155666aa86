"""The plain page from which a device installs the authority; and what it does not give away."""

import http.client
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from flask.testing import FlaskClient

from app.tls.authority import fingerprint
from app.tls.keeping import keep_certificate, kept_certificates
from app.tls.page import create_page, serve_page
from tests.tls.conftest import HOST, NOW

WORDS = {
    "en": "Let this device trust Shelfway",
    "zh_Hant": "讓這台裝置信任 Shelfway",
    "zh_Hans": "让这台设备信任 Shelfway",
}


@pytest.fixture
def page(folder: Path) -> FlaskClient:
    keep_certificate(folder, HOST, NOW)
    return create_page(folder, 8443).test_client()


def test_it_gives_the_authority_as_android_wants_it(page: FlaskClient, folder: Path) -> None:
    answer = page.get("/authority.crt")

    assert answer.mimetype == "application/x-x509-ca-cert"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Shelfway-hall-7-2026-11-22.crt"'
    assert x509.load_der_x509_certificate(answer.data) == kept_certificates(folder)[0]


def test_it_leads_on_to_https_by_the_address_that_the_device_used(page: FlaskClient, folder: Path) -> None:
    answer = page.get("/", headers={"Host": "192.168.4.20:8001"})

    assert 'href="https://192.168.4.20:8443/"' in answer.text
    assert fingerprint(kept_certificates(folder)[0]) in answer.text
    assert "<script" not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert page.get("/page.css").mimetype == "text/css"


@pytest.mark.parametrize(
    ("asked", "browser", "said"),
    [("", "zh-TW", "zh_Hant"), ("", "zh-CN", "zh_Hans"), ("", "de", "en"), ("?language=zh_Hant", "en", "zh_Hant")],
)
def test_in_the_language_of_the_browser_or_the_one_chosen(
    page: FlaskClient, asked: str, browser: str, said: str
) -> None:
    text = page.get(f"/{asked}", headers={"Accept-Language": browser}).text

    assert f"<h1>{WORDS[said]}</h1>" in text
    assert f'lang="{said.replace("_", "-")}">' in text
    assert sum(f"<h1>{words}</h1>" in text for words in WORDS.values()) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/authority.pem",
        "/server.pem",
        "/authority.key",
        "/tls/authority.pem",
        "/var/tls/authority.pem",
        "/../authority.pem",
        "/%2e%2e/authority.pem",
        "/static/../../var/tls/authority.pem",
        "/static/css/tokens.css",
        "/work",
        "/sign-in",
    ],
)
def test_it_serves_nothing_else(page: FlaskClient, path: str) -> None:
    answer = page.get(path)

    assert answer.status_code == 404
    assert "PRIVATE KEY" not in answer.text


def test_no_answer_has_a_key_in_it(page: FlaskClient) -> None:
    for path in ("/", "/authority.crt", "/page.css"):
        assert b"PRIVATE" not in page.get(path).data


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    keep_certificate(folder, HOST, NOW)
    server = serve_page(create_page(folder, 8443), 0)
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_a_connection_that_says_nothing_keeps_nobody_waiting(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)):
        visit = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        visit.request("GET", "/")
        answer = visit.getresponse()

        assert answer.status == 200
        assert "Shelfway" in answer.read().decode()
        visit.close()


def test_each_web_process_may_serve_it(port: int, folder: Path) -> None:
    other = serve_page(create_page(folder, 8443), port)

    assert other.server_port == port
    other.shutdown()
    other.server_close()
