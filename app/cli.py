"""The `flask …` commands: each capability brings its own group."""

from flask import Flask

from app.books.cli import check_books_command
from app.demo.cli import demo
from app.orders.cli import orders
from app.warehouse.cli import layout
from app.waves.cli import waves


def init_cli(app: Flask) -> None:
    for group in (demo, layout, orders, waves):
        app.cli.add_command(group)
    app.cli.add_command(check_books_command)
