"""`flask returns …`: returns from a channel's file."""

from pathlib import Path

import click

from app.operations import program
from app.orders.mapping import order_mapping
from app.returns.commands.open_announced import Way
from app.returns.importing import ReturnsImported, import_returns
from app.shell import Commands, progress_of
from app.tables.reading import Source
from app.tables.rules import MappingUnclear
from app.warehouse.queries import warehouse_named


@click.group("returns", cls=Commands)
def returns() -> None:
    """Bring returns in."""


@returns.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--mapping", default="plain", show_default=True, help="Name of a mapping, or path of a .toml file.")
@click.option("--warehouse", "code", help="Code of the warehouse that sent the orders.")
@click.option("--encoding", help="Encoding of the text; else it is found out and told.")
@click.option("--as-returned", is_flag=True, help="They are history: they came back before, and nothing is awaited.")
@click.option("--beyond", default="", help="Why they are taken back also where the rules of the shop do not.")
@click.option("--try", "only_try", is_flag=True, help="Only say what would match.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Where to write what did not match.")
def import_(
    file: Path,
    mapping: str,
    code: str | None,
    encoding: str | None,
    as_returned: bool,
    beyond: str,
    only_try: bool,
    report: Path | None,
) -> None:
    """Open the returns that a channel announces in CSV (also .gz, .xz) or XLSX. The same file twice opens none twice.

    Each is matched with what was sent to its customer, the newest first; what does not match is reported with why.
    """
    rules = order_mapping(mapping)
    if not rules.returns:
        raise MappingUnclear(name=mapping, key="[return]")
    way, actor = Way(as_returned, beyond.strip(), only_try), program("flask returns import")
    with progress_of("Importing") as progress:
        written_to = report or Path(f"{file.name}.report.csv")
        warehouse = warehouse_named(code)
        done, written = import_returns(Source(file, encoding), warehouse, rules, way, actor, written_to, progress)
    _tell(done, way)
    if written.count:
        click.echo(f"What did not match is in {written.path}.")


def _tell(done: ReturnsImported, way: Way) -> None:
    click.echo(
        f"Read {done.rows} rows, {done.others} of them orders; encoding {done.encoding}; "
        f"longest transaction {done.longest * 1000:.0f} ms."
    )
    did = "would be opened" if way.only_try else "noted as history" if way.as_returned else "opened"
    click.echo(f"{done.opened} returns {did}: {done.units} units.")
    click.echo(f"{done.whole} rows match, {done.part} more in part; {done.known} were here.")
    for why, rows in done.left.most_common():
        click.echo(f"Not matched, {rows} rows, {done.left_units[why]} units: {why}.")
