"""What all `flask …` commands share: a refusal is told as a sentence, not as a traceback."""

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
