"""The cartons for goods that may share one: an answer at once, then ever better ones, try by try."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from random import Random

from app.planning.cartons.building import built, can_build
from app.planning.cartons.check import wrong_in_carton
from app.planning.cartons.filling import PLAIN, Taste, filled, some_taste
from app.planning.cartons.goods import CartonType, PackedCarton
from app.planning.cartons.settling import settled
from app.planning.cartons.shapes import Counts, Goods, Lying, Packing

WIDTHS = (40, 160, 640)
"""Blocks kept for each number of pieces, the first time and when that was not enough."""
FILLINGS = 100
"""Fillings by chance: bounds the time without a clock, as SPLITS does."""
SPLITS = 50
ROOMIEST = 3
"""Where several cartons are needed, so many of the largest ones are tried for the next."""

Stop = Callable[[], bool]
Found = tuple[Lying, ...] | None
Attempt = Callable[[CartonType], Found]
Ways = Callable[[Counts, Stop], Iterator[Attempt]]
Solver = Callable[[Goods, Counts, CartonType], Sequence[Lying] | None]
"""Somebody else's packer: all of it in the carton, or None. What it answers is checked."""


class Search:
    """`best` are the cartons so far, fewer before cheaper before smaller; `tries` betters them."""

    def __init__(self, goods: Goods, types: Sequence[CartonType], random: Random, solver: Solver | None = None) -> None:
        self._goods, self._random, self._solver = goods, random, solver
        self._types = sorted(types, key=lambda carton: (carton.rank, carton.name))
        self.best = self._split(PLAIN[0], _never, is_quick=True) or []

    @property
    def is_proven(self) -> bool:
        """Whether nothing can be better: one carton, and none before it could hold as much."""
        return len(self.best) == 1 and not self._candidates(self._goods.counts, self.best[0])

    def named(self) -> list[PackedCarton]:
        """The best cartons, with the ids of what lies in them."""
        return list(self._goods.named(self.best))

    def tries(self, stop: Stop) -> Iterator[None]:
        """Tries something after the other; after each, `best` is the best so far."""
        for ways in (self._quick, self._thorough):
            for number in reversed(range(len(self.best))) if len(self.best) > 1 else ():
                yield from self._shrink(number, ways, stop)
            yield from self._together(ways, stop)
        for _ in range(SPLITS) if len(self.best) > 1 else ():
            if split := self._split(some_taste(self._random), stop):
                self._offer(split)
            yield

    def _candidates(self, counts: Counts, than: Packing | None) -> list[CartonType]:
        """Cartons that might hold as much and come before that of `than`, the best first."""
        before = [carton for carton in self._types if than is None or carton.rank < than.rank]
        return [carton for carton in before if self._goods.may_hold(carton, counts)]

    def _together(self, ways: Ways, stop: Stop) -> Iterator[None]:
        """All in one carton."""
        counts = self._goods.counts
        than = self.best[0] if len(self.best) == 1 else None
        for packing in self._smaller(counts, than, ways(counts, stop)):
            if packing:
                self._offer([packing])
            yield

    def _shrink(self, number: int, ways: Ways, stop: Stop) -> Iterator[None]:
        """What is in one of several cartons in a smaller one."""
        packing = self.best[number]
        units = Counter(one.shape for one in packing.lying)
        counts = tuple(units[shape] for shape in range(len(self._goods.shapes)))
        for smaller in self._smaller(counts, packing, ways(counts, stop)):
            if smaller:
                self.best = [*self.best[:number], smaller, *self.best[number + 1 :]]
            yield

    def _smaller(self, counts: Counts, than: Packing | None, attempts: Iterator[Attempt]) -> Iterator[Packing | None]:
        """After each try the carton in which it all lies, better than those before, or None."""
        for attempt in attempts:
            candidates = self._candidates(counts, than)
            if not candidates:
                return
            for carton in candidates:
                lying = attempt(carton)
                if lying is None:
                    yield None
                    continue
                than = Packing(carton, lying)
                yield than
                break

    def _quick(self, counts: Counts, stop: Stop) -> Iterator[Attempt]:
        for taste in PLAIN:
            yield self._filling(counts, taste, stop)

    def _thorough(self, counts: Counts, stop: Stop) -> Iterator[Attempt]:
        """Blocks, the more the longer it takes; another's packer where there is one; then chance."""
        builds = can_build(counts)
        for width in WIDTHS if builds else ():
            yield self._building(counts, width, stop)
            if self._solver and width == WIDTHS[0]:
                yield self._asking(counts, self._solver)
        if self._solver and not builds:
            yield self._asking(counts, self._solver)
        for _ in range(FILLINGS):
            yield self._filling(counts, some_taste(self._random), stop)

    def _filling(self, counts: Counts, taste: Taste, stop: Stop) -> Attempt:
        def attempt(carton: CartonType) -> Found:
            lying, left = filled(self._goods.shapes, counts, carton, taste, self._random, stop)
            return None if any(left) else lying

        return attempt

    def _building(self, counts: Counts, width: int, stop: Stop) -> Attempt:
        return lambda carton: built(self._goods.shapes, counts, carton, width, stop)

    def _asking(self, counts: Counts, solver: Solver) -> Attempt:
        return lambda carton: self._believed(counts, carton, solver(self._goods, counts, carton))

    def _believed(self, counts: Counts, carton: CartonType, answer: Sequence[Lying] | None) -> Found:
        """What another packer says, if it is right: it knows nothing of what carries what."""
        units = Counter(one.shape for one in answer or ())
        if answer is None or tuple(units[shape] for shape in range(len(counts))) != counts:
            return None
        lying = settled(answer, self._goods.shapes)
        if lying is None:
            return None
        packed = next(self._goods.named([Packing(carton, lying)]))
        return None if wrong_in_carton(packed, self._goods.pieces) else lying

    def _offer(self, packings: list[Packing]) -> None:
        self.best = min(self.best, packings, key=_rank)

    def _split(self, taste: Taste, stop: Stop, is_quick: bool = False) -> list[Packing] | None:
        """Cartons, always the one that takes most of what is left, the last as small as may be; None on `stop`."""
        packings: list[Packing] = []
        left = self._goods.counts
        while any(left):
            packing, left = self._next(left, taste, stop, is_quick)
            packings.append(packing)
            if stop():
                return None
        return packings

    def _next(self, counts: Counts, taste: Taste, stop: Stop, is_quick: bool) -> tuple[Packing, Counts]:
        """The quick way fills one carton, the roomiest."""
        possible = self._candidates(counts, None)
        for carton in () if is_quick else possible:
            if lying := self._filling(counts, taste, stop)(carton):
                return Packing(carton, lying), (0,) * len(counts)
        wanted = [shape for shape, units in zip(self._goods.shapes, counts, strict=True) if units]
        useful = possible or [carton for carton in self._types if any(shape.fits(carton) for shape in wanted)]
        roomiest = sorted(useful, key=lambda carton: (-carton.volume, carton.rank))[: 1 if is_quick else ROOMIEST]
        fillings = [
            (carton, *filled(self._goods.shapes, counts, carton, taste, self._random, stop)) for carton in roomiest
        ]
        carton, lying, left = min(fillings, key=lambda filling: self._goods.volume(filling[2]))
        return Packing(carton, lying), left


def _never() -> bool:
    return False


def _rank(packings: Sequence[Packing]) -> tuple[int, float, int]:
    return len(packings), sum(one.carton.cost for one in packings), sum(one.carton.volume for one in packings)
