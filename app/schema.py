"""The database's tables and the program belong together, or the program does not start."""

from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from app.config import NotConfigured

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def require_schema(engine: Engine) -> None:
    """Raises NotConfigured unless the database stands at the newest migration that this program knows."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    stands_at = revisions_of(engine)
    if stands_at == set(scripts.get_heads()):
        return
    if stands_at - {script.revision for script in scripts.walk_revisions()}:
        raise NotConfigured("The database is newer than this program. Start the version that it was upgraded for.")
    state = "older than this program" if stands_at else "empty"
    raise NotConfigured(f"The database is {state}. Run `flask db upgrade`, then start again.")


def revisions_of(engine: Engine) -> set[str]:
    """The migrations that the database stands at. Raises NotConfigured while it does not answer."""
    try:
        with engine.connect() as connection:
            return set(MigrationContext.configure(connection).get_current_heads())
    except DBAPIError as problem:
        raise NotConfigured(
            f"The database does not answer. Start it, or mend DATABASE_URL. It says: {problem.orig}"
        ) from None
