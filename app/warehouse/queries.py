"""Reads about warehouses and their locations."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.db import db
from app.errors import DomainError
from app.scanning import Code, Meaning
from app.warehouse.models import CutOff, Holiday, Location, Warehouse


class NoSuchWarehouse(DomainError):
    code = "no_such_warehouse"
    status = 404
    message = lazy_gettext("There is no warehouse %(code)s. There are: %(codes)s.")


class WhichWarehouse(DomainError):
    code = "which_warehouse"
    message = lazy_gettext("Say which warehouse is meant. There are: %(codes)s.")


def warehouse_named(code: str | None) -> Warehouse:
    """The warehouse with that code; without a code the only one there is."""
    warehouses = db.session.scalars(select(Warehouse).order_by(Warehouse.id)).all()
    codes = ", ".join(warehouse.code for warehouse in warehouses) or "-"
    if code is None:
        if len(warehouses) != 1:
            raise WhichWarehouse(codes=codes)
        return warehouses[0]
    for warehouse in warehouses:
        if warehouse.code == code:
            return warehouse
    raise NoSuchWarehouse(code=code, codes=codes)


def locations_of_kind(warehouse_id: int, kind: str) -> Sequence[Location]:
    """The warehouse's bins, totes, lanes, docks or sides of the book, by address."""
    mine = (Location.warehouse_id == warehouse_id, Location.kind == kind)
    return db.session.scalars(select(Location).where(*mine).order_by(Location.address)).all()


def location_by_barcode(warehouse_id: int, barcode: str) -> Location | None:
    """The warehouse's location with that label."""
    wanted = select(Location).where(Location.warehouse_id == warehouse_id, Location.barcode == barcode)
    return db.session.scalars(wanted).first()


def location_meanings(warehouse_id: int, code: Code) -> list[Meaning]:
    """Resolver for labels of bins, totes, lanes and docks."""
    location = location_by_barcode(warehouse_id, code.text)
    return [Meaning(location.kind, location.id, location.address)] if location else []


def warehouse_of(warehouse_id: int) -> Warehouse:
    """The warehouse with that id."""
    return db.session.get_one(Warehouse, warehouse_id)


def first_demo_warehouse() -> Warehouse | None:
    """Where a device of the demo enrols itself."""
    return db.session.scalars(select(Warehouse).where(Warehouse.is_demo).order_by(Warehouse.id)).first()


def cut_offs_of(warehouse_id: int) -> Sequence[CutOff]:
    """The warehouse's cut-offs through the week."""
    mine = select(CutOff).where(CutOff.warehouse_id == warehouse_id)
    return db.session.scalars(mine.order_by(CutOff.weekday, CutOff.at, CutOff.carrier)).all()


def holidays_of(warehouse_id: int) -> Sequence[Holiday]:
    """The warehouse's holidays, the earliest first."""
    return db.session.scalars(select(Holiday).where(Holiday.warehouse_id == warehouse_id).order_by(Holiday.day)).all()
