"""The page of a walk, whatever is done on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, url_for

from app.counting.document import count_document
from app.counting.models import KIND as COUNT
from app.db import db
from app.picking.document import walk_document
from app.putting_back.document import put_back_document
from app.putting_back.models import KIND as PUT_BACK
from app.walks.document import PICK, WalkDocument
from app.walks.models import Walk


@dataclass(frozen=True)
class WalkKind:
    """A kind of walk: the blueprint of its pages, and where the scans of its stops go."""

    blueprint: str
    confirmations: str
    document: Callable[[Any, str], WalkDocument]


KINDS = {
    PICK: WalkKind("picking", "picking.create_pick", walk_document),
    PUT_BACK: WalkKind("putting_back", "putting_back.create_put_back", put_back_document),
    COUNT: WalkKind("counting", "counting.create_count", count_document),
}


def url_of(walk_id: int) -> str:
    """Where its holder walks it; the start, where there is no such walk."""
    walk = db.session.get(Walk, walk_id)
    return url_for(f"{KINDS[walk.kind].blueprint}.task", task_id=walk.id) if walk else url_for("picking.work")


def document_of(walk: Walk | None, language: str) -> WalkDocument | None:
    """The walk as its holder sees it."""
    return KINDS[walk.kind].document(walk, language) if walk else None


def init_walk_pages(app: Flask) -> None:
    app.jinja_env.globals["walk_kinds"] = KINDS
