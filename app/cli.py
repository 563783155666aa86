"""The `flask …` commands: each capability brings its own group."""

from flask import Flask

from app.demo.cli import demo
from app.warehouse.cli import layout


def init_cli(app: Flask) -> None:
    for group in (demo, layout):
        app.cli.add_command(group)
