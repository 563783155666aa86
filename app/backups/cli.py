"""`flask backup …`: a backup while the program runs, and back again."""

from pathlib import Path

import click
from flask import current_app
from sqlalchemy import create_engine

from app.backups.archive import forget_old, make_backup, restore_backup
from app.backups.copying import copy_book
from app.clock import now
from app.config import database_url
from app.connections import prepare
from app.db import db
from app.schema import require_schema
from app.shell import PlainCommands

FOLDER = Path("backups")


@click.group(cls=PlainCommands)
def backup() -> None:
    """The book and what was attached to it, in one file; and back again."""


@backup.command("make")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=FOLDER)
@click.option("--keep", type=click.IntRange(min=1), help="Delete all but the newest so many backups of the folder.")
def make(folder: Path, keep: int | None) -> None:
    """Make a backup in FOLDER (default: backups), while the program runs."""
    require_schema(db.engine)
    path = make_backup(db.engine, current_app.config["VAR"], folder, now())
    click.echo(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
    for old in forget_old(folder, keep) if keep else []:
        click.echo(f"deleted {old}")


@backup.command("restore")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(path: Path) -> None:
    """Bring PATH back into an empty database."""
    about = restore_backup(db.engine, current_app.config["VAR"], path)
    click.echo(f"Brought back: the book of {about.made_at}.")
    click.echo("Now run `flask db upgrade`, then `flask check-books`.")


@backup.command("copy-to")
@click.argument("url")
def copy_to(url: str) -> None:
    """Copy the book to another database, from SQLite to PostgreSQL; the program must not run meanwhile.

    URL names a database that `flask db upgrade` has given its tables.
    """
    require_schema(db.engine)
    target = create_engine(database_url(url))
    prepare(target)
    require_schema(target)
    rows = copy_book(db.engine, target)
    target.dispose()
    click.echo(f"{rows} rows copied. Set DATABASE_URL to the new database, then run `flask check-books`.")
