"""A moment that a person asks about, by the clock on the warehouse's wall."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import request
from flask_babel import lazy_gettext

from app.errors import DomainError
from app.routes.current import current
from app.warehouse.queries import warehouse_of

YEARS = range(2000, 2100)


class MomentUnclear(DomainError):
    code = "moment_unclear"
    status = 422
    message = lazy_gettext("This is no day and time. Choose both, or leave the field empty for now.")


@dataclass(frozen=True)
class Moment:
    """`until` is None for now; `said` goes on in addresses; `shown` is what the field shows."""

    until: datetime | None
    said: str | None
    shown: str


def asked_moment() -> Moment:
    """The moment in the address; the end of the minute that is named. Raises MomentUnclear."""
    text = request.args.get("at", "").strip()
    if not text:
        return Moment(None, None, "")
    try:
        read = datetime.fromisoformat(text)
        if read.year not in YEARS:
            raise MomentUnclear
        local = read.astimezone(zone_here()) if read.tzinfo else read.replace(tzinfo=zone_here())
    except (ValueError, OverflowError) as problem:
        raise MomentUnclear from problem
    whole = local if local.second else local.replace(second=59, microsecond=999_999)
    return Moment(whole.astimezone(UTC), text, local.strftime("%Y-%m-%dT%H:%M"))


def zone_here() -> ZoneInfo:
    return ZoneInfo(warehouse_of(current().warehouse_id).time_zone)
