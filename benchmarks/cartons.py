"""Which carton an order gets, and how full a container gets, beside other packers.

Orders are cut from a known carton, each side then 3 % smaller: an answer is right if it is one carton, no larger than
the known one. Gifts are units of the demo's items in their own sizes: whose carton is smaller? Every plan of ours is
judged by the checker, with all rules; what others answer is judged by it as far as geometry goes: nothing outside, no
overlap. Ours has SECONDS of processor time, as the machine may be busy; the time by the clock is told beside it. Others
are asked carton by carton, the smallest first, until one takes all, and have the time that they take.
"""

import gc
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf, prod
from statistics import fmean, median
from typing import Any

from app.planning.cartons import CartonType, Piece, Place, fill_carton, plan_cartons
from app.planning.cartons.check import wrong_in_plan, wrong_in_space
from benchmarks.containers import Filled, containers
from benchmarks.pack_orders import TYPES, Order, cut_orders, gift_orders
from benchmarks.packers import Packer, packers

SECONDS = 0.1
LAST_TRY = 0.088
"""After so much of them no try is begun any more."""
EACH, FEW_EACH = 50, 5
"""Orders of each number of pieces; and where others are asked, which take long."""
EVERY = 43
"""Of the published containers, where others are asked too."""
SMALL = 8
SEED = 1
LARGEST = max(TYPES, key=lambda carton: carton.volume)


@dataclass(frozen=True)
class Answer:
    """The volume of the one carton for an order, inf if there is none; and the seconds of processor and clock."""

    order: Order
    volume: float
    seconds: float
    clock: float

    @property
    def is_right(self) -> bool:
        return self.order.known is not None and self.volume <= self.order.known.volume

    @property
    def told(self) -> dict[str, Any]:
        return {"pieces": len(self.order.pieces), "right": self.is_right, "seconds": self.seconds, "clock": self.clock}


def measure() -> dict[str, Any]:
    """Prints what was measured."""
    gc.collect()
    gc.freeze()  # as the server does when it starts: what is loaded is not looked through again in the midst of a plan
    others = packers()
    return {"orders": _orders(others), "gifts": _gifts(others), "containers": _containers(others, EVERY)}


def all_containers() -> dict[str, Any]:
    """Every published one, by ours alone."""
    return {"containers": _containers({}, 1)}


def _orders(others: dict[str, Packer]) -> dict[str, Any]:
    found = {
        "ours": [_ours(order) for order in cut_orders(EACH, SEED)],
        "ours, upright and fragile": [_ours(order) for order in cut_orders(EACH, SEED, handled=True)],
    }
    for name, packer in others.items():
        found[name] = [_theirs(order, packer) for order in cut_orders(FEW_EACH, SEED)]
    print(f"  known carton or smaller    to {SMALL} pieces  more  seconds each: p50  longest  (by the clock)")
    for name, answers in found.items():
        few = fmean(answer.is_right for answer in answers if len(answer.order.pieces) <= SMALL)
        more = fmean(answer.is_right for answer in answers if len(answer.order.pieces) > SMALL)
        print(f"    {name:<26} {few:>10.1%} {more:>8.1%} {_times(answers)}", flush=True)
    return {name: [answer.told for answer in answers] for name, answers in found.items()}


def _gifts(others: dict[str, Packer]) -> dict[str, Any]:
    orders = [*gift_orders(FEW_EACH, SEED)]
    ours = [_ours(order) for order in orders]
    print(f"  {len(orders)} orders of gifts: ours {_times(ours)}")
    compared = {}
    for name, packer in others.items():
        theirs = [_theirs(order, packer) for order in orders]
        pairs = [(one.volume, other.volume) for one, other in zip(ours, theirs, strict=True)]
        smaller, larger = sum(one < other for one, other in pairs), sum(one > other for one, other in pairs)
        compared[name] = {"smaller": smaller, "larger": larger}
        print(f"    ours is smaller than {name}'s {smaller} times, larger {larger} times; theirs {_times(theirs)}")
    return compared


def _times(answers: Sequence[Answer]) -> str:
    seconds, clock = [answer.seconds for answer in answers], max(answer.clock for answer in answers)
    return f"{median(seconds):>16.4f} {max(seconds):>8.3f}  ({clock:.3f}; {len(answers)} orders)"


def _ours(order: Order) -> Answer:
    began, clock = time.process_time(), time.perf_counter()
    plan = plan_cartons(order.pieces, TYPES, lambda: time.process_time() - began > LAST_TRY, SEED)
    seconds, by_clock = time.process_time() - began, time.perf_counter() - clock
    wrong = wrong_in_plan(plan, order.pieces)
    assert not wrong, wrong
    volume = plan.cartons[0].carton.volume if len(plan.cartons) == 1 and not plan.left else inf
    return Answer(order, volume, seconds, by_clock)


def _theirs(order: Order, packer: Packer) -> Answer:
    """Up to the known carton, or up to the largest."""
    content = sum(prod(piece.sides) * piece.quantity for piece in order.pieces)
    most = (order.known or LARGEST).volume
    tried = sorted((one for one in TYPES if content <= one.volume <= most), key=lambda carton: carton.volume)
    began, clock = time.process_time(), time.perf_counter()
    volume = next((carton.volume for carton in tried if _takes(packer, order.pieces, carton)), inf)
    return Answer(order, volume, time.process_time() - began, time.perf_counter() - clock)


def _takes(packer: Packer, pieces: Sequence[Piece], carton: CartonType) -> bool:
    places = packer(pieces, carton)
    return len(places) == sum(piece.quantity for piece in pieces) and not wrong_in_space(carton, places)


def _containers(others: dict[str, Packer], every: int) -> list[dict[str, Any]]:
    """The volume in each container, of the best known or, where none is, of all that might go in."""
    ways = {"ours": _fill, **{name: _other(packer) for name, packer in others.items()}}
    rows = [
        {"name": filled.name, **{name: _filled(filled, way) for name, way in ways.items()}}
        for filled in containers(every)
    ]
    print(f"  {len(rows)} containers: share of the best volume known, and seconds of processor time for one")
    for name in ways:
        shares, seconds, wrong = zip(*(row[name] for row in rows), strict=True)
        print(
            f"    {name:<26} mean {fmean(shares):.1%}, lowest {min(shares):.1%}; {median(seconds):.2f} s, longest "
            f"{max(seconds):.2f} s; {sum(wrong)} with parts outside or in each other",
            flush=True,
        )
    return rows


def _filled(filled: Filled, way: Callable[[Filled], Iterable[Place]]) -> tuple[float, float, bool]:
    """The share, the seconds, and whether something is outside or in something else: then nothing counts."""
    most = min(filled.carton.volume, sum(prod(piece.sides) * piece.quantity for piece in filled.pieces))
    began = time.process_time()
    places = [*way(filled)]
    seconds = time.process_time() - began
    is_wrong = bool(wrong_in_space(filled.carton, places))
    assert not (is_wrong and way is _fill)
    volume = 0 if is_wrong else sum(place.dx * place.dy * place.dz for place in places)
    return volume / (filled.best or most), seconds, is_wrong


def _fill(filled: Filled) -> tuple[Place, ...]:
    """Ours, in the time of an order."""
    began = time.process_time()
    packed, _ = fill_carton(filled.pieces, filled.carton, lambda: time.process_time() - began > LAST_TRY, SEED)
    return packed.places


def _other(packer: Packer) -> Callable[[Filled], Iterable[Place]]:
    return lambda filled: packer(filled.pieces, filled.carton)
