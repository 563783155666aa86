"""Administration of a warehouse, its calendar, and the audit of it all."""

from typing import Any

import pytest
from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.warehouse.models import CutOff, Holiday, Warehouse
from app.warehouse.settings import WarehouseSettings, settings_of
from tests.visitor import alert_of, visitor
from tests.world import World

PLACE: dict[str, Any] = {"name": "Riverside 2", "time_zone": "Asia/Taipei", "currency": "TWD"}
SETTINGS: dict[str, Any] = {
    name: ("1" if value else "") if isinstance(value, bool) else str(value)
    for name, value in WarehouseSettings().__dict__.items()
}


def warehouse(world: World) -> Warehouse:
    return db.session.get_one(Warehouse, world.warehouse_id)


def test_an_admin_sets_name_clock_and_money(world: World) -> None:
    visitor(world, "Gus").send("/admin/warehouse", **PLACE)

    assert (warehouse(world).name, warehouse(world).time_zone) == ("Riverside 2", "Asia/Taipei")
    other = db.session.get_one(Warehouse, world.other_warehouse_id)
    assert (other.name, other.time_zone) == ("Hillside", "Europe/London")
    said = db.session.scalars(select(AuditEntry).where(AuditEntry.change == "place_set")).one()
    assert said.before["name"] == "Riverside"
    assert said.worker_id == world.workers["Gus"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "../../etc/passwd"},
        {"time_zone": "\x00"},
        {"currency": "twd"},
        {"currency": "TWDX"},
        {"name": ""},
    ],
)
def test_a_place_that_is_not_understood_changes_nothing(world: World, wrong: dict[str, str]) -> None:
    refused = visitor(world, "Gus").send("/admin/warehouse", **(PLACE | wrong))

    assert refused.status_code in {400, 422}
    assert warehouse(world).name == "Riverside"


def test_settings_are_saved_together(world: World) -> None:
    visitor(world, "Gus").send("/admin/warehouse/settings", **(SETTINGS | {"cart_places": "8", "scan_tote": None}))

    assert settings_of(warehouse(world)).cart_places == 8
    assert settings_of(warehouse(world)).scan_tote is False
    assert settings_of(warehouse(world)).scan_bin is True


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cart_places", "six"),
        ("cart_places", "-1"),
        ("amount_tolerance", "nan"),
        ("amount_tolerance", "1e99"),
        ("strategy", "x"),
    ],
)
def test_a_setting_that_is_not_understood_changes_none(world: World, name: str, value: str) -> None:
    refused = visitor(world, "Gus").send("/admin/warehouse/settings", **(SETTINGS | {"cart_units": "7", name: value}))

    assert refused.status_code == 422
    assert name in alert_of(refused)
    assert settings_of(warehouse(world)).cart_units == WarehouseSettings().cart_units


def test_cut_offs_and_holidays_are_added_and_removed(world: World) -> None:
    gus = visitor(world, "Gus")

    gus.send("/admin/warehouse/cut-offs", weekday="4", at="15:30", carrier="Skyfreight")
    gus.send("/admin/warehouse/holidays", day="2027-01-01", name="New Year")
    assert gus.send("/admin/warehouse/holidays", day="2027-01-01", name="Again").status_code == 409
    page = gus.get("/admin/warehouse/calendar").text

    assert "15:30" in page
    assert "New Year" in page
    assert "Again" not in page
    gus.send(f"/admin/warehouse/cut-offs/{db.session.scalars(select(CutOff.id)).one()}/removals")
    gus.send(f"/admin/warehouse/holidays/{db.session.scalars(select(Holiday.id)).one()}/removals")
    assert db.session.scalar(select(CutOff.id)) is None
    assert db.session.scalar(select(Holiday.id)) is None


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("cut-offs", {"weekday": "7", "at": "15:00"}),
        ("cut-offs", {"weekday": "1", "at": "25:00"}),
        ("holidays", {"day": "2027-02-30"}),
        ("holidays", {"day": ""}),
    ],
)
def test_a_day_that_does_not_exist_is_refused(world: World, url: str, form: dict[str, Any]) -> None:
    assert visitor(world, "Gus").send(f"/admin/warehouse/{url}", **form).status_code == 422
    assert db.session.scalar(select(CutOff.id)) is None
    assert db.session.scalar(select(Holiday.id)) is None


def test_the_audit_is_found_by_worker_thing_and_day_of_the_own_warehouse_only(world: World) -> None:
    gus, olga = visitor(world, "Gus"), visitor(world, "Olga")
    gus.send("/admin/warehouse", **PLACE)

    assert "place set" in gus.get("/admin/audit").text
    assert "place set" in gus.get(f"/admin/audit?worker={world.workers['Gus']}&entity=warehouses").text
    assert "place set" not in gus.get(f"/admin/audit?worker={world.workers['Ana']}").text
    assert "place set" not in gus.get("/admin/audit?day=2001-01-01").text
    assert "place set" not in olga.get("/admin/audit").text


@pytest.mark.parametrize(
    "query", ["worker=x", "day=9999-12-31", "day=0001-01-01", "before=99999999999", "entity='--", "entity_id=-1"]
)
def test_the_audit_takes_any_question(world: World, query: str) -> None:
    assert visitor(world, "Gus").get(f"/admin/audit?{query}").status_code == 200


def test_the_audit_leads_on_to_older_changes(world: World) -> None:
    gus = visitor(world, "Gus")
    for number in range(60):
        world.order({"MUG": 1}, number=f"X{number}")
        gus.send("/admin/warehouse", **(PLACE | {"name": f"Name {number}"}))

    first = gus.get("/admin/audit?entity=warehouses").text

    assert "Name 59" in first
    assert "Name 3;" not in first
    assert "before=" in first


def test_who_opens_another_warehouse_is_its_admin_and_nothing_is_taken_from_others(world: World) -> None:
    gus = visitor(world, "Gus")

    opened = gus.send("/admin/warehouse/others", code="TPE-1", **PLACE)

    new = db.session.scalars(select(Warehouse).where(Warehouse.code == "TPE-1")).one()
    assert opened.headers["Location"] == "/warehouse"
    assert world.worker("Gus").roles_in(new.id) == {"admin"}
    assert world.worker("Gus").roles_in(world.warehouse_id) == {"admin"}
    assert not world.worker("Olga").roles_in(new.id)
    assert gus.send("/admin/warehouse/others", code="TPE-1", **PLACE).status_code == 409


def test_a_warehouse_without_admin_gets_one_from_the_shell(world: World) -> None:
    said = world.app.test_cli_runner().invoke(args=["worker", "roles", "Ana", "admin", "--warehouse", "HILL"])
    nobody = world.app.test_cli_runner().invoke(args=["worker", "roles", "Zoe", "admin", "--warehouse", "HILL"])

    db.session.remove()
    assert said.exit_code == 0
    assert world.worker("Ana").roles_in(world.other_warehouse_id) == {"admin"}
    assert world.worker("Ana").roles_in(world.warehouse_id) == {"picker"}
    assert nobody.exit_code == 1
    assert "0 workers are called Zoe" in nobody.output
