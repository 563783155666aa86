"""The page of a walk, whatever is done on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, url_for

from app.db import db
from app.picking.document import walk_document
from app.putting_back.document import put_back_document
from app.putting_back.models import KIND as PUT_BACK
from app.replenishing.document import PUT_KIND as REFILL_PUT
from app.replenishing.document import refill_document
from app.replenishing.models import KIND as REFILL
from app.walks.document import PICK, WalkDocument
from app.walks.models import Walk


@dataclass(frozen=True)
class WalkKind:
    """A kind of walk, or of its stops: the blueprint of its pages, where scans go, the look of a place on the cart."""

    blueprint: str
    confirmations: str
    document: Callable[[Any, str], WalkDocument]
    place: str = "picking/_place.html"


KINDS = {
    PICK: WalkKind("picking", "picking.create_pick", walk_document),
    PUT_BACK: WalkKind("putting_back", "putting_back.create_put_back", put_back_document, "putting_back/_tote.html"),
    REFILL: WalkKind("replenishing", "replenishing.create_take", refill_document, "replenishing/_tote.html"),
    REFILL_PUT: WalkKind("replenishing", "replenishing.create_put", refill_document, "replenishing/_tote.html"),
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
