"""Which items matter (A, B, C), and which are wanted evenly (X, Y, Z)."""

from collections.abc import Mapping, Sequence
from statistics import fmean, pstdev

A_SHARE, B_SHARE = 0.80, 0.95
X_MOST, Y_MOST = 0.5, 1.0
LEAST_WEEKS = 4


def abc_classes(lines: Mapping[int, int]) -> dict[int, str]:
    """By how many order lines ask for each item, not by units or money: a line is a walk to the bin, a chance to err.

    A: the items asked for most, until four fifths of all lines are theirs; B: until 95 of a hundred; C: the others. An
    item that crosses the border is still of the better class; one that nobody asked for is C.
    """
    total, before = sum(lines.values()), 0
    classes = {}
    for item_id, count in sorted(lines.items(), key=lambda one: (-one[1], one[0])):
        share = before / total if count else 1.0
        classes[item_id] = "A" if share < A_SHARE else "B" if share < B_SHARE else "C"
        before += count
    return classes


def xyz_class(weeks: Sequence[int]) -> str:
    """By the coefficient of variation of weekly demand: X up to 0.5, Y up to 1, Z beyond or where little is known."""
    mean = fmean(weeks) if weeks else 0.0
    if len(weeks) < LEAST_WEEKS or mean <= 0:
        return "Z"
    variation = pstdev(weeks) / mean
    return "X" if variation <= X_MOST else "Y" if variation <= Y_MOST else "Z"
