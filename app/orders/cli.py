"""`flask orders …`: orders from a file."""

from pathlib import Path

import click

from app.operations import program
from app.orders.importing import Imported, import_orders, open_desk
from app.orders.mapping import order_mapping
from app.shell import Commands, progress_of
from app.tables.reading import Source
from app.tables.report import Report
from app.warehouse.queries import warehouse_named

SHOWN = 20


@click.group("orders", cls=Commands)
def orders() -> None:
    """Bring orders in."""


@orders.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--mapping", default="plain", show_default=True, help="Name of a mapping, or path of a .toml file.")
@click.option("--warehouse", "code", help="Code of the warehouse that ships them.")
@click.option("--encoding", help="Encoding of the text; else it is found out and told.")
@click.option("--as-shipped", is_flag=True, help="Bring them in as history: shipped, without stock movements.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Where to write what was not taken.")
def import_(
    file: Path, mapping: str, code: str | None, encoding: str | None, as_shipped: bool, report: Path | None
) -> None:
    """Import orders from CSV (also .gz, .xz) or XLSX. The same file twice changes nothing."""
    rules = order_mapping(mapping)
    desk = open_desk(warehouse_named(code), rules, program("flask orders import"), as_shipped)
    with progress_of("Importing") as progress:
        written_to = report or Path(f"{file.name}.report.csv")
        done, written = import_orders(Source(file, encoding), rules, desk, written_to, progress)
    _tell(done, written)


def _tell(done: Imported, report: Report) -> None:
    arrived = done.arrived
    click.echo(f"Read {done.rows} rows, encoding {done.encoding}.")
    click.echo(
        f"{arrived.new} new orders, {arrived.held} of them held; {arrived.lines} lines, {arrived.charges} charges."
    )
    click.echo(
        f"{arrived.unchanged} orders were here, {arrived.replaced} came mended, {arrived.cancelled} are cancelled."
    )
    click.echo(f"{done.cancellations} new credit notes. {done.left_out} rows are no orders.")
    click.echo(f"{done.bad} bad lines, {len(arrived.refused)} orders left as they were.")
    if arrived.unknown:
        skus = sorted(arrived.unknown)
        more = f" and {len(skus) - SHOWN} more" if len(skus) > SHOWN else ""
        click.echo(f"Items that the catalogue does not know: {', '.join(skus[:SHOWN])}{more}.")
    if report.count:
        click.echo(f"What was not taken as it stands is in {report.path}.")
