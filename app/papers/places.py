"""Labels of what stands still, and of items."""

from collections.abc import Sequence

from app.catalog.models import Barcode, Item
from app.papers.common import Content, shared
from app.receiving.models import Plate
from app.warehouse.models import BIN, TOTE, Location, Warehouse
from app.warehouse.queries import warehouse_of
from app.workers.models import Worker

PAPERS = {BIN: "bin", TOTE: "tote"}
LANE = "lane"
"""Of staging lanes and docks."""


def location_paper(location: Location) -> str:
    return PAPERS.get(location.kind, LANE)


def location_content(location: Location, warehouse: Warehouse) -> Content:
    return shared(warehouse) | {
        "address": location.address,
        "code": location.barcode,
        "check_digits": location.check_digits,
        "zone": location.zone.name if location.zone else "",
    }


def plate_label(plate: Plate) -> Content:
    """A license plate's label; one that was made for a delivery names it."""
    delivery = plate.delivery
    return shared(warehouse_of(plate.warehouse_id)) | {
        "address": plate.location.address,
        "code": plate.location.barcode,
        "number": delivery.number if delivery else "",
        "name": delivery.vendor if delivery else "",
    }


def item_contents(item: Item, warehouse: Warehouse) -> Sequence[Content]:
    """A label for each of its codes: the unit's, the case's."""
    return [_item_content(item, code, warehouse) for code in item.barcodes]


def badge_content(worker: Worker, code: str, warehouse: Warehouse) -> Content:
    """Never kept: the code opens the app."""
    return shared(warehouse) | {"name": worker.name, "roles": sorted(worker.roles_in(warehouse.id)), "code": code}


def _item_content(item: Item, code: Barcode, warehouse: Warehouse) -> Content:
    kept = shared(warehouse)
    return kept | {
        "sku": item.sku,
        "name": item.name(kept["language"]),
        "variant": item.variant(kept["language"]),
        "quantity": code.quantity,
        "code": code.code,
    }
