"""Where the items of some orders lie in a building: by the stock file, or placed at random or by frequency."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from random import Random

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.planning.layout import Cell, Layout, Point
from app.plans.day import Book
from app.tables.columns import Columns, needed
from app.tables.reading import Source, open_table, require
from app.tables.rules import Rule
from app.warehouse.building import building_from
from app.warehouse.layout_file import LayoutFile
from app.warehouse.models import BIN
from app.warehouse.places import Place, places

STOCK = {"sku": Rule(column="sku"), "location": Rule(column="location", case="upper")}

Cells = Mapping[str, Cell]
"""Where each item lies, by SKU."""


class NothingPlaced(DomainError):
    code = "nothing_placed"
    status = 422
    message = lazy_gettext("No item of these orders lies in a bin of this layout. Do the files belong together?")


@dataclass(frozen=True)
class Floor:
    """Where walks go, begin and end, and how many orders share a cart."""

    layout: Layout
    start: Point
    end: Point
    orders_on_cart: int


def floor_of(kept: LayoutFile, orders_on_cart: int) -> Floor:
    """Walks begin and end at the first depot."""
    layout = building_from(kept)
    depot = next(iter(layout.depots.values()))
    return Floor(layout, depot, depot, orders_on_cart)


def placings(
    book: Book, kept: LayoutFile, floor: Floor, stock: Path | None, seed: int
) -> Iterator[tuple[str, str, Cells]]:
    """A short name, words, and where items lie; the stock file's word is the only one if there is one.

    Raises NothingPlaced.
    """
    bins = {place.address.upper(): place for place in places(kept).values() if place.kind == BIN}
    if stock:
        yield "stock", "as the stock file has them", as_in_stock(Source(stock), bins, floor)
        return
    spots = forward_cells(bins, floor)
    if not spots:
        raise NothingPlaced
    yield "random", f"placed at random (seed {seed})", at_random(book, spots, seed)
    yield "frequency", "placed by frequency, the most wanted nearest to the depot", by_frequency(book, spots, floor)


def as_in_stock(source: Source, bins: Mapping[str, Place], floor: Floor) -> Cells:
    """By columns sku and location; of several bins the nearest to the start. Bins that are not there count nothing."""
    table = open_table(source)
    require(table, needed(STOCK))
    columns = Columns(table.columns, STOCK)
    cells: dict[str, Cell] = {}
    for row in table:
        sku, address = (columns.read(name, row.values, "") for name in ("sku", "location"))
        cell = _cell(bins[address]) if sku and address in bins else None
        if cell and _metres(floor, cell) < (_metres(floor, cells[sku]) if sku in cells else float("inf")):
            cells[sku] = cell
    return cells


def forward_cells(bins: Mapping[str, Place], floor: Floor) -> list[Cell]:
    """A cell for each bin that is picked from and that a picker gets to and back from."""
    forward = [place for place in bins.values() if place.purpose == "forward"] or list(bins.values())
    return [cell for cell in map(_cell, forward) if isfinite(_metres(floor, cell))]


def at_random(book: Book, spots: Sequence[Cell], seed: int) -> Cells:
    """Each item in a bin drawn by the seed; when there are more items than bins, some share one."""
    mixed = list(spots)
    Random(seed).shuffle(mixed)  # noqa: S311 - a seed makes the same placing again
    return _shared_out(sorted(book.frequency), mixed)


def by_frequency(book: Book, spots: Sequence[Cell], floor: Floor) -> Cells:
    """What is asked for most often lies nearest to where walks start."""
    nearest = sorted(spots, key=lambda cell: (_metres(floor, cell), cell.aisle, cell.cell))
    return _shared_out(sorted(book.frequency, key=lambda sku: (-book.frequency[sku], sku)), nearest)


def _shared_out(skus: Sequence[str], spots: Sequence[Cell]) -> Cells:
    return {sku: spots[turn % len(spots)] for turn, sku in enumerate(skus)}


def _cell(place: Place) -> Cell:
    return Cell(place.aisle or 0, place.cell or 0)


def _metres(floor: Floor, cell: Cell) -> float:
    """There and back."""
    return floor.layout.distance(floor.start, cell) + floor.layout.distance(cell, floor.end)
