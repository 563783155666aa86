"""What the next right step of a walk is, whatever is done on it, as a handheld reads it off the walk's document."""

import json
from typing import Any

from app.counting.models import CountLine
from app.db import db
from app.inventory.queries import stock_in
from app.routes.walk_pages import KINDS
from app.walks.document import PlaceView, StopView, WalkDocument
from app.walks.models import Walk

PAGES = {
    "pick": "/picking",
    "put_back": "/putting-back",
    "put_away": "/putting-away",
    "refill": "/replenishing",
    "count": "/counting",
}
CONFIRMATIONS = {
    "pick": "picks",
    "put_back": "put-backs",
    "put_away": "put-aways",
    "refill": "takes",
    "refill_put": "puts",
    "count": "counts",
}
SPARE_BINS = ("LOC-B-04-1", "LOC-C-04-1", "LOC-A-04-1")
"""Where goods go for which no place is proposed."""

LEAKY = ("A-01-1", "C-03-2")
"""Bins in which everybody finds one unit less than the book has, so that counts differ and agree about it."""

Step = tuple[str, dict[str, Any]]
"""Where a scan is sent, and what it says."""


def document_of(walk_id: int) -> WalkDocument:
    walk = db.session.get_one(Walk, walk_id)
    return KINDS[walk.kind].document(walk, "en")


def next_step(walk_id: int, free_tote: str) -> Step:
    """A tote to its place, else the next stop, else the end."""
    document = document_of(walk_id)
    for_cart = at_cart(document, free_tote)
    if for_cart:
        return for_cart
    left = [stop for stop in document.stops if stop.left]
    if left:
        return scan_of(document, left[0])
    lane = document.lanes[0][0] if document.lanes else ""
    return f"{PAGES[document.kind]}/tasks/{walk_id}/stagings", {"lane": lane}


def scan_of(document: WalkDocument, stop: StopView) -> Step:
    """What the stop asks for, all of it."""
    url = f"{PAGES[document.kind]}/lines/{stop.line_id}"
    if stop.kind == "count":
        return f"{url}/counts", count_of(stop.line_id, -1 if stop.bin_address in LEAKY else 0)
    if not stop.bin_barcode:
        return f"{url}/bins", {"bin": SPARE_BINS[stop.position % len(SPARE_BINS)]}
    places = {place.id: place for place in document.places}
    tote = places[stop.place.id].tote_barcode if stop.place.id in places else ""
    scan = {"bin": stop.bin_barcode, "item": stop.codes[0][0], "lot": stop.lot_code, "quantity": stop.left}
    return f"{url}/{CONFIRMATIONS[stop.kind]}", scan | {"tote": tote or ""}


def count_of(line_id: int, off: int) -> dict[str, Any]:
    """What lies there by the book, but for `off` units of each lot."""
    line = db.session.get_one(CountLine, line_id)
    lying = [one for one in stock_in([line.location_id]) if line.item_id in (None, one.item_id)]
    rows = [
        {"code": one.item.barcodes[0].code, "lot": one.lot.code, "units": max(0, one.on_hand + off)} for one in lying
    ]
    return {"bin": line.location.barcode, "counts": json.dumps(rows), "seconds": 0}


def at_cart(document: WalkDocument, free_tote: str) -> Step | None:
    """What is still to be scanned to the places of the cart."""
    for place in document.places:
        step = _to_place(document, place, free_tote)
        if step:
            return step
    return None


def _to_place(document: WalkDocument, place: PlaceView, free_tote: str) -> Step | None:
    wanted = place.passed_on_barcode or getattr(place, "wanted", "")
    if not wanted and (place.tote_barcode or document.kind in ("put_back", "put_away")):
        return None
    at = {
        "pick": f"/picking/places/{place.id}/totes",
        "put_back": f"/putting-back/totes/{place.id}/takings",
        "put_away": f"/putting-away/sources/{place.id}/takings",
        "refill": f"/replenishing/tasks/{document.task_id}/totes",
    }
    return at[document.kind], {"tote": wanted or free_tote}
