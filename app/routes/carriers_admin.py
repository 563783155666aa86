"""Administration: carriers, their services and prices, the numbers that they gave, and whether they answer."""

import os
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from app.catalog.models import FLAGS
from app.operations import Actor, perform
from app.orders.models import DELIVERY_MODES
from app.routes.asked import asked, moved
from app.routes.current import current, own
from app.shipping.accounts import SENDER, account_of, adapter_of, numbers_of, secret_name
from app.shipping.administration import (
    add_carrier,
    add_range,
    ask_for_test,
    end_carrier,
    end_range,
    end_service,
    set_carrier,
    set_service,
    take_carrier_again,
)
from app.shipping.carriers import ADAPTERS
from app.shipping.findings import FLAGS as FLAG_WORDS
from app.shipping.models import Carrier
from app.shipping.numbers import RULES
from app.shipping.pools import pools_of, range_in, ranges_of
from app.shipping.queries import all_carriers, service_in
from app.shipping.services import Takes, prices_as_text, read_takes
from app.shipping.testing import is_asked

bp = Blueprint("carriers", __name__, url_prefix="/admin/carriers")


@bp.get("")
def index() -> str:
    warehouse_id = current().warehouse_id
    return render_template(
        "admin/carriers.html",
        carriers=all_carriers(warehouse_id),
        pools={pool.carrier.id: pool for pool in pools_of(warehouse_id)},
        adapters=ADAPTERS,
    )


@bp.post("")
def create() -> Response:
    code, name, adapter = (request.form.get(key, "") for key in ("code", "name", "adapter"))

    def command(actor: Actor) -> dict[str, Any]:
        carrier = add_carrier(current().warehouse_id, code, name, adapter, actor)
        return {"carrier_id": carrier.id}

    outcome = perform(asked(), command)
    return moved(outcome, url_for("carriers.show", carrier_id=outcome.result.get("carrier_id", 0)))


@bp.get("/<int:carrier_id>")
def show(carrier_id: int) -> str:
    carrier = own(Carrier, carrier_id)
    adapter, account = adapter_of(carrier), account_of(carrier)
    secrets = [secret_name(carrier.code, name) for name in adapter.secrets]
    return render_template(
        "admin/carrier.html",
        carrier=carrier,
        adapter=adapter,
        account=account,
        numbers=numbers_of(carrier),
        parts=SENDER,
        secrets=[(name, bool(os.environ.get(name))) for name in secrets],
        ranges=ranges_of(carrier),
        rules=list(RULES),
        modes=DELIVERY_MODES,
        flags=[(flag, FLAG_WORDS[flag]) for flag in FLAGS],
        waits=is_asked(carrier),
        empty=Takes(modes=("home",)),
        read_takes=read_takes,
        prices_as_text=prices_as_text,
    )


@bp.post("/<int:carrier_id>")
def update(carrier_id: int) -> Response:
    given = request.form.to_dict()
    return _done(carrier_id, lambda actor: set_carrier(own(Carrier, carrier_id), given, actor))


@bp.post("/<int:carrier_id>/ends")
def end(carrier_id: int) -> Response:
    return _done(carrier_id, lambda actor: end_carrier(own(Carrier, carrier_id), actor))


@bp.post("/<int:carrier_id>/beginnings")
def begin_again(carrier_id: int) -> Response:
    return _done(carrier_id, lambda actor: take_carrier_again(own(Carrier, carrier_id), actor))


@bp.post("/<int:carrier_id>/tests")
def create_test(carrier_id: int) -> Response:
    return _done(carrier_id, lambda actor: ask_for_test(own(Carrier, carrier_id), actor))


@bp.get("/<int:carrier_id>/test")
def shown_test(carrier_id: int) -> str:
    """What came of it, as a part of the carrier's page."""
    carrier = own(Carrier, carrier_id)
    return render_template("admin/_carrier_test.html", carrier=carrier, waits=is_asked(carrier))


@bp.post("/<int:carrier_id>/services")
def create_service(carrier_id: int) -> Response:
    given, chosen = request.form.to_dict(), request.form.to_dict(flat=False)

    def command(actor: Actor) -> None:
        set_service(own(Carrier, carrier_id), None, given, chosen, actor)

    return _done(carrier_id, command)


@bp.post("/services/<int:service_id>")
def update_service(service_id: int) -> Response:
    given, chosen = request.form.to_dict(), request.form.to_dict(flat=False)
    warehouse_id = current().warehouse_id

    def command(actor: Actor) -> None:
        service = service_in(warehouse_id, service_id)
        set_service(service.carrier, service, given, chosen, actor)

    return _done(service_in(warehouse_id, service_id).carrier_id, command)


@bp.post("/services/<int:service_id>/ends")
def end_one_service(service_id: int) -> Response:
    warehouse_id = current().warehouse_id
    carrier_id = service_in(warehouse_id, service_id).carrier_id
    return _done(carrier_id, lambda actor: end_service(service_in(warehouse_id, service_id), actor))


@bp.post("/<int:carrier_id>/ranges")
def create_range(carrier_id: int) -> Response:
    given = request.form.to_dict()

    def command(actor: Actor) -> None:
        add_range(own(Carrier, carrier_id), given, actor)

    return _done(carrier_id, command)


@bp.post("/ranges/<int:range_id>/ends")
def end_one_range(range_id: int) -> Response:
    warehouse_id = current().warehouse_id
    carrier_id = range_in(warehouse_id, range_id).carrier_id
    return _done(carrier_id, lambda actor: end_range(range_in(warehouse_id, range_id), actor))


def _done(carrier_id: int, command: Callable[[Actor], None]) -> Response:
    return moved(perform(asked(), command), url_for("carriers.show", carrier_id=carrier_id))
