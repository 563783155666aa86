"""Open a warehouse; bring its locations to what a layout says."""

from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext
from sqlalchemy import insert, select

from app.db import db
from app.errors import DomainError
from app.operations import Actor, audit, change
from app.warehouse.layout_file import LayoutFile, from_json
from app.warehouse.models import BIN, Location, Warehouse, Zone
from app.warehouse.places import Place, places, sides_of_the_book

AT_ONCE = 400
"""Locations written in one transaction: some 15 ms on SQLite."""


class WarehouseExists(DomainError):
    code = "warehouse_exists"
    message = lazy_gettext("There is a warehouse %(code)s already. Choose another code.")


class PlaceOfAnotherKind(DomainError):
    code = "place_of_another_kind"
    message = lazy_gettext("%(address)s is a %(kind)s already. Give the new place another address.")


@dataclass(frozen=True)
class LayoutStep:
    """What one step of a layout's loading did, and how much is left."""

    added: int = 0
    changed: int = 0
    blocked: int = 0
    left: int = 0


def open_warehouse(
    code: str, name: str, time_zone: str, currency: str, actor: Actor, is_demo: bool = False
) -> Warehouse:
    """A new warehouse with nothing but the sides of its book."""
    if db.session.scalar(select(Warehouse.id).where(Warehouse.code == code)):
        raise WarehouseExists(code=code)
    ZoneInfo(time_zone)
    warehouse = Warehouse(code=code, name=name, time_zone=time_zone, currency=currency, is_demo=is_demo)
    db.session.add(warehouse)
    db.session.flush()
    _add(warehouse, sides_of_the_book(), {})
    audit(warehouse, "opened", actor, {}, {"code": code, "name": name, "time_zone": time_zone, "currency": currency})
    return warehouse


def load_layout(warehouse: Warehouse, layout: LayoutFile, actor: Actor, at_once: int = AT_ONCE) -> LayoutStep:
    """Bring up to `at_once` locations to what the layout says; call it again until none is left.

    Bins that vanished are blocked, never deleted; those that come back are open again. Raises PlaceOfAnotherKind.
    """
    wanted = places(layout)
    here = {
        place.address: place
        for place in db.session.scalars(select(Location).where(Location.warehouse_id == warehouse.id))
    }
    for address in wanted.keys() & here.keys():
        if here[address].kind != wanted[address].kind:
            raise PlaceOfAnotherKind(address=address, kind=here[address].kind)
    zones = _zones(warehouse, layout)
    before = set(places(from_json(warehouse.layout))) if warehouse.layout else set()
    missing = [place for address, place in wanted.items() if address not in here]
    different = [
        (here[address], place)
        for address, place in wanted.items()
        if address in here and _differs(here[address], place, zones)
    ]
    back = [here[address] for address in wanted.keys() - before if address in here and here[address].blocked]
    gone = [
        place for address, place in here.items() if place.kind == BIN and address not in wanted and not place.blocked
    ]

    _add(warehouse, missing[:at_once], zones)
    for location, place in different[:at_once]:
        _correct(location, place, zones)
    left = max(0, len(missing) - at_once) + max(0, len(different) - at_once)
    if left == 0:
        _close(warehouse, layout, back, gone, actor)
    return LayoutStep(len(missing[:at_once]), len(different[:at_once]), len(gone) if left == 0 else 0, left)


def _close(warehouse: Warehouse, layout: LayoutFile, back: list[Location], gone: list[Location], actor: Actor) -> None:
    """The last step: bins open and close, and the layout becomes the warehouse's."""
    for location in back:
        change(location, "unblocked", actor, blocked=False)
    for location in gone:
        change(location, "blocked", actor, blocked=True)
    if warehouse.layout != layout.as_json():
        audit(warehouse, "layout loaded", actor, {"layout": warehouse.layout}, {"layout": layout.as_json()})
        warehouse.layout = layout.as_json()


def _zones(warehouse: Warehouse, layout: LayoutFile) -> dict[str, int]:
    """Ids of the layout's zones by code; missing ones are made."""
    known = {zone.code: zone for zone in db.session.scalars(select(Zone).where(Zone.warehouse_id == warehouse.id))}
    for rule in layout.zones:
        if rule.code not in known:
            known[rule.code] = Zone(warehouse_id=warehouse.id, code=rule.code, name=rule.name)
            db.session.add(known[rule.code])
        known[rule.code].name = rule.name
    db.session.flush()
    return {code: zone.id for code, zone in known.items()}


def _add(warehouse: Warehouse, wanted: list[Place], zones: dict[str, int]) -> None:
    if wanted:
        rows = [{"warehouse_id": warehouse.id, "blocked": False, **_columns(place, zones)} for place in wanted]
        db.session.execute(insert(Location), rows)


def _columns(place: Place, zones: dict[str, int]) -> dict[str, object]:
    columns = asdict(place)
    zone = columns.pop("zone")
    return {**columns, "zone_id": zones.get(zone) if zone else None}


def _differs(location: Location, place: Place, zones: dict[str, int]) -> bool:
    return any(getattr(location, name) != value for name, value in _columns(place, zones).items())


def _correct(location: Location, place: Place, zones: dict[str, int]) -> None:
    for name, value in _columns(place, zones).items():
        setattr(location, name, value)
