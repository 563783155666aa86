"""`flask demo …`: a shop to try the program with, and the way out of it."""

import gc

import click

from app.demo.clear import clear_demo
from app.demo.load import is_empty, is_half_loaded, load_demo
from app.demo.people import require_demo
from app.shell import Commands


@click.group("demo", cls=Commands)
def demo() -> None:
    """Load or clear the demo warehouse."""


@demo.command("load")
@click.option("--if-empty", is_flag=True, help="Do nothing when there is a warehouse already.")
@click.option("--seed", default=1, show_default=True, help="Another number makes another shop.")
def load(if_empty: bool, seed: int) -> None:
    """Make the demo warehouse: items, bins, people, stock and three days of orders."""
    require_demo()
    if is_half_loaded():
        clear_demo()
    if not is_empty():
        if if_empty:
            return
        raise click.ClickException("There is a warehouse already. Take an empty database, or `flask demo clear` first.")
    click.echo("Making the demo warehouse …")
    gc.freeze()  # the program itself stays: releasing a wave need not look through it
    load_demo(seed)


@demo.command("clear")
@click.option("--yes", is_flag=True, help="Do not ask.")
def clear(yes: bool) -> None:
    """Empty the demo's database, so that your own warehouse can be set up."""
    if not yes:
        click.confirm("Everything in this database goes: items, stock, orders, workers. Go on?", abort=True)
    clear_demo()
    click.echo("The demo is gone. Start without SHELFWAY_DEMO=1, and open /install to set your warehouse up.")
