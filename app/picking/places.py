"""A place on the cart as the page shows it."""

from app.picking.models import CartPlace
from app.walks.document import COLOURS, PlaceView


def place_view(place: CartPlace) -> PlaceView:
    waits = place.passed_on or next(iter(place.to_take_over), None)
    use = None if waits else place.tote
    return PlaceView(
        id=place.id,
        position=place.position,
        colour=(place.position - 1) % COLOURS + 1,
        order_number=place.order.number if place.order else "",
        tote_barcode=use.tote.barcode if use else None,
        tote_address=use.tote.address if use else None,
        totes_full=sum(one.full_at is not None for one in place.totes),
        passed_on_barcode=waits.tote.barcode if waits else "",
        passed_on_address=waits.tote.address if waits else "",
        passed_on_lane=waits.staged_at.address if waits and waits.staged_at else "",
        carrier=waits.carrier.name if waits and waits.carrier and not waits.staged_at_id else "",
        misses=any(one.missing_at for one in place.totes),
    )
