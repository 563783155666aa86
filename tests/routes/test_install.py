"""From an empty database to the first admin."""

import io
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.catalog.models import Item
from app.db import db
from app.routes import uploads
from app.routes.setup_code import setup_code
from app.warehouse.models import BIN, Location, Warehouse
from app.workers.models import Worker
from tests.visitor import Visitor, alert_of, stranger_to, visitor
from tests.world import LAYOUT, World

GIVEN: dict[str, Any] = {
    "code": "TPE-1",
    "warehouse": "Taipei",
    "time_zone": "Asia/Taipei",
    "currency": "TWD",
    "name": "Hana",
    "language": "zh_Hant",
    "password": "correct horse battery",
}


@pytest.fixture
def browser(app: Flask) -> Visitor:
    return Visitor(app.test_client())


def install(browser: Visitor, **changed: object) -> Any:
    """The set-up page's form; sign-in does not exist yet, so its token comes from the page itself."""
    found = re.search(r'<meta name="csrf-token" content="([^"]+)"', browser.get("/install").text)
    assert found
    form = GIVEN | {"setup_code": setup_code(), "csrf_token": found[1]} | changed
    answer = browser.client.post("/install", data=form, headers={"Accept": "text/html"})
    db.session.remove()
    return answer


def test_an_empty_database_leads_to_the_set_up(browser: Visitor) -> None:
    assert browser.get("/").headers["Location"] == "/install"
    assert "TPE-1" in browser.get("/install").text


def test_the_first_admin_signs_in_with_the_badge_that_was_shown(browser: Visitor) -> None:
    badge = re.search(r"BDG-[A-Z2-7]{16}", install(browser).text)

    assert badge
    assert browser.sign_in(badge[0], GIVEN["password"]).status_code == 303
    assert browser.get("/").headers["Location"] == "/admin/set-up"
    page = browser.get("/admin/set-up").text
    assert "Taipei" in page
    warehouse = db.session.scalars(select(Warehouse)).one()
    assert db.session.scalars(select(Worker)).one().roles_in(warehouse.id) == {"admin", "lead"}


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("setup_code", "WRONG", 403),
        ("setup_code", "", 403),
        ("code", "no spaces", 422),
        ("time_zone", "Nowhere", 422),
        ("password", "short", 422),
        ("name", "", 422),
    ],
)
def test_what_is_not_understood_sets_up_nothing_and_keeps_what_was_typed(
    browser: Visitor, field: str, value: str, status: int
) -> None:
    refused = install(browser, **{field: value})

    assert refused.status_code == status
    assert alert_of(refused)
    assert 'value="Taipei"' in refused.text
    assert GIVEN["password"] not in refused.text
    assert db.session.scalar(select(Warehouse.id)) is None
    assert db.session.scalar(select(Worker.id)) is None


def test_nobody_installs_twice(world: World) -> None:
    browser = stranger_to(world)
    browser.get("/sign-in")

    assert browser.get("/install").status_code == 404
    assert browser.send("/install", **(GIVEN | {"setup_code": setup_code()})).status_code == 404
    assert db.session.scalar(select(Warehouse.id).where(Warehouse.code == "TPE-1")) is None


def test_the_shell_shows_the_set_up_code_only_while_it_is_of_use(app: Flask) -> None:
    assert setup_code() in app.test_cli_runner().invoke(args=["setup-code"]).output


def test_the_shell_shows_no_set_up_code_afterwards(world: World) -> None:
    assert setup_code() not in world.app.test_cli_runner().invoke(args=["setup-code"]).output


def test_a_layout_file_makes_the_bins(browser: Visitor) -> None:
    badge = re.search(r"BDG-[A-Z2-7]{16}", install(browser).text)
    assert badge
    browser.sign_in(badge[0], GIVEN["password"])
    bins = select(func.count()).select_from(Location).where(Location.kind == BIN)
    assert db.session.scalar(bins) == 0

    refused = browser.send("/admin/set-up/layouts", file=(io.BytesIO(b"\xff\xfe not toml"), "layout.toml"))
    loaded = browser.send("/admin/set-up/layouts", file=(io.BytesIO(LAYOUT.encode()), "layout.toml"))

    assert refused.status_code == 422
    assert loaded.status_code == 303
    assert db.session.scalar(bins) == 160


def test_items_and_stock_come_from_files_and_what_is_wrong_is_told(world: World) -> None:
    gus = visitor(world, "Gus")
    items = b"sku,name,barcode\nJAR,Jar,5901234123457\n,Nameless,\n"
    stock = b"sku,location,quantity\nJAR,A-01-1,5\nJAR,Z-99-9,5\n"

    first = gus.send("/admin/set-up/items", file=(io.BytesIO(items), "items.csv"))
    second = gus.send("/admin/set-up/stock", file=(io.BytesIO(stock), "stock.csv"))

    assert first.status_code == second.status_code == 200
    assert "Nameless" in first.text
    assert "Z-99-9" in second.text
    assert world.on_hand("A-01-1", "JAR") == 5


@pytest.mark.parametrize("name", ["items.exe", "", "../../../etc/items", "items.csv.zip"])
def test_only_tables_are_taken(world: World, name: str) -> None:
    refused = visitor(world, "Gus").send("/admin/set-up/items", file=(io.BytesIO(b"sku\nX\n"), name))

    assert refused.status_code == 422
    assert db.session.scalar(select(Item.id).where(Item.sku == "X")) is None


def test_a_file_beyond_what_is_bounded_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 1000)

    refused = visitor(world, "Gus").send("/admin/set-up/items", file=(io.BytesIO(b"sku\n" + b"X\n" * 1000), "x.csv"))

    assert refused.status_code == 413
    assert "larger" in alert_of(refused)
    assert db.session.scalar(select(Item.id).where(Item.sku == "X")) is None
