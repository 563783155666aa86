"""What the customer's page shows: the parcels of one order, and of nothing else; no address but the city."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.clock import now
from app.db import db
from app.languages import in_language
from app.notices.choosing import notice_settings
from app.notices.facts import sendable_lines
from app.notices.links import link_by_token
from app.notices.models import OrderLink
from app.orders.models import CANCELLED, Order
from app.shipping.models import Waybill
from app.shipping.tracking.lateness import Lateness, lateness
from app.shipping.tracking.queries import Happened, parcels_of, timeline
from app.warehouse.calendar import calendar_of
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of

MOST_LINES, MOST_HAPPENED = 40, 25
"""A page of a telephone's length; what is older is of no more use."""
PREPARED = "prepared"


@dataclass(frozen=True)
class Parcel:
    number: str
    carrier: str
    state: str
    happened: Sequence[Happened]
    late: Lateness | None


@dataclass(frozen=True)
class ParcelPage:
    """`state` is the order's as the customer sees it; `more` lines are not listed."""

    number: str
    shop: str
    contact: str
    returns: str
    city: str
    store: str
    state: str
    state_at: datetime | None
    zone: ZoneInfo
    parcels: Sequence[Parcel]
    lines: Sequence[dict[str, Any]]
    more: int
    is_quiet: bool


def page_of(token: str, language: str) -> ParcelPage | None:
    """The page behind the link; None for a link that nobody was given."""
    link = link_by_token(token)
    return _page(link, db.session.get_one(Order, link.order_id), language) if link else None


def _page(link: OrderLink, order: Order, language: str) -> ParcelPage:
    warehouse = db.session.get_one(Warehouse, order.warehouse_id)
    settings = notice_settings(warehouse)
    waybills = [one for one in parcels_of(order) if one.carton.left_at]
    least = min(waybills, key=_how_far, default=None)
    lines = sendable_lines(order, language)
    return ParcelPage(
        number=order.number,
        shop=settings.shop,
        contact=settings.contact,
        returns=in_language(settings.returns, language),
        city=order.city,
        store=order.store_name,
        state=_state(order, least),
        state_at=(least.state_at or least.carton.left_at) if least else None,
        zone=ZoneInfo(warehouse.time_zone),
        parcels=[_parcel(one, warehouse) for one in waybills],
        lines=lines[:MOST_LINES],
        more=max(0, len(lines) - MOST_LINES),
        is_quiet=link.quiet_at is not None,
    )


def _how_far(waybill: Waybill) -> tuple[bool, datetime]:
    """The parcel that the customer still waits for says how the order is; of those the one heard of least lately."""
    return waybill.state == "delivered", waybill.state_at or waybill.made_at


def _state(order: Order, least: Waybill | None) -> str:
    if order.state == CANCELLED:
        return CANCELLED
    return (least.state or "handed_over") if least else PREPARED


def _parcel(waybill: Waybill, warehouse: Warehouse) -> Parcel:
    late = lateness(waybill, calendar_of(warehouse), settings_of(warehouse), now())
    return Parcel(waybill.number, waybill.carrier.name, waybill.state, timeline([waybill])[:MOST_HAPPENED], late)
