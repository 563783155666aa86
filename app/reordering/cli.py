"""`flask reordering …`: what is low, from the shell; vendors from a file."""

from datetime import date, datetime
from pathlib import Path

import click

from app.languages import gettext
from app.operations import program
from app.reordering.background import make_figures
from app.reordering.importing import import_vendors
from app.reordering.queries import Search, all_rows, run_of
from app.shell import Commands, progress_of, report_for, takes_a_file, tell_report
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
@takes_a_file
@click.option("--warehouse", "code", help="Code of the warehouse that they deliver to.")
def vendors(file: Path, code: str | None, encoding: str | None, report: Path | None) -> None:
    """Import vendors and their terms from CSV (also .gz, .xz) or XLSX. The same file twice changes nothing."""
    warehouse_id, actor = warehouse_named(code).id, program("flask reordering vendors")
    with progress_of("Importing") as progress:
        written_to = report or report_for(file)
        done, written = import_vendors(Source(file, encoding), warehouse_id, actor, written_to, progress)
    click.echo(f"Read {done.rows} rows, encoding {done.encoding}.")
    click.echo(
        f"{done.vendors} new vendors; {done.new} new terms, {done.changed} changed, {done.unchanged} as they were; "
        f"{done.bad} bad rows."
    )
    tell_report(written)
