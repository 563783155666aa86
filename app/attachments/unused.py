"""Attachments that are not kept any more: their rows go in a transaction, their files after it."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from time import time

from sqlalchemy import delete, select

from app.attachments.files import FOLDER
from app.attachments.models import Attachment
from app.db import db

YOUNG = timedelta(hours=1).total_seconds()
"""A file is written before the row that names it: one of this age may still get its row."""


def detach(entity: str, entity_ids: Sequence[int], kind: str) -> None:
    """Those rows have no attachments of that kind any more."""
    db.session.execute(
        delete(Attachment).where(
            Attachment.entity == entity, Attachment.entity_id.in_(entity_ids), Attachment.kind == kind
        )
    )


def drop_unused_files(var: Path) -> int:
    """Delete the files that no row names; how many. Not inside a transaction."""
    named = set(db.session.scalars(select(Attachment.sha256)))
    db.session.rollback()
    old = time() - YOUNG
    unused = [path for path in (var / FOLDER).glob("??/*") if path.name not in named and path.stat().st_mtime < old]
    for path in unused:
        path.unlink(missing_ok=True)
    return len(unused)
