"""What a carrier tells by itself of parcels that it has: believed by its signature only, and kept once."""

from collections import defaultdict
from collections.abc import Mapping

from app.db import transaction
from app.shipping.accounts import account_of, adapter_of
from app.shipping.carriers import CarrierAway, CarrierRefused, Happened
from app.shipping.models import Carrier
from app.shipping.queries import waybill_by_number
from app.shipping.tracking.commands import note_events


def hear(carrier: Carrier, fields: Mapping[str, str]) -> tuple[bool, str]:
    """Keep what the carrier tells; whether it was understood, and what the carrier wants to hear.

    Not inside a transaction. What is told of a number that is not here is understood all the same: the carrier would
    tell it again and again.
    """
    adapter = adapter_of(carrier)
    try:
        told = adapter.told(fields, account_of(carrier))
    except (CarrierRefused, CarrierAway):
        return False, adapter.thanks(False)
    by_number: dict[str, list[Happened]] = defaultdict(list)
    for one in told:
        by_number[one.number].append(one)
    carrier_id = carrier.id
    with transaction():
        for number, news in by_number.items():
            waybill = waybill_by_number(carrier_id, number)
            if waybill:
                note_events(waybill, news, adapter.name)
    return True, adapter.thanks(True)
