"""`flask stock …`: what lies where, from a file."""

from pathlib import Path

import click

from app.inventory.importing import import_stock
from app.operations import program
from app.shell import Commands, progress_of, report_for, takes_a_file, tell_report
from app.tables.reading import Source
from app.warehouse.queries import warehouse_named


@click.group("stock", cls=Commands)
def stock() -> None:
    """Bring stock in."""


@stock.command("import")
@takes_a_file
@click.option("--warehouse", "code", help="Code of the warehouse where it lies.")
def import_(file: Path, code: str | None, encoding: str | None, report: Path | None) -> None:
    """Import the stock of the first day from CSV (also .gz, .xz) or XLSX. The same file twice changes nothing."""
    warehouse_id, actor = warehouse_named(code).id, program("flask stock import")
    with progress_of("Importing") as progress:
        written_to = report or report_for(file)
        done, written = import_stock(Source(file, encoding), warehouse_id, actor, written_to, progress)
    click.echo(f"Read {done.rows} rows, encoding {done.encoding}.")
    click.echo(
        f"{done.received} received, {done.units} units; {done.unchanged} were here already; {done.bad} not taken."
    )
    tell_report(written)
