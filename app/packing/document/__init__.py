"""An order's packing as one document: what is still to pack, what lies in which carton, what else is to be done."""

from app.packing.document.part import PackedPart, packed_part
from app.packing.document.views import PackingDocument
from app.packing.document.whole import packing_document

__all__ = ["PackedPart", "PackingDocument", "packed_part", "packing_document"]
