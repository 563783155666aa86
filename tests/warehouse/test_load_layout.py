"""`flask layout load`."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import db, transaction
from app.operations.models import AuditEntry
from app.warehouse.layout import layout_of
from app.warehouse.models import Location, Warehouse, Zone
from app.warehouse.queries import warehouse_named

EXAMPLE = (Path(__file__).parents[2] / "examples" / "layout.toml").read_text()


def load(app: Flask, path: Path, text: str, *options: str) -> str:
    path.write_text(text)
    answer = app.test_cli_runner().invoke(args=["layout", "load", str(path), *options])
    db.session.remove()
    return answer.output


def bins(**where: object) -> int:
    return db.session.scalar(select(func.count()).select_from(Location).filter_by(kind="bin", **where)) or 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "layout.toml"


def test_a_file_that_describes_its_warehouse_opens_it(app: Flask, file: Path) -> None:
    said = load(app, file, EXAMPLE)

    warehouse = warehouse_named("NORTH")
    assert "1196 places added" in said
    assert (warehouse.currency, warehouse.time_zone, warehouse.is_demo) == ("GBP", "Europe/London", False)
    assert bins(warehouse_id=warehouse.id, blocked=False) == 1150
    assert db.session.scalars(select(Zone.code).order_by(Zone.code)).all() == ["GLASS", "MAIN"]
    for kind in ("supplier", "customer", "scrap", "adjustment", "quarantine"):
        count = select(func.count()).select_from(Location).where(Location.kind == kind)
        assert db.session.scalar(count) == 1


def test_the_same_file_again_changes_nothing(app: Flask, file: Path) -> None:
    load(app, file, EXAMPLE)
    entries = db.session.scalar(select(func.count()).select_from(AuditEntry))

    said = load(app, file, EXAMPLE)

    assert "0 places added, 0 changed, 0 bins blocked, 0 open again." in said
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == entries


def test_bins_that_vanish_are_blocked_never_deleted_and_open_again_when_they_come_back(app: Flask, file: Path) -> None:
    load(app, file, EXAMPLE)
    smaller = EXAMPLE.replace('"A-H"', '"A-F"').replace('"C-H"', '"C-F"')

    said = load(app, file, smaller)
    assert "288 bins blocked" in said
    assert (bins(), bins(blocked=True)) == (1150, 288)

    said = load(app, file, EXAMPLE)
    assert "288 open again" in said
    assert (bins(), bins(blocked=True)) == (1150, 0)


def test_a_bin_that_a_person_blocked_stays_blocked(app: Flask, file: Path) -> None:
    load(app, file, EXAMPLE)
    with transaction():
        db.session.scalars(select(Location).where(Location.address == "A-03-2")).one().blocked = True

    load(app, file, EXAMPLE.replace("lanes = 4", "lanes = 5"))

    assert bins(blocked=True, address="A-03-2") == 1


def test_a_changed_measure_moves_the_bins(app: Flask, file: Path) -> None:
    load(app, file, EXAMPLE)

    said = load(app, file, EXAMPLE.replace("pitch = 3.2", "pitch = 4.0"))

    assert "0 places added" in said
    assert db.session.scalar(select(Location.x).where(Location.address == "B-01-1")) == pytest.approx(4.0)


def test_what_makes_no_sense_is_told_and_nothing_is_written(app: Flask, file: Path) -> None:
    said = load(app, file, EXAMPLE.replace("count = 4", "count = 40"))

    assert "Error: In the layout file, [levels] count is 40." in said
    assert db.session.scalar(select(func.count()).select_from(Location)) == 0


def test_a_file_without_warehouse_goes_to_the_one_that_is_named(app: Flask, file: Path) -> None:
    load(app, file, EXAMPLE)
    bare = EXAMPLE[EXAMPLE.index("[aisles]") :]

    assert "There is no warehouse SOUTH. There are: NORTH." in load(app, file, bare, "--warehouse", "SOUTH")
    assert "0 places added" in load(app, file, bare, "--warehouse", "NORTH")


def test_planning_gets_the_same_metres_as_the_bins(app: Flask, file: Path) -> None:
    load(app, file, EXAMPLE)
    warehouse = db.session.scalars(select(Warehouse)).one()

    layout = layout_of(warehouse)

    assert layout is not None
    assert (layout.aisles, layout.blocks) == (8, (10, 8))
    lane = db.session.scalars(select(Location).where(Location.address == "LANE-1")).one()
    aisle, metres = layout.position(layout.lanes["LANE-1"])
    assert lane.x == pytest.approx(aisle * layout.aisle_pitch)
    assert lane.y == pytest.approx(metres)
    assert set(layout.depots) == {"DEPOT-1"}
