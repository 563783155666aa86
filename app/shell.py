"""What `flask …` commands share: they ask for the newest tables, and a refusal is a sentence, not a traceback."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from app.db import db
from app.errors import DomainError
from app.schema import require_schema


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
