"""`flask items …`: the catalogue from a file."""

from pathlib import Path

import click

from app.catalog.importing import import_items
from app.catalog.reading import item_mapping
from app.operations import program
from app.shell import Commands, progress_of, report_for, takes_a_file, tell_report
from app.tables.reading import Source
from app.warehouse.queries import warehouse_named


@click.group("items", cls=Commands)
def items() -> None:
    """Bring items in."""


@items.command("import")
@takes_a_file
@click.option("--mapping", default="plain", show_default=True, help="Name of a mapping, or path of a .toml file.")
@click.option("--warehouse", "code", help="Code of the warehouse that the column `strategy` is for.")
def import_(file: Path, mapping: str, code: str | None, encoding: str | None, report: Path | None) -> None:
    """Import items from CSV (also .gz, .xz) or XLSX; known ones are changed to what the file says."""
    actor, written_to = program("flask items import"), report or report_for(file)
    rules, warehouse_id = item_mapping(mapping), warehouse_named(code).id if code else None
    with progress_of("Importing") as progress:
        done, written = import_items(Source(file, encoding), rules, actor, written_to, progress, warehouse_id)
    click.echo(f"Read {done.rows} rows, encoding {done.encoding}.")
    click.echo(f"{done.new} new items, {done.changed} changed, {done.unchanged} as they were; {done.bad} bad rows.")
    if done.serials:
        click.echo(f"{done.serials} items are tracked by serial number: the handheld asks for the number of each unit.")
    tell_report(written)
