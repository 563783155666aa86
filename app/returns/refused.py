"""Refused scans of returned parcels: a lead sees what came late, with the parcel or the tote that it was for."""

from collections.abc import Mapping
from typing import Any

from app.db import db
from app.returns.models import ReturnParcel, ReturnTote
from app.walks.refused import keeps_off_walks

AT_THE_DOCK = frozenset(
    {
        "returns_dock.create_arrival",
        "returns_dock.create_finding",
        "returns_dock.create_match",
        "returns_dock.create_unit",
        "returns_dock.create_undo",
        "returns_dock.create_closing",
        "returns_dock.create_photograph",
        "returns_dock.create_tote_closing",
    }
)


def _subject(warehouse_id: int, content: Mapping[str, Any]) -> str:
    parcel = db.session.get(ReturnParcel, content.get("parcel_id", 0))
    if parcel and parcel.warehouse_id == warehouse_id:
        return parcel.number
    tote = db.session.get(ReturnTote, content.get("tote_id", 0))
    return tote.location.address if tote and tote.warehouse_id == warehouse_id else ""


on_operation_refused = keeps_off_walks(AT_THE_DOCK, _subject)
"""Handler."""
