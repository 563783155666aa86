"""What the environment may set, and what is refused at start."""

from pathlib import Path

import pytest

from app.config import NotConfigured, from_environment
from app.environment import SETTINGS

DOCS = Path(__file__).parent.parent / "docs" / "deploy.md"
KEY = "0123456789abcdef0123456789abcdef"


def test_the_table_in_the_docs_names_every_setting_with_its_default() -> None:
    text = DOCS.read_text()

    for setting in SETTINGS:
        assert f"| `{setting.name}` | {setting.default} | {setting.meaning} |" in text


def test_sqlite_is_the_default(tmp_path: Path) -> None:
    settings = from_environment({"SECRET_KEY": KEY, "SHELFWAY_VAR": str(tmp_path)})

    assert settings.database_url == f"sqlite:///{tmp_path / 'shelfway.db'}"
    assert settings.demo is False


def test_postgresql_by_its_url(tmp_path: Path) -> None:
    settings = from_environment(
        {"SECRET_KEY": KEY, "SHELFWAY_VAR": str(tmp_path), "DATABASE_URL": "postgresql://me:secret@db/shelfway"}
    )

    assert settings.database_url == "postgresql+psycopg://me:secret@db/shelfway"


def test_a_process_does_all_unless_it_is_told_its_parts(tmp_path: Path) -> None:
    environment = {"SECRET_KEY": KEY, "SHELFWAY_VAR": str(tmp_path), "DATABASE_URL": "postgresql://db/shelfway"}

    assert from_environment(environment).parts == {"web", "push", "jobs"}
    assert from_environment(environment | {"PARTS": "push, jobs"}).parts == {"push", "jobs"}


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": KEY, "DATABASE_URL": "mysql://db/x"}, "nothing else"),
        ({"SECRET_KEY": KEY, "DATABASE_URL": "no address"}, "not an address"),
        ({"SECRET_KEY": KEY, "DATABASE_URL": "sqlite://"}, "names no file"),
        ({"SECRET_KEY": KEY, "PORT": "http"}, "PORT must be a whole number"),
        ({"SECRET_KEY": KEY, "WEB_CONCURRENCY": "2"}, "SQLite is for one web process"),
        ({"SECRET_KEY": KEY, "PARTS": "web"}, "SQLite is for one process that does all"),
        ({"SECRET_KEY": KEY, "PARTS": "web,cron"}, "PARTS may be web, push and jobs"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(environment: dict[str, str], told: str, tmp_path: Path) -> None:
    with pytest.raises(NotConfigured, match=told):
        from_environment(environment | {"SHELFWAY_VAR": str(tmp_path)})


def test_a_sqlite_that_can_damage_the_book_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("app.config.sqlite.sqlite_version_info", (3, 51, 2))

    with pytest.raises(NotConfigured, match="can damage the book"):
        from_environment({"SECRET_KEY": KEY, "SHELFWAY_VAR": str(tmp_path)})


def test_a_command_of_the_shell_finds_the_secret_that_the_demo_made(tmp_path: Path) -> None:
    made = from_environment({"SHELFWAY_DEMO": "1", "SHELFWAY_VAR": str(tmp_path)})

    assert from_environment({"SHELFWAY_VAR": str(tmp_path)}).secret_key == made.secret_key


def test_the_demo_makes_its_own_secret_and_keeps_it(tmp_path: Path) -> None:
    environment = {"SHELFWAY_DEMO": "1", "SHELFWAY_VAR": str(tmp_path)}

    first, second = from_environment(environment), from_environment(environment)

    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
