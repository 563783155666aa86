"""Open a warehouse; bring its locations to what a layout says."""

from collections.abc import Sequence
from dataclasses import asdict
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext
from sqlalchemy import insert, select, update

from app.db import db
from app.errors import DomainError
from app.operations import Actor, audit, change
from app.warehouse.blocking import move_blocked
from app.warehouse.layout_change import LayoutChange, layout_change
from app.warehouse.layout_file import LayoutFile, from_json
from app.warehouse.models import Location, Warehouse, Zone
from app.warehouse.places import Place, sides_of_the_book


class WarehouseExists(DomainError):
    code = "warehouse_exists"
    message = lazy_gettext("There is a warehouse %(code)s already. Choose another code.")


def open_warehouse(
    code: str, name: str, time_zone: str, currency: str, actor: Actor, is_demo: bool = False
) -> Warehouse:
    """A new warehouse with nothing but the sides of its book. Raises WarehouseExists."""
    if db.session.scalar(select(Warehouse.id).where(Warehouse.code == code)):
        raise WarehouseExists(code=code)
    ZoneInfo(time_zone)
    warehouse = Warehouse(code=code, name=name, time_zone=time_zone, currency=currency, is_demo=is_demo)
    db.session.add(warehouse)
    db.session.flush()
    add_places(warehouse, sides_of_the_book(), {})
    audit(warehouse, "opened", actor, {}, {"code": code, "name": name, "time_zone": time_zone, "currency": currency})
    return warehouse


def apply_layout(warehouse: Warehouse, layout: LayoutFile, actor: Actor) -> LayoutChange:
    """Bring the locations to what the layout says, all at once; a big building is better loaded by `load_layout`.

    Bins that vanished are blocked, never deleted; those that come back are open again. Raises PlaceOfAnotherKind.
    """
    wanted = layout_change(warehouse, layout)
    zones = open_zones(warehouse, layout)
    add_places(warehouse, wanted.missing, zones)
    correct_places(wanted.different, zones)
    finish_layout(warehouse, layout, wanted, actor)
    return wanted


def open_zones(warehouse: Warehouse, layout: LayoutFile) -> dict[str, int]:
    """Ids of the layout's zones by code; missing ones are made."""
    known = {zone.code: zone for zone in db.session.scalars(select(Zone).where(Zone.warehouse_id == warehouse.id))}
    for rule in layout.zones:
        if rule.code not in known:
            known[rule.code] = Zone(warehouse_id=warehouse.id, code=rule.code)
            db.session.add(known[rule.code])
        known[rule.code].name = rule.name
    db.session.flush()
    return {code: zone.id for code, zone in known.items()}


def add_places(warehouse: Warehouse, wanted: Sequence[Place], zones: dict[str, int]) -> None:
    """New locations; `zones` are ids by code."""
    if wanted:
        rows = [{"warehouse_id": warehouse.id, "blocked": False, **_columns(place, zones)} for place in wanted]
        db.session.execute(insert(Location), rows)


def correct_places(different: Sequence[tuple[int, Place]], zones: dict[str, int]) -> None:
    """Bring known locations to where the layout has them."""
    if different:
        db.session.execute(
            update(Location), [{"id": location_id, **_columns(place, zones)} for location_id, place in different]
        )


def finish_layout(warehouse: Warehouse, layout: LayoutFile, wanted: LayoutChange, actor: Actor) -> None:
    """Bins open and close, and the layout becomes the warehouse's."""
    for ids, name, blocked in ((wanted.back, "unblocked", False), (wanted.gone, "blocked", True)):
        for location in db.session.scalars(select(Location).where(Location.id.in_(ids))):
            change(location, name, actor, blocked=blocked)
    if warehouse.layout != layout.as_json():
        if warehouse.layout:
            move_blocked(warehouse, from_json(warehouse.layout), layout, actor)
        audit(warehouse, "layout loaded", actor, {"layout": warehouse.layout}, {"layout": layout.as_json()})
        warehouse.layout = layout.as_json()


def _columns(place: Place, zones: dict[str, int]) -> dict[str, object]:
    columns = asdict(place)
    zone = columns.pop("zone")
    return {**columns, "zone_id": zones[zone] if zone else None}
