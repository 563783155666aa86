"""Labels of the returns: of a parcel, and of units that go another way than back into stock."""

from flask_babel import force_locale

from app.papers.common import Content, at, shared
from app.returns.models import ReturnParcel, ReturnUnit
from app.returns.words import disposition_name, grade_name
from app.warehouse.queries import warehouse_of

PARCEL, UNIT = "return_parcel", "return_unit"


def parcel_label(parcel: ReturnParcel) -> Content:
    return shared(warehouse_of(parcel.warehouse_id)) | {
        "code": parcel.number,
        "rma": parcel.rma.number if parcel.rma else "",
        "order": parcel.rma.order.number if parcel.rma else "",
        "arrived_at": at(parcel.arrived_at),
        "place": parcel.place.address if parcel.place else "",
    }


def unit_label(unit: ReturnUnit) -> Content:
    """An item's label, with why it is not for sale and the return with which it came."""
    kept = shared(warehouse_of(unit.parcel.warehouse_id))
    item, parcel = unit.lot.item, unit.parcel
    return kept | {
        "sku": item.sku,
        "name": item.name(kept["language"]),
        "lot": unit.lot.code,
        "serials": [serial.code for serial in unit.serials],
        "code": item.barcodes[0].code if item.barcodes else item.sku,
        "rma": parcel.rma.number if parcel.rma else parcel.number,
        **_words(unit, kept["language"]),
    }


def _words(unit: ReturnUnit, language: str) -> Content:
    """In the language of what is printed, whoever asks for it."""
    with force_locale(language):
        return {"way": disposition_name(unit.disposition), "grade": grade_name(unit.grade)}
