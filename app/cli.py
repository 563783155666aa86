"""The `flask …` commands: each capability brings its own group."""

from flask import Flask

from app.backups.cli import backup
from app.books.cli import check_books_command
from app.catalog.cli import items
from app.demo.cli import demo
from app.demo.welcome import welcome
from app.inventory.cli import stock
from app.orders.cli import orders
from app.plans.cli import plan
from app.reordering.cli import reordering
from app.returns.cli import returns
from app.routes.setup_code import setup_code_command
from app.simulation.cli import simulate
from app.slotting.cli import slotting
from app.tls.cli import tls
from app.warehouse.aisles_cli import aisles
from app.warehouse.cli import layout
from app.waves.cli import waves
from app.workers.cli import device, worker


def init_cli(app: Flask) -> None:
    for group in (
        aisles,
        backup,
        demo,
        device,
        items,
        layout,
        orders,
        plan,
        reordering,
        returns,
        slotting,
        stock,
        tls,
        waves,
        worker,
    ):
        app.cli.add_command(group)
    for command in (check_books_command, setup_code_command, simulate, welcome):
        app.cli.add_command(command)
