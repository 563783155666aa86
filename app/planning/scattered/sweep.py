"""The dynamic programme over the aisles, for many walks side by side: metres so far, and metres still to go."""

import numpy as np

from app.planning.scattered.machine import FAR, Floats
from app.planning.scattered.rack import Rack


def to_go(rack: Rack, metres: Floats) -> Floats:
    """Metres from each state on: (aisles, blocks + 1, n + 1, p), before each stretch and last before going onward.

    `metres` (aisles, blocks, 6, p) are those of each way through each stretch, for p walks.
    """
    steps, blocks = rack.machine, rack.blocks
    found = np.empty((rack.aisles, blocks + 1, steps.nowhere + 1, metres.shape[-1]), dtype=np.float32)
    onward = np.full(found.shape[2:], FAR, dtype=np.float32)
    onward[steps.DONE] = 0
    onward_, met = steps.onward.T.copy(), steps.met
    walked = [after.T.copy() for after in steps.walked]
    across = rack.onward_metres.T.copy()[:, :, None]
    for aisle in range(rack.aisles - 1, -1, -1):
        here = found[aisle]
        np.minimum.reduce(onward[onward_] + across, axis=0, out=here[blocks])
        here[blocks, -1] = FAR
        for block in range(blocks - 1, -1, -1):
            np.minimum.reduce(here[block + 1][walked[block]] + metres[aisle, block][:, None], axis=0, out=here[block])
            here[block, -1] = FAR
        onward = here[0][met[rack.met[aisle]]]
    return found


def so_far(rack: Rack, metres: Floats) -> Floats:
    """Metres up to each state: (aisles, blocks, n + 1, p), before each stretch. `metres` as for `to_go`."""
    steps, blocks = rack.machine, rack.blocks
    walks = metres.shape[-1]
    found = np.empty((rack.aisles, blocks, steps.nowhere + 1, walks), dtype=np.float32)
    reached = np.full(found.shape[2:], FAR, dtype=np.float32)
    reached[steps.EMPTY] = 0
    across = rack.onward_metres[:, :, None]
    to_met = {kind: table.T.copy() for kind, table in steps.to_met.items()}
    to_walked = [table.T.copy() for table in steps.to_walked]
    to_onward = steps.to_onward.T.copy()
    for aisle in range(rack.aisles):
        here = reached if not rack.met[aisle] else np.minimum.reduce(reached[to_met[rack.met[aisle]]], axis=0)
        for block in range(blocks):
            here[-1] = FAR
            found[aisle, block] = here
            taken = here[:, None] + metres[aisle, block]
            here = np.minimum.reduce(taken.reshape(-1, walks)[to_walked[block]], axis=0)
        here[-1] = FAR
        reached = np.minimum.reduce((here[:, None] + across).reshape(-1, walks)[to_onward], axis=0)
    return found


def around(rack: Rack, before: Floats, after: Floats) -> Floats:
    """Metres of all the rest of each walk if it takes each way through each stretch: (aisles, blocks, 6, p)."""
    found = np.empty((rack.aisles, rack.blocks, 6, before.shape[-1]), dtype=np.float32)
    for block, walked in enumerate(rack.machine.walked):
        beyond = after[:, block + 1]
        for way in range(6):
            np.min(before[:, block] + beyond[:, walked[:, way]], axis=1, out=found[:, block, way])
    return found
