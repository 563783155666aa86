"""An order's packing as one document: what is still to pack, what lies in which carton, what else is to be done."""

from collections.abc import Sequence

from app.db import db
from app.orders.holds import hold_words, open_holds
from app.orders.models import PICKED, Order
from app.packing.document.drawing import drawing_of
from app.packing.document.lines import carton_view, line_views
from app.packing.document.views import CheckView, MissingView, PackingDocument, ToteView
from app.packing.holding import holding_back
from app.packing.models import LOSSES
from app.packing.proposal import propose
from app.packing.queries import all_picks, carton_types, cartons_of, checks_of, losses_of, ticks_of, version_of
from app.picking.models import Pick
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of


def packing_document(order: Order, language: str) -> PackingDocument:
    """The order's document, item names in `language`. Outside of a transaction: a carton may have to be proposed."""
    picks = all_picks(order)
    lying = [pick for pick in picks if pick.in_tote]
    types = {one.id: one for one in carton_types(order.warehouse_id)}
    cartons = tuple(carton_view(carton, language) for carton in cartons_of(order))
    is_open = any(carton.is_open for carton in cartons)
    proposal = None if is_open or not lying else propose(order)
    ticked = ticks_of(order)
    return PackingDocument(
        order_id=order.id,
        number=order.number,
        state=order.state,
        version=version_of(order),
        channel=order.channel.name,
        carrier=order.carrier,
        notes=order.notes,
        due_at=order.ship_by,
        is_stopped=order.stopped_at is not None,
        is_held_back=bool(holding_back(order)),
        holds=tuple(hold_words(hold.reason, hold.params) for hold in open_holds(order)),
        totes=_totes(lying),
        lines=tuple(line_views(picks, language)),
        cartons=cartons,
        proposed=types.get(proposal.type_id) if proposal else None,
        proposal=drawing_of(proposal.layout, language) if proposal else None,
        types=tuple(types.values()),
        checks=tuple(CheckView(one.id, one.kind, one.words, one.barcode, one.id in ticked) for one in checks_of(order)),
        missing=_missing(order, language),
        loss_reasons=LOSSES,
        settings=settings_of(db.session.get_one(Warehouse, order.warehouse_id)),
    )


def _missing(order: Order, language: str) -> tuple[MissingView, ...]:
    """While its lead has not decided about them."""
    if order.state != PICKED or order.stopped_at is not None:
        return ()
    awaited = [loss for loss in losses_of(order) if loss.pick.line.order_line.short >= loss.quantity]
    return tuple(MissingView(one.id, one.pick.line.lot.item.name(language), one.quantity) for one in awaited)


def _totes(lying: Sequence[Pick]) -> tuple[ToteView, ...]:
    uses = dict.fromkeys(pick.tote_use for pick in lying)
    return tuple(
        ToteView(use.tote.barcode, use.tote.address, use.staged_at.address if use.staged_at else "") for use in uses
    )
