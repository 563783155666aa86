"""Refused moves by hand: a lead sees what came late, with the bins between which the units were carried."""

from collections.abc import Mapping
from typing import Any

from app.scanning import NoCode, read
from app.walks.refused import keeps_off_walks
from app.warehouse.queries import location_by_barcode

BY_HAND = frozenset({"stock_desk.create_move"})


def _subject(warehouse_id: int, content: Mapping[str, Any]) -> str:
    return " → ".join(_place(warehouse_id, str(content.get(name, ""))) for name in ("place", "target"))


def _place(warehouse_id: int, scanned: str) -> str:
    """The address, or what was scanned where it is none."""
    try:
        found = location_by_barcode(warehouse_id, read(scanned).text)
    except NoCode:
        return "?"
    return found.address if found else scanned[:40]


on_operation_refused = keeps_off_walks(BY_HAND, _subject)
"""Handler."""
