"""Until when a parcel should be there, and whether it is late: by our own count, which its customer may read too."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.cases.listing import cases_about
from app.cases.words import LATE
from app.shipping.models import Waybill
from app.shipping.tracking.states import AT_STORE, ENDS, TROUBLE
from app.warehouse.calendar import Calendar
from app.warehouse.settings import WarehouseSettings


@dataclass(frozen=True)
class Lateness:
    """`promised_at`: until when it should have been there; `expected_at`: until when it should be there since then.

    `is_seen_to`: somebody at the desk is finding out.
    """

    promised_at: datetime
    expected_at: datetime | None
    is_seen_to: bool


def promised_at(waybill: Waybill, calendar: Calendar, settings: WarehouseSettings) -> datetime | None:
    """Until when the parcel should be there: the day that the customer asked for, or the days that its service takes.

    They count from when the order should have left, or from when it left where nothing was promised.
    """
    order = waybill.carton.order
    if order.requested_on:
        return datetime.combine(order.requested_on + timedelta(days=1), time(0), calendar.zone)
    begins = order.ship_by or waybill.carton.left_at
    service = waybill.service
    days = service.days if service and service.days is not None else settings.days_to_deliver
    return calendar.later(begins, days) if begins else None


def lateness(waybill: Waybill, calendar: Calendar, settings: WarehouseSettings, at: datetime) -> Lateness | None:
    """None for a parcel that is in time as far as the desk knows, that has arrived, or that waits at its store.

    What its carrier calls lost or damaged is told as that. A promise that was moved is the new expectation.
    """
    if waybill.state in ENDS | TROUBLE | {AT_STORE}:
        return None
    known = [case for case in cases_about(Waybill.__tablename__, [waybill.id]) if case.reason == LATE]
    promises = [datetime.fromisoformat(case.params["promised_at"]) for case in known if "promised_at" in case.params]
    if not promises:
        return None
    promised = promised_at(waybill, calendar, settings)
    expected = promised if promised and promised > at else None
    return Lateness(min(promises), expected, any(case.closed_at is None for case in known))
