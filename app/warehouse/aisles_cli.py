"""`flask aisles …`: which aisles nobody enters for now."""

import click

from app.db import transaction
from app.operations import program
from app.shell import Commands
from app.warehouse.blocking import block_aisle, blocked_aisles, open_aisle
from app.warehouse.queries import warehouse_named

ACTOR = program("flask aisles")
_WAREHOUSE = click.option("--warehouse", "code", help="Code of the warehouse; else the only one.")
_BLOCK = click.option(
    "--block", type=int, help="Only in this block, counted from 0 at the front; else the whole aisle."
)


@click.group("aisles", cls=Commands)
def aisles() -> None:
    """Block aisles for now, and open them again."""


@aisles.command("block")
@click.argument("aisle")
@_BLOCK
@click.option("--reason", default="", help="Why, for whoever reads the list.")
@_WAREHOUSE
def block(aisle: str, block: int | None, reason: str, code: str | None) -> None:
    """Nobody is led through AISLE, and nothing is allocated there."""
    with transaction():
        block_aisle(warehouse_named(code), aisle, block, reason, ACTOR)
    _tell(code)


@aisles.command("open")
@click.argument("aisle")
@_BLOCK
@_WAREHOUSE
def open_again(aisle: str, block: int | None, code: str | None) -> None:
    """Lead pickers through AISLE again."""
    with transaction():
        open_aisle(warehouse_named(code), aisle, block, ACTOR)
    _tell(code)


@aisles.command("list")
@_WAREHOUSE
def list_blocked(code: str | None) -> None:
    """Tell which aisles are blocked now."""
    _tell(code)


def _tell(code: str | None) -> None:
    blocked = blocked_aisles(warehouse_named(code))
    for one in blocked:
        since = one.blocked_at.strftime("%Y-%m-%d %H:%M UTC")
        click.echo(f"{one.aisle}, block {one.block}: blocked since {since}{f': {one.reason}' if one.reason else ''}")
    if not blocked:
        click.echo("All aisles are open.")
