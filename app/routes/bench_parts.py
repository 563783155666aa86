"""What the templates of a bench are given: the whole order, or what a scan changed of it."""

from flask_babel import lazy_gettext

from app.attachments.queries import attachments_of
from app.orders.models import Order
from app.packing.bench import last_number
from app.packing.document import PackedPart, PackingDocument, packed_part, packing_document
from app.packing.keeping import scale_for
from app.packing.models import DAMAGED, MISSING, Carton
from app.routes.current import current

LOSSES = {MISSING: lazy_gettext("Not in the tote"), DAMAGED: lazy_gettext("Damaged")}
FLAGS = {
    "fragile": lazy_gettext("fragile"),
    "keep_upright": lazy_gettext("keep upright"),
    "liquid": lazy_gettext("liquid"),
    "dangerous": lazy_gettext("dangerous goods"),
}
SPARES = 6
"""Cartons that a device may begin before it hears from the server again."""


def bench(order: Order) -> dict[str, object]:
    """The order as the book has it now."""
    doc = packing_document(order, current().language)
    last = last_number(order)
    return {
        "doc": doc,
        "state": _state(doc),
        "has_scale": scale_for(order.warehouse_id, current().device_id) is not None,
        "spares": range(last + 1, last + 1 + min(SPARES, doc.left)),
        "packed_serials": packed_serials(doc),
        "photographs": len(attachments_of(Carton.__tablename__, [carton.id for carton in doc.cartons])),
        "loss_words": {name: str(said) for name, said in LOSSES.items()},
        "flag_words": FLAGS,
    }


def bench_part(order: Order, item_id: int, carton_id: int) -> dict[str, object]:
    """The same of what a scan changed alone."""
    doc = packed_part(order, item_id, carton_id, current().language)
    return {"doc": doc, "packed_serials": packed_serials(doc), "flag_words": FLAGS}


def _state(doc: PackingDocument) -> str:
    if doc.is_stopped or doc.is_held_back:
        return "stopped"
    return "done" if doc.is_done else "packing"


def packed_serials(doc: PackingDocument | PackedPart) -> dict[int, list[str]]:
    """The numbers that lie in cartons, by lot."""
    found: dict[int, list[str]] = {}
    for carton in doc.cartons:
        for content in carton.contents:
            found.setdefault(content.lot_id, []).extend(content.serials)
    return found
