"""Have places counted by hand: bins by address or label, an aisle, a zone, or wherever an item lies."""

import re
from collections.abc import Sequence

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.catalog.models import Item
from app.catalog.queries import items_by_code
from app.counting.commands.raising import ASKED, raise_count
from app.counting.errors import NoSuchPlace, TooManyToCount
from app.db import db
from app.errors import DomainError
from app.inventory.models import Stock
from app.operations import Actor
from app.scanning import clean, shown
from app.warehouse.blocking import aisle_names
from app.warehouse.models import BIN, Location, Warehouse, Zone

MOST = 500
"""Bins that are raised at once: more would keep others waiting for the book."""
Place = tuple[Location, Item | None]


class NothingChosen(DomainError):
    code = "nothing_chosen"
    status = 422
    message = lazy_gettext("Say what to count: addresses, an aisle, a zone or an item, one on each line.")


def count_places(warehouse: Warehouse, text: str, actor: Actor) -> dict[str, int]:
    """Raise a count for all that each line of `text` names: a whole bin, or where it names an item, that item.

    Raises NothingChosen, NoSuchPlace for a line that nobody understands, and TooManyToCount; then nothing is raised.
    """
    lines = [line for part in re.split(r"[\n,;]", text) if (line := part.strip())]
    if not lines:
        raise NothingChosen
    chosen: dict[tuple[int, int | None], Place] = {}
    for line in lines:
        for location, item in _meant(warehouse, line):
            chosen[location.id, item.id if item else None] = (location, item)
            if len(chosen) > MOST:
                raise TooManyToCount(bins=f"{MOST}+", most=MOST)
    raised = sum(raise_count(location, item, ASKED, actor) for location, item in chosen.values())
    return {"raised": raised, "open_already": len(chosen) - raised}


def _meant(warehouse: Warehouse, line: str) -> Sequence[Place]:
    code = clean(line)
    found = _bins(warehouse, (Location.address == code) | (Location.barcode == code))
    found = found or _of_aisle(warehouse, code) or _of_zone(warehouse, code)
    places: Sequence[Place] = [(location, None) for location in found] or _of_item(warehouse, code)
    if not places:
        raise NoSuchPlace(text=shown(code))
    return places


def _bins(warehouse: Warehouse, *meant: object) -> Sequence[Location]:
    wanted = select(Location).where(Location.warehouse_id == warehouse.id, Location.kind == BIN, *meant)  # type: ignore[arg-type]
    return db.session.scalars(wanted.order_by(Location.address).limit(MOST + 1)).all()


def _of_aisle(warehouse: Warehouse, name: str) -> Sequence[Location]:
    names = list(aisle_names(warehouse))
    return _bins(warehouse, Location.aisle == names.index(name)) if name in names else ()


def _of_zone(warehouse: Warehouse, name: str) -> Sequence[Location]:
    mine = (Zone.warehouse_id == warehouse.id, (Zone.code == name) | (Zone.name == name))
    zone = db.session.scalars(select(Zone).where(*mine).order_by(Zone.id).limit(1)).first()
    return _bins(warehouse, Location.zone_id == zone.id) if zone else ()


def _of_item(warehouse: Warehouse, code: str) -> Sequence[Place]:
    item_id = items_by_code([code]).get(code)
    if item_id is None:
        return ()
    lying = select(Stock.location_id).where(Stock.item_id == item_id, Stock.on_hand > 0)
    item = db.session.get_one(Item, item_id)
    return [(location, item) for location in _bins(warehouse, Location.id.in_(lying))]
