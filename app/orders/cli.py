"""`flask orders …`: orders from a file."""

from pathlib import Path

import click

from app.operations import program
from app.orders.figures import SHARES, measure
from app.orders.importing import Imported, import_orders, open_desk
from app.orders.mapping import order_mapping
from app.shell import Commands, progress_of, report_for, takes_a_file, tell_report
from app.tables.reading import Source
from app.tables.report import Report
from app.warehouse.queries import warehouse_named

SHOWN = 20


@click.group("orders", cls=Commands)
def orders() -> None:
    """Bring orders in."""


@orders.command("import")
@takes_a_file
@click.option("--mapping", default="plain", show_default=True, help="Name of a mapping, or path of a .toml file.")
@click.option("--warehouse", "code", help="Code of the warehouse that ships them.")
@click.option("--as-shipped", is_flag=True, help="Bring them in as history: shipped, without stock movements.")
def import_(
    file: Path, mapping: str, code: str | None, encoding: str | None, as_shipped: bool, report: Path | None
) -> None:
    """Import orders from CSV (also .gz, .xz) or XLSX. The same file twice changes nothing."""
    rules = order_mapping(mapping)
    desk = open_desk(warehouse_named(code), rules, program("flask orders import"), as_shipped)
    with progress_of("Importing") as progress:
        written_to = report or report_for(file)
        done, written = import_orders(Source(file, encoding), rules, desk, written_to, progress)
    _tell(done, written)


def _tell(done: Imported, report: Report) -> None:
    arrived = done.arrived
    click.echo(f"Read {done.rows} rows, encoding {done.encoding}; longest transaction {done.longest * 1000:.0f} ms.")
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
    tell_report(report)


@orders.command("figures")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--mapping", default="plain", show_default=True, help="Name of a mapping, or path of a .toml file.")
@click.option("--encoding", help="Encoding of the text; else it is found out.")
def figures(file: Path, mapping: str, encoding: str | None) -> None:
    """Measure a file of orders without importing it: lines, units, and how few items make most of the lines."""
    found = measure(Source(file, encoding), order_mapping(mapping))
    shares = ", ".join(f"{share:.0%}" for share in SHARES)
    click.echo(f"{found.orders} orders on {found.days} days, {found.orders_a_day} on a middling day.")
    click.echo(f"Lines of an order at {shares}: {_listed(found.lines_an_order)}; at most {found.most_lines}.")
    click.echo(f"Orders with a single line: {found.single_line:.1%}; with an item twice: {found.item_twice:.1%}.")
    click.echo(f"Units of a line at {shares}: {_listed(found.units_a_line)}; a single unit: {found.single_unit:.1%}.")
    click.echo(f"{found.items} items: the top tenth makes {found.top_tenth:.1%} of the lines,")
    click.echo(f"the top fifth {found.top_fifth:.1%}, the top half {found.top_half:.1%}.")


def _listed(values: tuple[int, ...]) -> str:
    return ", ".join(map(str, values))
