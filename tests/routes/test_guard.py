"""What every request passes: origin, CSRF token, headers, cookies."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from app.config import from_environment
from app.db import db
from app.warehouse.models import Warehouse
from app.workers.models import Worker
from tests.handheld import Handheld
from tests.visitor import PAGE, alert_of, stranger_to, visitor
from tests.world import World

NEW: dict[str, Any] = {"name": "Hana", "language": "en"}


def is_enlisted(name: str) -> bool:
    return db.session.scalar(select(Worker.id).where(Worker.name == name)) is not None


def test_a_form_without_its_csrf_token_is_refused_in_words(world: World) -> None:
    refused = visitor(world, "Gus").send("/admin/workers", csrf_token=None, **NEW)

    assert refused.status_code == 400
    assert "out of date" in alert_of(refused)
    assert not is_enlisted("Hana")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "https://localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_change_from_another_site_is_refused(world: World, headers: dict[str, str]) -> None:
    refused = visitor(world, "Gus").send("/admin/workers", headers=headers, **NEW)

    assert refused.status_code == 403
    assert not is_enlisted("Hana")


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}, {}])
def test_a_change_from_our_own_page_is_made(world: World, headers: dict[str, str]) -> None:
    assert visitor(world, "Gus").send("/admin/workers", headers=headers, **NEW).status_code == 303
    assert is_enlisted("Hana")


def test_no_page_may_run_what_is_not_ours(world: World) -> None:
    answer = stranger_to(world).get("/sign-in")

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "style=" not in answer.text
    assert "onclick" not in answer.text


def test_the_demo_on_plain_http_has_ordinary_but_strict_cookies(world: World) -> None:
    cookies = stranger_to(world).get("/sign-in").headers.getlist("Set-Cookie")

    assert {cookie.partition("=")[0] for cookie in cookies} == {"device", "session"}
    assert all("HttpOnly" in cookie and "SameSite=Strict" in cookie for cookie in cookies)


def test_over_https_cookies_are_bound_to_this_host(world: World) -> None:
    answer = world.app.test_client().get("/sign-in", base_url="https://localhost", headers=PAGE)

    cookies = answer.headers.getlist("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"__Host-device", "__Host-session"}
    assert all("Secure" in cookie and "Path=/" in cookie and "Domain" not in cookie for cookie in cookies)
    assert "max-age" in answer.headers["Strict-Transport-Security"]


@pytest.fixture
def production(world: World, tmp_path: Path) -> Iterator[Flask]:
    """The same database, served as no demo."""
    url = db.engine.url.render_as_string(hide_password=False)
    settings = {"DATABASE_URL": url, "SECRET_KEY": "s" * 32, "SHELFWAY_VAR": str(tmp_path)}
    app = create_app(from_environment(settings))
    yield app
    with app.app_context():
        db.engine.dispose()


def test_in_production_nothing_is_served_in_the_clear(production: Flask) -> None:
    answer = production.test_client().get("/sign-in", base_url="http://warehouse.example", headers=PAGE)

    assert answer.status_code == 403
    assert "HTTPS" in alert_of(answer)
    assert not any("device=" in cookie for cookie in answer.headers.getlist("Set-Cookie"))


def test_in_production_a_device_does_not_enrol_itself(production: Flask) -> None:
    answer = production.test_client().get("/sign-in", base_url="https://warehouse.example", headers=PAGE)

    assert answer.status_code == 403
    assert "not enrolled" in alert_of(answer)
    assert not any("device=" in cookie for cookie in answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize("url", ["/no/such/page", "/admin/workers/99999999999999999999", "/admin/workers/2147483647"])
def test_a_page_that_is_not_there_says_so_in_words(world: World, url: str) -> None:
    answer = visitor(world, "Gus").get(url)

    assert answer.status_code == 404
    assert "Go back" in alert_of(answer)


@pytest.mark.parametrize("url", ["/admin/audit?entity=%00", "/admin/audit?worker=1&entity=a&entity=%00"])
def test_a_nul_reaches_no_database(world: World, url: str) -> None:
    assert visitor(world, "Gus").get(url).status_code == 400


def test_a_scan_with_a_nul_is_an_outcome_kept_for_a_person(world: World) -> None:
    handheld = Handheld(world, "Ana")

    answer = handheld.post("/picking/claims", bin="LOC-\0")

    assert answer.status_code == 400
    assert answer.headers["Operation-Outcome"] == "not_understood"


def test_trouble_in_the_program_is_told_in_words_and_is_not_the_workers(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    gus = visitor(world, "Gus")
    monkeypatch.setitem(world.app.view_functions, "workers.index", lambda: 1 / 0)
    monkeypatch.setitem(world.app.config, "PROPAGATE_EXCEPTIONS", False)

    answer = gus.get("/admin/workers")

    assert answer.status_code == 500
    assert "Something broke" in alert_of(answer)
    assert "ZeroDivision" not in answer.text
    assert db.session.scalar(select(Warehouse.id)) is not None


def test_a_number_that_no_column_keeps_narrows_nothing_and_breaks_nothing(world: World) -> None:
    world.order({"CARD": 1})
    cleo = visitor(world, "Cleo")
    huge = "9" * 20

    assert cleo.get(f"/waves?priority={huge}").status_code == 200
    assert cleo.get(f"/orders?channel={huge}").status_code == 200
    assert cleo.send("/waves", mode="cart", priority=huge, limit=huge).status_code == 303
