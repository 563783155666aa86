"""The facts that a notice's words are filled with, read when it is sent."""

from collections.abc import Mapping
from typing import Any

from flask_babel import force_locale

from app.config import configured
from app.db import db
from app.notices.choosing import Settings
from app.notices.holds import customers_holds
from app.notices.links import known_link
from app.notices.models import Notice
from app.orders.holds import hold_words
from app.orders.models import Order, OrderHold
from app.shipping.models import Waybill
from app.shipping.tracking.queries import parcels_of

MOST_LINES = 50
PREVIEW: Mapping[str, Any] = {
    "shop": "Harbour Mugs",
    "contact": "help@harbour-mugs.example",
    "name": "Mira Holm",
    "order": "1001",
    "lines": [{"name": "Red mug", "quantity": 2}],
    "parcels": [{"carrier": "Quick Parcel", "number": "QP100200300"}],
    "number": "QP100200300",
    "carrier": "Quick Parcel",
    "store": "Harbour Street 5",
    "reasons": ["–"],
    "link": "https://shelfway.example/t/…",
    "return": "RMA-00001",
    "answer": "–",
    "amount": "24.00 EUR",
    "deductions": [{"name": "–", "amount": "0.00"}],
}
"""An order that nobody made, to see a text by."""


def facts_of(notice: Notice, settings: Settings, language: str) -> dict[str, Any]:
    """What the notice's texts may name."""
    order, kept = notice.order, notice.content
    waybill = db.session.get(Waybill, kept["waybill_id"]) if "waybill_id" in kept else None
    returned = kept.get("return", {})
    return {
        "shop": settings.shop,
        "contact": settings.contact,
        "name": order.customer,
        "order": order.number,
        "lines": returned.get("lines") or sendable_lines(order, language)[:MOST_LINES],
        "parcels": [{"carrier": one.carrier.name, "number": one.number} for one in parcels_of(order)],
        "number": waybill.number if waybill else "",
        "carrier": waybill.carrier.name if waybill else "",
        "store": order.store_name or order.store_code,
        "reasons": _reasons(notice, language),
        "link": public_link(order),
        "return": returned.get("number", ""),
        "answer": returned.get("answer", ""),
        "amount": returned.get("money", ""),
        "deductions": returned.get("deductions", []),
    }


def still_held_for(notice: Notice) -> list[OrderHold]:
    """Of what the notice was written for, that which the order still waits for."""
    return [hold for hold in customers_holds(notice.order) if hold.reason in notice.content.get("reasons", ())]


def _reasons(notice: Notice, language: str) -> list[str]:
    with force_locale(language):
        return [hold_words(hold.reason, hold.params) for hold in still_held_for(notice)]


def sendable_lines(order: Order, language: str) -> list[dict[str, Any]]:
    """What goes out of the order: without what was left out, cancelled, or goes as something else."""
    found = []
    for line in order.lines:
        quantity = line.quantity - line.cancelled - line.substituted - line.short
        if quantity > 0:
            name = line.item.name(language) if line.item else line.description or line.sku
            found.append({"name": name, "quantity": quantity})
    return found


def public_link(order: Order) -> str:
    """The customer's page, where it is known under which address this program is reached; else nothing."""
    base, link = configured("PUBLIC_URL"), known_link(order.id)
    return f"{base}/t/{link.token}" if base and link else ""
