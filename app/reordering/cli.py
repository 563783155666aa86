"""`flask reordering …`: what is low, from the shell; vendors from a file."""

from datetime import date, datetime
from pathlib import Path

import click

from app.languages import gettext
from app.operations import program
from app.reordering.background import make_figures
from app.reordering.importing import import_vendors
from app.reordering.queries import Search, all_rows, run_of
from app.shell import Commands, progress_of
from app.tables.reading import Source
from app.warehouse.queries import warehouse_named, warehouse_of

SHOWN = 20


@click.group("reordering", cls=Commands)
def reordering() -> None:
    """Find out what to order from vendors."""


@reordering.command("compute")
@click.option("--warehouse", "code", help="Code of the warehouse; not needed where there is only one.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="As if it were that day: to look at history.")
def compute(code: str | None, day: datetime | None) -> None:
    """Measure demand, keep what follows from it, and print what is most urgent."""
    warehouse_id = warehouse_named(code).id
    make_figures(warehouse_id, day.date() if day else None)
    warehouse, run = warehouse_of(warehouse_id), run_of(warehouse_id)
    made_on: date | None = run.made_on if run else None
    click.echo(gettext("%(items)s items measured before %(day)s.", items=run.items if run else 0, day=made_on))
    found = all_rows(warehouse, Search())
    click.echo(gettext("%(count)s are low.", count=len(found)))
    for low in found[:SHOWN]:
        one = low.demand
        click.echo(f"{one.item.sku:<20} {low.position:>7} / {one.reorder_point:<7} + {low.to_order}")


@reordering.command("vendors")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--warehouse", "code", help="Code of the warehouse that they deliver to.")
@click.option("--encoding", help="Encoding of the text; else it is found out and told.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Where to write what was not taken.")
def vendors(file: Path, code: str | None, encoding: str | None, report: Path | None) -> None:
    """Import vendors and their terms from CSV (also .gz, .xz) or XLSX. The same file twice changes nothing."""
    warehouse_id, actor = warehouse_named(code).id, program("flask reordering vendors")
    with progress_of("Importing") as progress:
        written_to = report or Path(f"{file.name}.report.csv")
        done, written = import_vendors(Source(file, encoding), warehouse_id, actor, written_to, progress)
    click.echo(f"Read {done.rows} rows, encoding {done.encoding}.")
    click.echo(
        f"{done.vendors} new vendors; {done.new} new terms, {done.changed} changed, {done.unchanged} as they were; "
        f"{done.bad} bad rows."
    )
    if written.count:
        click.echo(f"What was not taken is in {written.path}.")
