"""What a layout would change: which places are missing, differ, come back or are gone."""

from dataclasses import dataclass, fields

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.db import db
from app.errors import DomainError
from app.warehouse.layout_file import LayoutFile, from_json
from app.warehouse.models import BIN, Location, Warehouse, Zone
from app.warehouse.places import Place, places


class PlaceOfAnotherKind(DomainError):
    code = "place_of_another_kind"
    message = lazy_gettext("%(address)s is a place of another kind already. Give the new one another address.")


@dataclass(frozen=True)
class LayoutChange:
    """Places to add, ids with what they should be, ids of bins to open again and to block."""

    missing: list[Place]
    different: list[tuple[int, Place]]
    back: list[int]
    gone: list[int]


@dataclass(frozen=True)
class _Here:
    id: int
    blocked: bool
    place: Place


def layout_change(warehouse: Warehouse, layout: LayoutFile) -> LayoutChange:
    """Compare the book with the layout; changes nothing. Raises PlaceOfAnotherKind."""
    wanted, here = places(layout), _here(warehouse)
    for address in wanted.keys() & here.keys():
        if here[address].place.kind != wanted[address].kind:
            raise PlaceOfAnotherKind(address=address)
    both = [address for address in wanted if address in here]
    before = set(places(from_json(warehouse.layout))) if warehouse.layout else set()
    return LayoutChange(
        missing=[place for address, place in wanted.items() if address not in here],
        different=[(here[address].id, wanted[address]) for address in both if here[address].place != wanted[address]],
        back=[here[address].id for address in both if here[address].blocked and address not in before],
        gone=[
            one.id
            for address, one in here.items()
            if one.place.kind == BIN and address not in wanted and not one.blocked
        ],
    )


def _here(warehouse: Warehouse) -> dict[str, _Here]:
    """The warehouse's locations by address, as a layout would write them."""
    names = [field.name for field in fields(Place) if field.name != "zone"]
    columns = [getattr(Location, name) for name in names]
    rows = db.session.execute(
        select(Location.id, Location.blocked, Zone.code, *columns)
        .outerjoin(Zone, Zone.id == Location.zone_id)
        .where(Location.warehouse_id == warehouse.id)
    )
    found = {}
    for location_id, blocked, zone, *values in rows:
        place = Place(**dict(zip(names, values, strict=True)), zone=zone)
        found[place.address] = _Here(location_id, blocked, place)
    return found
