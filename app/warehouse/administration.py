"""What an admin sets for a warehouse: its name and place, its settings, its cut-offs and holidays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.db import db
from app.errors import DomainError
from app.operations import Actor, audit, change
from app.warehouse.commands import open_warehouse
from app.warehouse.models import CutOff, Holiday, Warehouse
from app.warehouse.settings import read_settings


class NameUnclear(DomainError):
    code = "warehouse_name_unclear"
    status = 422
    message = lazy_gettext("A warehouse needs a name of at most 80 letters. Write one.")


class CodeUnclear(DomainError):
    code = "warehouse_code_unclear"
    status = 422
    message = lazy_gettext("A warehouse's code has 1 to 20 capital letters, digits or hyphens, such as TPE-1.")


class TimeZoneUnknown(DomainError):
    code = "time_zone_unknown"
    status = 422
    message = lazy_gettext("%(time_zone)s is no time zone. Choose one of the list, such as Asia/Taipei.")


class CurrencyUnclear(DomainError):
    code = "currency_unclear"
    status = 422
    message = lazy_gettext("A currency is three capital letters, such as TWD. Write them.")


class SettingUnclear(DomainError):
    code = "setting_unclear"
    status = 422
    message = lazy_gettext("The value of %(name)s was not understood. Nothing was changed; mend it and save again.")


class CutOffExists(DomainError):
    code = "cut_off_exists"
    message = lazy_gettext("That cut-off is there already.")


class HolidayExists(DomainError):
    code = "holiday_exists"
    message = lazy_gettext("%(day)s is a holiday already.")


class DayUnclear(DomainError):
    code = "day_unclear"
    status = 422
    message = lazy_gettext("Choose a day, and for a cut-off a time of day.")


@dataclass(frozen=True)
class Place:
    """What a new warehouse is called, and its clock and money; as a person gave it."""

    code: str
    name: str
    time_zone: str
    currency: str


def found_warehouse(place: Place, actor: Actor) -> Warehouse:
    """Open a warehouse as a form describes it."""
    code, name = read_code(place.code), read_name(place.name)
    return open_warehouse(code, name, read_time_zone(place.time_zone), read_currency(place.currency), actor)


def set_place(warehouse: Warehouse, name: str, time_zone: str, currency: str, actor: Actor) -> None:
    """Name, clock and money of the warehouse."""
    values = {"name": read_name(name), "time_zone": read_time_zone(time_zone), "currency": read_currency(currency)}
    change(warehouse, "place_set", actor, **values)


def set_settings(warehouse: Warehouse, given: Mapping[str, str], actor: Actor) -> None:
    """All settings at once, as a form gives them; none is changed when one is not understood."""
    try:
        values = read_settings(dict(given))
    except ValueError as unclear:
        raise SettingUnclear(name=str(unclear)) from None
    change(warehouse, "settings_set", actor, settings=values)


def add_cut_off(warehouse: Warehouse, weekday: str, at: str, carrier: str, actor: Actor) -> None:
    """Until when orders leave on that weekday; without a carrier for all that have no times of their own."""
    if weekday not in set("0123456"):
        raise DayUnclear
    try:
        moment = time.fromisoformat(at)
    except ValueError:
        raise DayUnclear from None
    values = {"weekday": int(weekday), "at": moment.replace(tzinfo=None), "carrier": carrier.strip()[:40]}
    same = select(CutOff.id).filter_by(warehouse_id=warehouse.id, **values)
    if db.session.scalar(same):
        raise CutOffExists
    cut_off = CutOff(warehouse_id=warehouse.id, **values)
    db.session.add(cut_off)
    audit(cut_off, "added", actor, {}, values | {"at": at})


def remove_cut_off(cut_off: CutOff, actor: Actor) -> None:
    audit(cut_off, "removed", actor, {"weekday": cut_off.weekday, "at": str(cut_off.at)}, {})
    db.session.delete(cut_off)


def add_holiday(warehouse: Warehouse, day: str, name: str, actor: Actor) -> None:
    """A day on which nothing leaves."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise DayUnclear from None
    if db.session.scalar(select(Holiday.id).where(Holiday.warehouse_id == warehouse.id, Holiday.day == on)):
        raise HolidayExists(day=day)
    holiday = Holiday(warehouse_id=warehouse.id, day=on, name=name.strip()[:80])
    db.session.add(holiday)
    audit(holiday, "added", actor, {}, {"day": day, "name": holiday.name})


def remove_holiday(holiday: Holiday, actor: Actor) -> None:
    audit(holiday, "removed", actor, {"day": str(holiday.day), "name": holiday.name}, {})
    db.session.delete(holiday)


def read_code(code: str) -> str:
    if not (0 < len(code) <= 20 and code.isascii() and code.upper() == code and code.replace("-", "").isalnum()):
        raise CodeUnclear
    return code


def read_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise NameUnclear
    return name


def read_time_zone(time_zone: str) -> str:
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise TimeZoneUnknown(time_zone=time_zone) from None
    return time_zone


def read_currency(currency: str) -> str:
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
        raise CurrencyUnclear
    return currency
