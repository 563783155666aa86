"""What a lead puts right afterwards: refused scans that a person saw to, goods of stopped orders that are put back."""

from flask import Blueprint, Response, request, url_for

from app.operations import perform
from app.orders.models import Order
from app.picking.commands.stop_order import put_back_order
from app.picking.refused import RefusedScan, settle_refused
from app.routes import current
from app.routes.asked import asked, moved
from app.routes.security import row_number

bp = Blueprint("amends", __name__)


@bp.post("/refused-scans/<int:scan_id>/settlements")
def create_settlement(scan_id: int) -> Response:
    scan = current.own(RefusedScan, scan_id)
    outcome = perform(asked(), lambda actor: settle_refused(current.own(RefusedScan, scan_id), actor))
    return moved(outcome, url_for("waves.show", wave_id=scan.task.wave_id))


@bp.post("/orders/<int:order_id>/put-backs")
def create_put_back(order_id: int) -> Response:
    outcome = perform(asked(), lambda actor: put_back_order(current.own(Order, order_id), actor))
    wave_id = request.form.get("wave_id", type=row_number)
    if wave_id is not None:
        return moved(outcome, url_for("waves.show", wave_id=wave_id))
    return moved(outcome, url_for("orders.show", order_id=order_id))
