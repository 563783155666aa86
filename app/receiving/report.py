"""What came of a delivery, as a table for a spreadsheet."""

import csv
from collections.abc import Iterable
from io import StringIO

from app.receiving.models import Delivery
from app.receiving.queries import lines_of
from app.tables.report import defused

HEADER = ("delivery", "vendor", "sku", "lot", "announced", "received", "short", "over", "set_aside", "unknown_code")


def report_csv(delivery: Delivery) -> str:
    """A row for each line, and for each unknown code; no text is taken for a formula."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for row in _rows(delivery):
        writer.writerow([defused(one) if isinstance(one, str) else one for one in row])
    return "\ufeff" + out.getvalue()


def _rows(delivery: Delivery) -> Iterable[tuple[object, ...]]:
    said = (delivery.number, delivery.vendor)
    for line in lines_of(delivery):
        short, over = (0, 0) if delivery.is_blind else (line.short, line.over)
        yield (*said, line.item.sku, line.lot_code, line.announced, line.received, short, over, line.set_aside, "")
    for kept in delivery.strange:
        yield (*said, "", "", 0, kept.quantity, 0, 0, kept.quantity, kept.code)
