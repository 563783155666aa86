"""The maximal empty spaces of a carton: each as large as it can be, so that they overlap.

Lai and Chan ("Developing a simulated annealing algorithm for the cutting stock problem", 1997); used for containers by
Parreño, Alvarez-Valdes, Tamarit and Oliveira ("A maximal-space algorithm for the container loading problem", 2008).
"""

from collections.abc import Iterator, Sequence

Space = tuple[int, int, int, int, int, int]
"""Its near corner x, y, z, and its far one."""


def without(spaces: Sequence[Space], taken: Space, least: Sequence[int]) -> list[Space]:
    """The spaces that are left of `spaces` once `taken` is, none within another, none with rising sides
    of which one is shorter than that of `least`."""
    kept = [space for space in spaces if not _meet(space, taken)]
    parts = {part for space in spaces if _meet(space, taken) for part in _around(space, taken) if _holds(part, least)}
    for part in sorted(parts, key=_volume, reverse=True):
        if not _within_any(part, kept):
            kept.append(part)
    return kept


def _meet(one: Space, other: Space) -> bool:
    return (
        one[0] < other[3]
        and other[0] < one[3]
        and one[1] < other[4]
        and other[1] < one[4]
        and one[2] < other[5]
        and other[2] < one[5]
    )


def _around(space: Space, taken: Space) -> Iterator[Space]:
    """What of the space lies on each of the six sides of what is taken."""
    x, y, z, far_x, far_y, far_z = space
    yield x, y, z, min(far_x, taken[0]), far_y, far_z
    yield max(x, taken[3]), y, z, far_x, far_y, far_z
    yield x, y, z, far_x, min(far_y, taken[1]), far_z
    yield x, max(y, taken[4]), z, far_x, far_y, far_z
    yield x, y, z, far_x, far_y, min(far_z, taken[2])
    yield x, y, max(z, taken[5]), far_x, far_y, far_z


def _holds(space: Space, least: Sequence[int]) -> bool:
    sides = sorted((space[3] - space[0], space[4] - space[1], space[5] - space[2]))
    return sides[0] >= least[0] and sides[1] >= least[1] and sides[2] >= least[2]


def _volume(space: Space) -> tuple[int, Space]:
    return (space[3] - space[0]) * (space[4] - space[1]) * (space[5] - space[2]), space


def _within_any(part: Space, spaces: Sequence[Space]) -> bool:
    x, y, z, far_x, far_y, far_z = part
    for one in spaces:  # a loop, and the first test one that mostly fails: this is where a filling spends its time
        if one[2] <= z and far_z <= one[5] and one[0] <= x and far_x <= one[3] and one[1] <= y and far_y <= one[4]:
            return True
    return False
