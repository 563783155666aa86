"""Plans to start from: first come, first served; the earliest due first; and savings.

Source: the savings method of Clarke and Wright (1964), computed anew after each merge, as de Koster, van der Poort and
Wolters (1999) use it for order batching (their variant ii), on exact walks. Here every two sets that are each other's
best partner are joined in the same round, so that many walks are measured at once.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from app.planning.batching.routes import Batch, Routes

LEAST = 1e-6
PARTNERS = 24
"""With many sets, how many partners of a new one are measured: the closest."""
FEW = 160


def one_by_one(routes: Routes, order: Iterable[int]) -> list[Batch]:
    """Fills carts in the order given: a cart that does not take the next order of its kind leaves."""
    done: list[Batch] = []
    open_ones: list[list[int]] = []
    for index in order:
        cart = next((cart for cart in open_ones if routes.mix(cart[0], index)), None)
        if cart is not None and routes.carries([*cart, index]):
            cart.append(index)
            continue
        if cart is not None:
            open_ones.remove(cart)
            done.append(tuple(sorted(cart)))
        open_ones.append([index])
    return [*done, *(tuple(sorted(cart)) for cart in open_ones)]


def savings(routes: Routes) -> list[Batch]:
    """Joins sets as long as a cart carries two of them and no metres are lost. Raises TimeIsUp."""
    sets: list[Batch] = [(index,) for index in range(routes.count)]
    routes.extend(sets)
    rows = routes.rows(sets)
    alone = routes.table[rows, -1].astype(float)
    gains = alone[:, None] + alone[None, :] - routes.table[rows, :-1]
    gains = np.maximum(gains, gains.T)
    alive = np.ones(len(sets), dtype=bool)
    while True:
        pairs = _each_others_best(gains)
        if not len(pairs):
            return sorted(batch for batch, there in zip(sets, alive, strict=True) if there)
        ones, others = pairs.T
        alone[ones] += alone[others] - gains[ones, others]
        for one, other in pairs.tolist():
            sets[one] = tuple(sorted(sets[one] + sets[other]))
            alive[other] = False
        gains[pairs.ravel(), :] = gains[:, pairs.ravel()] = -np.inf
        _measure_again(routes, ones, alive, sets, gains, alone)


def _each_others_best(gains: NDArray[np.float64]) -> NDArray[np.int_]:
    best = gains.argmax(axis=1)
    numbers = np.arange(len(best))
    mutual = (best[best] == numbers) & (numbers < best) & (gains[numbers, best] >= -LEAST)
    pairs: NDArray[np.int_] = np.column_stack([numbers, best])[mutual]
    return pairs


def _measure_again(
    routes: Routes,
    changed: NDArray[np.int_],
    alive: NDArray[np.bool_],
    sets: list[Batch],
    gains: NDArray[np.float64],
    alone: NDArray[np.float64],
) -> None:
    """What joining the changed sets with others saves now."""
    one, other = _candidates(routes, changed, alive, sets)
    if not len(one):
        return
    fits = routes.fits(one, other, sets)
    one, other = one[fits], other[fits]
    used, place = np.unique(np.concatenate([one, other]), return_inverse=True)
    joined = routes.together(place[: len(one)], place[len(one) :], [sets[number] for number in used])
    gains[one, other] = gains[other, one] = alone[one] + alone[other] - joined


def _candidates(
    routes: Routes, changed: NDArray[np.int_], alive: NDArray[np.bool_], sets: list[Batch]
) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Pairs of a changed set and another; each pair once."""
    wanted = np.zeros((len(sets), len(sets)), dtype=bool)
    others = np.flatnonzero(alive)
    if len(others) <= FEW:
        wanted[np.ix_(changed, others)] = True
    else:
        within = np.array([routes.closeness[list(sets[number])].sum(axis=0) for number in changed])
        close = np.array([within[:, list(sets[number])].mean(axis=1) for number in others]).T
        nearest = np.argpartition(-close, PARTNERS, axis=1)[:, :PARTNERS]
        wanted[np.repeat(changed, PARTNERS), others[nearest].ravel()] = True
    wanted |= wanted.T
    one, other = np.nonzero(np.triu(wanted, 1))
    return one, other
