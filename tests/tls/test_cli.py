"""`flask tls …` and what `flask welcome` says with TLS=1."""

from pathlib import Path

import pytest
from flask import Flask

from app.demo import welcome
from app.tls import cli
from app.tls.authority import fingerprint
from app.tls.keeping import kept_certificates
from tests.tls.conftest import HOST, names


@pytest.fixture
def host(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setitem(app.config, "TLS", True)
    monkeypatch.setitem(app.config, "TLS_FOLDER", folder)
    monkeypatch.setitem(app.config, "TLS_PAGE_PORT", 8001)
    monkeypatch.setattr(cli, "names_of_this_host", lambda more: HOST)
    for module in (cli, welcome):
        monkeypatch.setattr(module, "address_in_network", lambda: "192.168.4.20")
    return app


def say(app: Flask, *words: str, answer: str = "") -> str:
    return app.test_cli_runner().invoke(args=words, input=answer).output


def test_show_names_what_is_in_force(host: Flask, folder: Path) -> None:
    said = say(host, "tls", "show")

    authority, _certificate = kept_certificates(folder)
    assert fingerprint(authority) in said
    assert all(f"  {name}\n" in said for name in HOST)
    assert "http://192.168.4.20:8001/" in said
    assert "▄" in said
    assert "PRIVATE" not in said
    assert say(host, "tls", "show") == said


def test_a_name_that_the_authority_may_not_have_is_told(host: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    say(host, "tls", "show")
    monkeypatch.setattr(cli, "names_of_this_host", lambda more: names(*HOST, "wms.example.com"))

    assert "Not for wms.example.com" in say(host, "tls", "show")


def test_a_new_authority_is_founded_only_when_asked_twice(host: Flask, folder: Path) -> None:
    say(host, "tls", "show")
    first = kept_certificates(folder)

    say(host, "tls", "new-authority", answer="n\n")
    assert kept_certificates(folder) == first
    say(host, "tls", "new-authority", answer="y\n")
    assert kept_certificates(folder)[0] != first[0]


def test_welcome_leads_a_phone_to_the_authority_first(host: Flask) -> None:
    said = say(host, "welcome")

    assert "https://localhost:" in said
    assert said.index("http://192.168.4.20:8001/") < said.index("https://192.168.4.20:")
    assert "http://localhost" not in said
