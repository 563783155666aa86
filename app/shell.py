"""What `flask …` commands share: they ask for the newest tables, and a refusal is a sentence, not a traceback."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from app.db import db
from app.errors import DomainError
from app.schema import require_schema
from app.tables.report import Report

F = TypeVar("F", bound=Callable[..., Any])


class PlainCommand(click.Command):
    """Refused, it ends with exit code 1 and the refusal's own words. It needs no database."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DomainError as refused:
            raise click.ClickException(str(refused)) from None


class Command(PlainCommand):
    """Asks for the newest tables first."""

    def invoke(self, ctx: click.Context) -> Any:
        require_schema(db.engine)
        return super().invoke(ctx)


class Commands(Command, click.Group):
    """A group of commands that ask for the newest tables."""


class PlainCommands(PlainCommand, click.Group):
    """A group of commands that need no database."""


@contextmanager
def progress_of(label: str) -> Iterator[Callable[[float], None]]:
    """A progress bar that is told the share of the work that is done."""
    with click.progressbar(length=1000, label=label) as bar:
        yield lambda share: bar.update(max(0, int(share * 1000) - bar.pos))


def takes_a_file(command: F) -> F:
    """A command that imports FILE: `encoding` when it is told, `report` where to write what was not taken."""
    path = click.Path(dir_okay=False, path_type=Path)
    command = click.option("--report", type=path, help="Where to write what was not taken.")(command)
    command = click.option("--encoding", help="Encoding of the text; else it is found out and told.")(command)
    return click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))(command)


def report_for(file: Path) -> Path:
    """Where the report of an import is written unless a place is told."""
    return Path(f"{file.name}.report.csv")


def tell_report(report: Report) -> None:
    if report.count:
        click.echo(f"What was not taken as it stands is in {report.path}.")
