"""What is left of a choice of bins when a stretch of it, or two, is looked at anew (ruin and recreate, after Schrimpf
et al. 2000)."""

import numpy as np

from app.planning.scattered.machine import Ints
from app.planning.scattered.mend import spare
from app.planning.scattered.rack import Bools, Rack

OPENED = 0.3
"""How often all bins of a stretch are added first, so that others are spare; half of these are left at that."""
WHOLE, SECOND, NEAR = 0.6, 0.5, 0.5
"""How often a whole stretch is left out, not only an end of it; a second one too; and one near the first."""


def ruined(rack: Rack, best: Bools, random: np.random.Generator) -> Bools:
    """The choice (n,) with some of its bins left out."""
    left = best.copy()
    chosen = np.flatnonzero(best)
    if random.random() < OPENED:
        opened = rack.stretch == random.integers(len(rack.length))
        left = spare(rack, left | opened, np.argsort(opened + random.random(len(opened))))
        chosen = np.flatnonzero(left & ~opened)
        if random.random() < 0.5 or not len(chosen):
            return left
    out = _end_of_stretch(rack, chosen, random)
    left[out] = False
    if random.random() < SECOND:
        left[_another(rack, chosen, int(rack.stretch[out[0]]), random)] = False
    return left


def _end_of_stretch(rack: Rack, chosen: Ints, random: np.random.Generator) -> Ints:
    """All bins chosen in one stretch, or those from one of them to either end."""
    number = int(random.choice(chosen))
    there: Ints = chosen[rack.stretch[chosen] == rack.stretch[number]]
    share = random.random()
    if share < WHOLE:
        return there
    further: Ints = there[there >= number] if share < (1 + WHOLE) / 2 else there[there <= number]
    return further


def _another(rack: Rack, chosen: Ints, stretch: int, random: np.random.Generator) -> Ints:
    """All bins chosen in another stretch: the nearest by aisles, or any."""
    stretches = rack.stretch[chosen]
    other = int(random.choice(stretches))
    if random.random() < NEAR:
        aisles = np.abs(stretches // rack.blocks - stretch // rack.blocks)
        other = int(stretches[np.where(stretches == stretch, rack.aisles, aisles).argmin()])
    there: Ints = chosen[stretches == other]
    return there
