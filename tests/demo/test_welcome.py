"""`flask welcome`."""

import pytest
from flask import Flask

from app.demo import welcome
from app.demo.people import PEOPLE


def say(app: Flask) -> str:
    return app.test_cli_runner().invoke(args=["welcome"]).output


def test_it_says_where_to_go_and_who_to_be(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setattr(welcome, "address_in_network", lambda: "192.0.2.7")

    said = say(app)

    assert "http://localhost:8123" in said
    assert "http://192.0.2.7:8123" in said
    assert "▄" in said
    for person in PEOPLE:
        assert person.badge in said
        assert (person.pin or person.password or "?") in said


def test_without_a_network_there_is_no_code_for_phones(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(welcome, "address_in_network", lambda: None)

    assert "▄" not in say(app)


def test_outside_the_demo_no_secret_is_printed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "DEMO", False)

    said = say(app)

    assert "/install" in said
    assert "BDG-" not in said
