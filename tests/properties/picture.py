"""All that the database says, but for the operations themselves: two pictures differ where something changed."""

import hashlib

from sqlalchemy import select

from app.db import db
from app.operations.models import Operation

IGNORED = {Operation.__tablename__, "sessions", "devices", "locations", "barcodes", "items"}


def picture() -> dict[str, str]:
    """A fingerprint for each table, so that a difference names its table."""
    db.session.remove()
    shot = {table.name: _print(table) for table in db.metadata.sorted_tables if table.name not in IGNORED}
    db.session.remove()
    return shot


def _print(table: object) -> str:
    rows = db.session.execute(select(table).order_by(*table.primary_key)).all()  # type: ignore[call-overload,attr-defined]
    return hashlib.sha256(repr(rows).encode()).hexdigest()
