"""Points of a building, and the stretches of aisle between its cross-aisles."""

from dataclasses import dataclass


class NotInLayout(ValueError):
    """A point that this building does not have."""


class NoWay(ValueError):
    """A point that nobody can walk to, or from, as the aisles are now."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on an aisle where bins stand, on either side and on any level; cells are counted through all blocks."""

    aisle: int
    cell: int


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where an aisle meets a cross-aisle; cross-aisle 0 is the front one."""

    aisle: int
    cross_aisle: int


Point = Cell | Crossing


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a stretch of aisle meets the cross-aisle at its front and at its back end."""

    front: bool
    back: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """One aisle in one block, where it differs from the others.

    Of the block's cells (from 0) it has `first` to `last`, both included; it meets the cross-aisle at its `front` and
    at its `back` unless it ends before. `one_way` is "up" (only away from the front) or "down". Nobody enters a
    stretch that is `blocked` for now.
    """

    first: int = 0
    last: int | None = None
    front: bool = True
    back: bool = True
    one_way: str = ""
    blocked: bool = False

    @property
    def opening(self) -> Opening:
        return Opening(self.front and not self.blocked, self.back and not self.blocked)

    def allows(self, metres: float) -> bool:
        """Whether one may walk that far along it; negative metres lead to the front."""
        return not self.blocked and (metres == 0 or self.one_way != ("down" if metres > 0 else "up"))


PLAIN = Stretch()
