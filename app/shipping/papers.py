"""The carrier's own paper for a waybill, where it sent one."""

import base64

from app.errors import NotFound
from app.shipping.models import Waybill

PAPERS = ("slip", "document")
"""What of a waybill's label is a paper of the carrier's own."""


def slip_of(waybill: Waybill) -> tuple[str, bytes]:
    """Its media type and content. Raises NotFound where the carrier sent none."""
    said = waybill.label.get("carriers", {})
    if said.get("slip"):
        return "text/html", str(said["slip"]).encode()
    if said.get("document"):
        return str(said["media_type"]), base64.b64decode(said["document"])
    raise NotFound


def has_slip(waybill: Waybill) -> bool:
    said = waybill.label.get("carriers", {})
    return any(said.get(paper) for paper in PAPERS)
