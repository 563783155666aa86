"""A carton that is closed has a waybill that says what is in it now: the one it had, or a new one by the rules.

Where the warehouse wants it so, it gets its first one at once too.
"""

from app import events
from app.db import db
from app.errors import Busy, DomainError
from app.operations import Actor
from app.packing.events import CartonClosed
from app.packing.models import Carton
from app.shipping.commands.ask_carrier import withdraw
from app.shipping.commands.keeping import void
from app.shipping.commands.make_waybill import make_waybill
from app.shipping.models import Waybill
from app.shipping.offers import carriers_of
from app.shipping.parcel import Parcel
from app.shipping.parcels import parcel_of
from app.shipping.queries import open_request, waybill_of
from app.shipping.sending import covers
from app.warehouse.queries import warehouse_of
from app.warehouse.settings import settings_of

BY_HAND = "by_hand"


def on_carton_closed(event: CartonClosed) -> None:
    """Handler: what is refused keeps no carton from being closed; why, its page says."""
    carton = db.session.get_one(Carton, event.carton_id)
    settings = settings_of(warehouse_of(event.warehouse_id))
    stale = _let_go_of_stale(carton, parcel_of(carton), settings.weight_tolerance_g, event.actor)
    if not (stale or settings.label_when_closed) or not carriers_of(event.warehouse_id):
        return
    chosen = stale.service_id if stale and stale.reason == BY_HAND else None
    try:
        with events.collecting(), db.session.begin_nested():
            make_waybill(carton, chosen, event.actor)
            db.session.flush()
    except Busy:
        raise
    except DomainError:
        return


def _let_go_of_stale(carton: Carton, parcel: Parcel, spare_g: int, actor: Actor) -> Waybill | None:
    """Opened again and packed otherwise, it is not the parcel that its waybill was made for: that one is void then."""
    asked, waybill = open_request(carton), waybill_of(carton)
    if asked and not covers(asked.sent, parcel, spare_g):
        withdraw(asked, actor)
    if waybill is None or covers(waybill.label, parcel, spare_g):
        return None
    void(waybill, actor)
    return waybill
