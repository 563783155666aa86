"""`flask layout …`: the building from a file."""

from pathlib import Path

import click
from sqlalchemy import select

from app.db import db, transaction
from app.operations import program
from app.shell import Commands
from app.warehouse.commands import open_warehouse
from app.warehouse.layout_file import About, read_layout
from app.warehouse.loading import load_layout
from app.warehouse.models import Warehouse
from app.warehouse.queries import warehouse_named

ACTOR = program("flask layout load")


@click.group("layout", cls=Commands)
def layout() -> None:
    """Load the building's layout."""


@layout.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--warehouse", "code", help="Code of the warehouse; else the one that the file names, or the only one.")
def load(file: Path, code: str | None) -> None:
    """Make the bins, lanes, docks and totes of a layout file; bins that vanished from it are blocked."""
    about, wanted = read_layout(file.read_text(encoding="utf-8-sig", errors="replace"))
    done = load_layout(_warehouse(about, code), wanted, ACTOR)
    click.echo(
        f"{len(done.missing)} places added, {len(done.different)} changed, "
        f"{len(done.gone)} bins blocked, {len(done.back)} open again."
    )


def _warehouse(about: About | None, code: str | None) -> int:
    """The warehouse meant; one that the file describes and that is not there yet is opened."""
    wanted = code or (about.code if about else None)
    if about and about.code == wanted and not db.session.scalar(select(Warehouse.id).where(Warehouse.code == wanted)):
        with transaction():
            return open_warehouse(about.code, about.name, about.time_zone, about.currency, ACTOR).id
    return warehouse_named(wanted).id
