"""A parcel with all that its pages can show: news, a case with a note, notices that went and that did not, a report."""

from dataclasses import dataclass
from datetime import timedelta

from app.cases.models import Case
from app.cases.opening import add_note
from app.clock import now
from app.db import db, transaction
from app.notices.links import link_of
from app.notices.models import GIVEN_UP, SENT, Notice
from app.operations import audit
from app.orders.models import Order
from app.shipping.tracking.queries import TAKEN_IN
from app.warehouse.models import Warehouse
from tests.notices.shop import chooses
from tests.shipping.shipped import hear, order_of, shipped
from tests.world import World

RETURNS = {"en": "Within 30 days.", "zh_Hant": "30 天內。", "zh_Hans": "30 天内。"}


@dataclass(frozen=True)
class Told:
    """Pages by who reads them; `page` is the customer's own."""

    desk: list[tuple[str, str]]
    admin: list[tuple[str, str]]
    page: str


def told_of_a_damaged_parcel(world: World) -> Told:
    chooses(world, "email", "webhook", url="https://shop.example.com/x", returns=RETURNS, contact="help@example.com")
    parcel = shipped(world, customer="Mira Holm")
    hear(parcel, "in_transit", now() - timedelta(hours=2), "Sorted", "Hub North")
    hear(parcel, "out_for_delivery", now() - timedelta(hours=1))
    hear(parcel, "damaged", now() - timedelta(minutes=5), "Box is wet", "Depot 7")
    order_id, fay = order_of(parcel), world.actor("Fay")
    with transaction() as session:
        token = link_of(session.get_one(Order, order_id)).token
        case = session.query(Case).one()
        add_note(case, "Called the carrier.\nThey look.", fay)
        figures = {"rows": 3, "new": 1, "known": 1, "bad": 1}
        audit(session.get_one(Warehouse, world.warehouse_id), TAKEN_IN, fay, {}, {"file": "Monday.csv", **figures})
        mail, hook = session.query(Notice).order_by(Notice.id)
        mail.state, mail.sent_at, mail.content = SENT, now(), {"subject": "It comes", "body": "Today"}
        hook.state, hook.problem = GIVEN_UP, "410 gone"
        case_id = case.id
    db.session.remove()
    desk = ["/tracking", "/cases", f"/cases/{case_id}", f"/orders/{order_id}"]
    admin = ["/admin/notices", "/admin/notices/shipped/en", "/admin/warehouse"]
    return Told([("Fay", path) for path in desk], [("Gus", path) for path in admin], f"/t/{token}")
