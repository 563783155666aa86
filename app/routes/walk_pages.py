"""The page of a walk, whatever is done on it."""

from flask import url_for

from app.db import db
from app.picking.document import WalkDocument, walk_document
from app.picking.models import PickTask
from app.putting_back.document import put_back_document
from app.putting_back.models import PutBackTask
from app.walks.models import Walk


def url_of(walk_id: int) -> str:
    """Where its holder walks it; the start, where there is no such walk."""
    walk = db.session.get(Walk, walk_id)
    if isinstance(walk, PutBackTask):
        return url_for("putting_back.task", task_id=walk.id)
    return url_for("picking.task", task_id=walk.id) if walk else url_for("picking.work")


def document_of(walk: Walk | None, language: str) -> WalkDocument | None:
    """The walk as its holder sees it."""
    if isinstance(walk, PickTask):
        return walk_document(walk, language)
    return put_back_document(walk, language) if isinstance(walk, PutBackTask) else None
