"""The files in examples/ are what the documents say they are: they load as they stand."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.books.queries import broken_rules
from app.db import db
from app.orders.models import Order

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_layout_items_stock_and_orders_load_one_after_the_other(app: Flask, tmp_path: Path) -> None:
    run = app.test_cli_runner().invoke
    for command in ("layout load", "items import", "stock import", "orders import"):
        file = EXAMPLES / f"{command.split()[0]}{'.toml' if 'layout' in command else '.csv'}"
        report = [] if "layout" in command else ["--report", str(tmp_path / "report.csv")]
        assert run(args=[*command.split(), str(file), *report]).exit_code == 0

    vendors = ["reordering", "vendors", str(EXAMPLES / "vendors.csv"), "--report", str(tmp_path / "report.csv")]
    assert run(args=vendors).exit_code == 0
    db.session.remove()
    orders = {order.number: order for order in db.session.scalars(select(Order))}
    assert not (tmp_path / "report.csv").exists()
    assert {number: order.state for number, order in orders.items()} == {
        "W-1001": "open",
        "W-1002": "open",
        "W-1003": "cancelled",
    }
    assert [hold.reason for order in orders.values() for hold in order.holds] == []
    assert broken_rules() == []


@pytest.mark.parametrize("name", ["one-way.toml", "way-points.toml"])
def test_odd_buildings_load_and_load_again_without_a_change(app: Flask, name: str) -> None:
    first, again = (app.test_cli_runner().invoke(args=["layout", "load", str(EXAMPLES / name)]) for _ in range(2))

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "places added, 0 changed, 0 bins blocked" in first.output
    assert again.output.startswith("0 places added, 0 changed")
