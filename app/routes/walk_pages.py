"""The page of a walk, whatever is done on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, url_for
from flask_babel import LazyString, lazy_gettext

from app.counting.document import count_document
from app.counting.models import KIND as COUNT
from app.db import db
from app.picking.document import walk_document
from app.planning.carts import Place
from app.putting_away import path as put_aways
from app.putting_away.document import put_away_document
from app.putting_away.models import KIND as PUT_AWAY
from app.putting_back import path as put_backs
from app.putting_back.document import put_back_document
from app.putting_back.models import KIND as PUT_BACK
from app.replenishing import path as refills
from app.replenishing.document import PUT_KIND as REFILL_PUT
from app.replenishing.document import refill_document
from app.replenishing.models import KIND as REFILL
from app.walks import ends
from app.walks.document import PICK, WalkDocument
from app.walks.models import Walk


@dataclass(frozen=True)
class WalkKind:
    """A kind of walk, or of its stops: the blueprint of its pages, where the scans of its stops go, its name, where it
    begins and ends in the building, and the fragment of a place on its cart.
    """

    blueprint: str
    confirmations: str
    document: Callable[[Any, str], WalkDocument]
    name: LazyString
    ends: Callable[[Any], Place]
    place: str = "picking/_place.html"


KINDS = {
    PICK: WalkKind("picking", "picking.create_pick", walk_document, lazy_gettext("Pick"), ends.place_of),
    PUT_BACK: WalkKind(
        "putting_back",
        "putting_back.create_put_back",
        put_back_document,
        lazy_gettext("Put back"),
        put_backs.place_of,
        "putting_back/_tote.html",
    ),
    PUT_AWAY: WalkKind(
        "putting_away",
        "putting_away.create_put_away",
        put_away_document,
        lazy_gettext("Put away"),
        put_aways.place_of,
        "putting_away/_source.html",
    ),
    COUNT: WalkKind("counting", "counting.create_count", count_document, lazy_gettext("Count"), ends.place_of),
    REFILL: WalkKind(
        "replenishing",
        "replenishing.create_take",
        refill_document,
        lazy_gettext("Refill"),
        refills.place_of,
        "replenishing/_tote.html",
    ),
    REFILL_PUT: WalkKind(
        "replenishing",
        "replenishing.create_put",
        refill_document,
        lazy_gettext("Refill"),
        refills.place_of,
        "replenishing/_tote.html",
    ),
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
