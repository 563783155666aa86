"""What a file of the list says in its columns."""

from collections.abc import Iterable, Iterator

from app.languages import gettext
from app.reordering.queries import Low
from app.tables.writing import Value


def columns() -> list[str]:
    """In the reader's language, in the order of `values_of`."""
    return [
        gettext("SKU"),
        gettext("Item"),
        gettext("Class"),
        gettext("Available"),
        gettext("Customers wait for"),
        gettext("On order"),
        gettext("Reorder point"),
        gettext("Units a day"),
        gettext("Days left"),
        gettext("Vendor"),
        gettext("Lead time, days"),
        gettext("To order"),
        gettext("Order by"),
        gettext("Quiet since"),
        gettext("Put off until"),
        gettext("Why put off"),
    ]


def values_of(rows: Iterable[Low], language: str) -> Iterator[list[Value]]:
    for row in rows:
        one, left = row.demand, row.days_left
        yield [
            one.item.sku,
            one.item.name(language),
            f"{row.classes.abc}{row.classes.xyz}" if row.classes else "",
            row.available,
            row.waited_for,
            row.on_order,
            one.reorder_point,
            round(one.a_day, 2),
            None if left is None else round(left, 1),
            one.vendor.name if one.vendor else "",
            one.lead_days,
            row.to_order,
            row.order_by if row.to_order else None,
            one.quiet_since,
            row.alert.put_off_until if row.alert else None,
            row.alert.put_off_reason if row.alert else "",
        ]
