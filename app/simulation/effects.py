"""What an operation changes on the screen until the server has answered it, where nothing else came first."""

from dataclasses import dataclass
from typing import TypeAlias

Progress: TypeAlias = tuple[str, int, int]
"""How far a stop is: state, picked, short."""


@dataclass(frozen=True)
class StopEffect:
    line: int
    before: Progress
    after: Progress

    def back(self) -> "StopEffect":
        """The way back, where the server refused it."""
        return StopEffect(self.line, self.after, self.before)


@dataclass(frozen=True)
class ToteEffect:
    place: int
    before: str
    after: str

    def back(self) -> "ToteEffect":
        return ToteEffect(self.place, self.after, self.before)


Effect: TypeAlias = StopEffect | ToteEffect
