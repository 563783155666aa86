"""The figures of a file of orders: how many lines, how many units, and how few items make most of the lines."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext

from app.clock import now
from app.errors import DomainError
from app.orders.arrivals import NewOrder
from app.orders.importing import staged_rows
from app.orders.mapping import OrderMapping
from app.orders.reading import OrderReader
from app.orders.staging import Staging
from app.tables.reading import Source, open_table

SHARES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.99)


class NothingToMeasure(DomainError):
    code = "nothing_to_measure"
    status = 422
    message = lazy_gettext("No order of this file has anything to pick. Look whether the mapping is the right one.")


@dataclass(frozen=True)
class Figures:
    """Lines and units are those that the shares of SHARES stay at or below; `top_…` the part of lines of top items."""

    orders: int
    days: int
    orders_a_day: int
    lines_an_order: tuple[int, ...]
    most_lines: int
    single_line: float
    units_a_line: tuple[int, ...]
    single_unit: float
    items: int
    top_tenth: float
    top_fifth: float
    top_half: float
    item_twice: float


def measure(source: Source, mapping: OrderMapping) -> Figures:
    """Read the file's orders as an import would; stock lines only, orders of charges only left out."""
    return figures_of(orders_in(source, mapping))


def orders_in(source: Source, mapping: OrderMapping) -> Iterator[NewOrder]:
    """The file's orders as an import would read them, by number; nothing is written."""
    table = open_table(source)
    reader = OrderReader(mapping, table.columns, ZoneInfo("UTC"), now())
    with Staging() as staging:
        staging.fill(staged_rows(table, reader))
        for rows in staging.orders():
            read = reader.read(rows)
            if read.order:
                yield read.order


def figures_of(orders: Iterator[NewOrder]) -> Figures:
    """The figures of orders that have something to pick."""
    lines: list[int] = []
    units: list[int] = []
    items: Counter[str] = Counter()
    days: Counter[str] = Counter()
    twice = 0
    for order in orders:
        skus = [line.sku for line in order.lines if not line.unreadable]
        if not skus:
            continue
        lines.append(len(skus))
        units += [line.quantity for line in order.lines if not line.unreadable]
        items.update(skus)
        days[order.placed_at.date().isoformat()] += 1
        twice += len(set(skus)) < len(skus)
    if not lines:
        raise NothingToMeasure
    lines.sort()
    units.sort()
    return Figures(
        orders=len(lines),
        days=len(days),
        orders_a_day=_at(sorted(days.values()), 0.5),
        lines_an_order=tuple(_at(lines, share) for share in SHARES),
        most_lines=lines[-1],
        single_line=lines.count(1) / len(lines),
        units_a_line=tuple(_at(units, share) for share in SHARES),
        single_unit=units.count(1) / len(units),
        items=len(items),
        top_tenth=_top(items, 0.1),
        top_fifth=_top(items, 0.2),
        top_half=_top(items, 0.5),
        item_twice=twice / len(lines),
    )


def _at(values: Sequence[int], share: float) -> int:
    return values[min(len(values) - 1, int(len(values) * share))]


def _top(items: Counter[str], share: float) -> float:
    """The part of all lines that the most popular items make."""
    counts = sorted(items.values(), reverse=True)
    return sum(counts[: int(len(counts) * share)]) / sum(counts)
