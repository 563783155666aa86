"""Batching: which orders share a cart. Savings on an estimate of the walk, within what a cart carries.

Source: the savings method of Clarke and Wright (1964), computed anew after each merge, as de Koster, van der Poort and
Wolters (1999) use it for order batching.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import count, pairwise
from math import floor

from app.planning.batching.problem import BatchOrder, Cart, Visit
from app.planning.layout import Cell, Layout, Point


@dataclass(frozen=True)
class Goods:
    """`units` of one order line from one stock, the cell where it lies, litres and kilograms of one unit.

    `reach_seconds` is what reaching up to its bin takes.
    """

    line_id: int
    stock_id: int
    units: int
    cell: Cell | None = None
    volume_l: float = 0.0
    weight_kg: float = 0.0
    reach_seconds: float = 0.0


@dataclass(frozen=True)
class Load:
    """An order, or a part of one, that goes on one cart; `places` are the cart's places that it takes."""

    order_id: int
    goods: tuple[Goods, ...]
    places: int = 1

    def as_order(self, due: float | None = None, priority: int = 0, zone: str | None = None) -> BatchOrder:
        """The load as batching sees it."""
        visits = tuple(Visit(goods.cell, goods.units, goods.reach_seconds) for goods in self.goods)
        _, _, volume_l, weight_kg, _ = self.room()
        return BatchOrder(visits, volume_l, weight_kg, self.places, due, priority, zone)

    def room(self) -> tuple[float, ...]:
        """What it takes of a cart, in the order of `Cart`'s fields."""
        return (
            self.places,
            sum(goods.units for goods in self.goods),
            sum(goods.units * goods.volume_l for goods in self.goods),
            sum(goods.units * goods.weight_kg for goods in self.goods),
            len(self.goods),
        )


@dataclass(frozen=True)
class Batch:
    """Indexes of the loads that share a cart; `over` says that its only load is more than a cart carries."""

    loads: tuple[int, ...]
    over: bool = False


def cut(load: Load, cart: Cart) -> list[Load]:
    """The load in parts that a cart carries each, line by line; a line is cut only where it fills a cart alone.

    A single unit that is too much for the cart makes a part of its own.
    """
    parts: list[list[Goods]] = [[]]
    for goods in load.goods:
        for piece in _pieces(goods, cart):
            if parts[-1] and not _carries(cart, Load(load.order_id, (*parts[-1], piece), load.places).room()):
                parts.append([])
            parts[-1].append(piece)
    return [Load(load.order_id, tuple(part), load.places) for part in parts]


def plan_batches(loads: Sequence[Load], cart: Cart, layout: Layout | None, start: Point | None = None) -> list[Batch]:
    """Each load on exactly one cart, what is walked short, and no cart over its limits unless one load alone is.

    The batches come in the order of their first loads, so that loads given by urgency are planned by urgency. Without
    a layout, any two loads that fit go together. Raises NotInLayout for a cell that the layout does not have.
    """
    estimate = _Estimate(layout, start)
    clusters = {index: _Cluster((index,), load.room(), estimate.visited(load)) for index, load in enumerate(loads)}
    _merge(clusters, cart, estimate)
    batches = sorted(tuple(sorted(cluster.loads)) for cluster in clusters.values())
    return [Batch(batch, over=not _carries(cart, loads[batch[0]].room())) for batch in batches]


@dataclass(frozen=True)
class _Cluster:
    loads: tuple[int, ...]
    room: tuple[float, ...]
    visited: int

    def joined(self, other: "_Cluster") -> "_Cluster":
        room = tuple(one + more for one, more in zip(self.room, other.room, strict=True))
        return _Cluster(self.loads + other.loads, room, self.visited | other.visited)


class _Estimate:
    """Metres of an S-shape walk through whole aisles, by which aisles of which block are visited: one bit each."""

    def __init__(self, layout: Layout | None, start: Point | None) -> None:
        self._layout = layout
        self._start = start.aisle if start else 0
        self._known: dict[int, float] = {0: 0.0}

    def visited(self, load: Load) -> int:
        if self._layout is None:
            return 0
        bits = 0
        for cell in {goods.cell for goods in load.goods if goods.cell}:
            self._layout.position(cell)
            bits |= 1 << (self._layout.block_of(cell.cell) * self._layout.aisles + cell.aisle)
        return bits

    def metres(self, visited: int) -> float:
        if visited not in self._known:
            self._known[visited] = sum(self._parts(visited))
        return self._known[visited]

    def _parts(self, visited: int) -> Iterator[float]:
        layout = self._layout
        if layout is None:
            return
        crosses = layout.cross_aisles
        reached = False
        for block, (near, far) in enumerate(pairwise(crosses)):
            aisles = visited >> (block * layout.aisles) & ((1 << layout.aisles) - 1)
            if not aisles:
                continue
            if not reached:
                yield 2 * near
                reached = True
            left, right = (aisles & -aisles).bit_length() - 1, aisles.bit_length() - 1
            yield aisles.bit_count() * (far - near)
            yield 2 * layout.aisle_pitch * (max(right, self._start) - min(left, self._start))


def _merge(clusters: dict[int, _Cluster], cart: Cart, estimate: _Estimate) -> None:
    """Join the two clusters that save most, until no cart carries any two of them."""
    numbers = list(clusters)
    pairs = (_saving(clusters, other, one, cart, estimate) for one in numbers for other in range(one))
    savings = [saving for saving in pairs if saving]
    heapify(savings)
    following = count(len(clusters))
    while savings:
        _, one, other = heappop(savings)
        if one not in clusters or other not in clusters:
            continue
        merged = next(following)
        clusters[merged] = clusters.pop(one).joined(clusters.pop(other))
        for rest in clusters:
            if rest != merged and (saving := _saving(clusters, rest, merged, cart, estimate)):
                heappush(savings, saving)


def _saving(
    clusters: dict[int, _Cluster], one: int, other: int, cart: Cart, estimate: _Estimate
) -> tuple[float, int, int] | None:
    """The pair with the metres it saves (negative, for the heap); None where a cart does not carry both."""
    first, second = clusters[one], clusters[other]
    if not _carries(cart, tuple(a + b for a, b in zip(first.room, second.room, strict=True))):
        return None
    together = estimate.metres(first.visited | second.visited)
    return together - estimate.metres(first.visited) - estimate.metres(second.visited), one, other


def _carries(cart: Cart, room: tuple[float, ...]) -> bool:
    places, units, volume_l, weight_kg, lines = room
    return (
        places <= cart.places
        and units <= cart.units
        and volume_l <= cart.volume_l
        and weight_kg <= cart.weight_kg
        and lines <= cart.lines
    )


def _pieces(goods: Goods, cart: Cart) -> Iterator[Goods]:
    """The units of a line in pieces that a cart carries."""
    bounds = [cart.units]
    bounds += [cart.volume_l / goods.volume_l] if goods.volume_l else []
    bounds += [cart.weight_kg / goods.weight_kg] if goods.weight_kg else []
    most = min(bounds)
    size = goods.units if most >= goods.units else max(1, floor(most))
    for taken in range(0, goods.units, size):
        units = min(size, goods.units - taken)
        yield replace(goods, units=units)
