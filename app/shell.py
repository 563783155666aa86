"""What all `flask …` commands share: a refusal is told as a sentence, not as a traceback."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from app.errors import DomainError


class Commands(click.Group):
    """A group of commands that ends with exit code 1 and the refusal's own words."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DomainError as refused:
            raise click.ClickException(str(refused)) from None


@contextmanager
def progress_of(label: str) -> Iterator[Callable[[float], None]]:
    """A progress bar that is told the share of the work that is done."""
    with click.progressbar(length=1000, label=label) as bar:
        yield lambda share: bar.update(max(0, int(share * 1000) - bar.pos))
