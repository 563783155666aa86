"""Backups: made while people work, brought back whole, and without a secret in them."""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner
from sqlalchemy import Engine, create_engine, func, select, text, update

from app import create_app
from app.backups.archive import About, forget_old, make_backup, read_about, restore_backup
from app.backups.book import SQLITE
from app.backups.copying import copy_book
from app.backups.errors import NotABackup, NotEmpty, OtherDatabase
from app.config import from_environment
from app.connections import prepare
from app.db import db
from app.inventory.models import Stock, StockMovement
from tests.floor import release
from tests.handheld import Handheld
from tests.world import World

MIGRATIONS = str(Path(__file__).parent.parent.parent / "migrations")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def picked(world: World) -> World:
    """A warehouse in which something was done."""
    world.order({"MUG": 2, "CARD": 1})
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    ana.pick_all(task_id)
    db.session.remove()
    return world


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """What a server keeps beside its database."""
    folder = tmp_path / "var"
    (folder / "attachments" / "ab").mkdir(parents=True)
    (folder / "attachments" / "ab" / "photo.jpg").write_bytes(b"a broken mug")
    (folder / "tls").mkdir()
    (folder / "tls" / "authority.pem").write_text("the key of all")
    (folder / "secret_key").write_text("nobody's business")
    return folder


@contextmanager
def empty_database(like: Engine, tmp_path: Path, name: str = "other") -> Iterator[Engine]:
    """Another one of the same kind."""
    if like.dialect.name == SQLITE:
        engine = create_engine(like.url.set(database=str(tmp_path / f"{name}.db")), module=like.dialect.loaded_dbapi)
    else:
        name = f"{like.url.database}_{name}"
        _on_server(like, f"CREATE DATABASE {name}")
        engine = create_engine(like.url.set(database=name))
    prepare(engine)
    yield engine
    engine.dispose()
    if like.dialect.name != SQLITE:
        _on_server(like, f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(engine: Engine, statement: str) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))


def movements(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(StockMovement)) or 0


def test_what_is_brought_back_is_the_whole_book_and_what_was_attached(picked: World, var: Path, tmp_path: Path) -> None:
    path = make_backup(db.engine, var, tmp_path / "backups", NOON)
    there = tmp_path / "there"

    with empty_database(db.engine, tmp_path) as engine:
        about = restore_backup(engine, there, path)
        assert movements(engine) == movements(db.engine) > 0

    assert about.made_at == NOON.isoformat()
    assert (there / "attachments" / "ab" / "photo.jpg").read_bytes() == b"a broken mug"


def test_the_books_are_right_where_it_was_brought_back(picked: World, var: Path, tmp_path: Path) -> None:
    path = make_backup(db.engine, var, tmp_path / "backups", NOON)

    with empty_database(db.engine, tmp_path) as engine:
        restore_backup(engine, tmp_path / "there", path)
        assert check_books(engine, tmp_path).exit_code == 0
        with engine.begin() as connection:
            connection.execute(update(Stock).values(on_hand=Stock.on_hand + 1))
        assert check_books(engine, tmp_path).exit_code == 1


def check_books(engine: Engine, var: Path) -> Result:
    """As a shell does on that database."""
    url = engine.url.render_as_string(hide_password=False)
    other = create_app(from_environment({"DATABASE_URL": url, "SHELFWAY_DEMO": "1", "SHELFWAY_VAR": str(var)}))
    with other.app_context():  # else the shell works in the context that is there
        said = other.test_cli_runner().invoke(args=["check-books"])
        db.session.remove()
        db.engine.dispose()
    return said


def test_no_secret_is_in_a_backup_and_only_its_owner_reads_it(picked: World, var: Path, tmp_path: Path) -> None:
    path = make_backup(db.engine, var, tmp_path / "backups", NOON)

    with tarfile.open(path) as archive:
        assert {name.split("/")[0] for name in archive.getnames()} == {"about.json", "book", "attachments"}
    assert path.stat().st_mode & 0o077 == 0


def test_nothing_is_written_over_a_book_that_is_there(picked: World, var: Path, tmp_path: Path) -> None:
    path = make_backup(db.engine, var, tmp_path / "backups", NOON)
    before = movements(db.engine)

    with pytest.raises(NotEmpty):
        restore_backup(db.engine, var, path)

    assert movements(db.engine) == before


def test_another_file_is_refused_by_name(world: World, tmp_path: Path) -> None:
    other = tmp_path / "holiday.tar.gz"
    other.write_bytes(b"not even a tar")

    with pytest.raises(NotABackup, match=r"holiday\.tar\.gz"):
        read_about(other)


def test_a_backup_of_the_other_kind_of_database_is_refused(
    world: World, var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_backup(db.engine, var, tmp_path / "backups", NOON)
    other = About("shelfway", "oracle", [], NOON.isoformat())
    monkeypatch.setattr("app.backups.archive.read_about", lambda _path: other)

    with pytest.raises(OtherDatabase, match="oracle"):
        restore_backup(db.engine, var, path)


def test_the_newest_so_many_are_kept(world: World, var: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    made = [make_backup(db.engine, var, folder, NOON + timedelta(hours=hour)) for hour in range(3)]
    (folder / "notes.txt").write_text("mine")

    assert forget_old(folder, keep=2) == made[:1]
    assert sorted(folder.iterdir()) == [folder / "notes.txt", *made[1:]]


def test_a_book_is_copied_to_another_database_and_counts_on_there(picked: World, tmp_path: Path) -> None:
    with empty_database(db.engine, tmp_path) as engine:
        _give_tables(engine)

        rows = copy_book(db.engine, engine)

        assert rows > 0
        assert movements(engine) == movements(db.engine) > 0
        with pytest.raises(NotEmpty):
            copy_book(db.engine, engine)


def test_the_shell_makes_a_backup_and_says_where(picked: World, tmp_path: Path) -> None:
    shell: FlaskCliRunner = picked.app.test_cli_runner()

    said = shell.invoke(args=["backup", "make", str(tmp_path / "kept"), "--keep", "1"])

    assert said.exit_code == 0, said.output
    (path,) = (tmp_path / "kept").iterdir()
    assert str(path) in said.output
    assert read_about(path).database == db.engine.dialect.name


def _give_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == SQLITE:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        db.metadata.create_all(connection)
