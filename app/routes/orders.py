"""The order desk's pages: find an order, see what keeps it back, let it go, hold it, cancel it."""

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import get_locale

from app.counting.queries import last_counts
from app.forgetting.commands import forget_customer
from app.operations import perform
from app.orders.commands import cancel_order
from app.orders.consequences import consequence
from app.orders.desk import hold_by_hand, look_at_address, mend_address
from app.orders.history import history
from app.orders.holds import hold_words, open_holds, release_hold
from app.orders.models import STATES, Order
from app.orders.queries import OrderSearch, channels_of, found_orders, hold_in, line_counts
from app.packing.queries import carton_numbers
from app.picking.queries import lines_of_order, totes_of_order
from app.putting_back.commands.go_on import may_go_on
from app.replenishing.queries import refills_behind, waits_of_lines
from app.routes import current
from app.routes.asked import asked, moved, shown
from app.routes.pages import paged
from app.routes.security import row_number
from app.routes.waybills import waybill_part
from app.shipping.queries import cancellations_of, cartons_of, waybills_of

bp = Blueprint("orders", __name__, url_prefix="/orders")
bp.add_app_template_global(hold_words)
bp.add_app_template_global(consequence)
bp.add_app_template_global(open_holds)


@bp.get("")
def index() -> str:
    warehouse_id = current.current().warehouse_id
    search = _search()
    found = paged(found_orders(warehouse_id, search))
    return render_template(
        "orders/index.html",
        found=found,
        lines=line_counts(found.items),
        search=search,
        states=STATES,
        channels=channels_of(warehouse_id),
    )


@bp.get("/<int:order_id>")
def show(order_id: int) -> str:
    order = current.own(Order, order_id)
    language = str(get_locale() or "en")
    picked = lines_of_order(order)
    lines = {line.id: f"{line.lot.item.sku} ({line.location.address})" for line in picked}
    waits = waits_of_lines([line.id for line in order.lines])
    return render_template(
        "orders/order.html",
        order=order,
        language=language,
        holds=open_holds(order),
        totes=totes_of_order(order),
        counts=last_counts({(line.location_id, line.lot.item_id) for line in picked if line.short}),
        goes_on=bool(order.stopped_at) and may_go_on(order),
        happenings=history(order, lines, carton_numbers(order)),
        cartons=[waybill_part(carton) for carton in cartons_of(order)],
        history=waybills_of(order),
        cancelled=cancellations_of(order),
        waits=waits,
        behind=refills_behind(waits),
    )


@bp.post("/<int:order_id>/address-looks")
def create_address_look(order_id: int) -> Response:
    """The address, and in the audit that it was asked for."""
    outcome = perform(asked(), lambda actor: look_at_address(current.own(Order, order_id), actor))
    return shown(outcome, "orders/_address.html", order=current.own(Order, order_id))


@bp.post("/<int:order_id>/address")
def update_address(order_id: int) -> Response:
    """What a customer said on the telephone."""
    given = request.form.to_dict()
    outcome = perform(asked(), lambda actor: mend_address(current.own(Order, order_id), given, actor))
    return moved(outcome, url_for("orders.show", order_id=order_id))


@bp.post("/<int:order_id>/forgettings")
def create_forgetting(order_id: int) -> Response:
    """The customer asks for it, before the time is over."""
    outcome = perform(asked(), lambda actor: forget_customer(current.own(Order, order_id), actor))
    return moved(outcome, url_for("orders.show", order_id=order_id))


@bp.post("/<int:order_id>/holds")
def create_hold(order_id: int) -> Response:
    note = request.form.get("note", "")
    outcome = perform(asked(), lambda actor: hold_by_hand(current.own(Order, order_id), note, actor))
    return moved(outcome, url_for("orders.show", order_id=order_id))


@bp.post("/<int:order_id>/cancellations")
def create_cancellation(order_id: int) -> Response:
    outcome = perform(asked(), lambda actor: cancel_order(current.own(Order, order_id), actor))
    return moved(outcome, url_for("orders.show", order_id=order_id))


@bp.post("/holds/<int:hold_id>/releases")
def create_hold_release(hold_id: int) -> Response:
    warehouse_id = current.current().warehouse_id
    outcome = perform(asked(), lambda actor: release_hold(hold_in(warehouse_id, hold_id), actor))
    return moved(outcome, url_for("orders.show", order_id=hold_in(warehouse_id, hold_id).order_id))


def _search() -> OrderSearch:
    asked_for = request.args
    return OrderSearch(
        state=asked_for.get("state", ""),
        held="held" in asked_for,
        channel_id=asked_for.get("channel", type=row_number),
        number=asked_for.get("number", "").strip()[:60],
    )
