"""How people work and what goes wrong: chances and times, drawn from a seed. Times are those of the simulated floor."""

import asyncio
from dataclasses import dataclass
from math import log
from random import Random
from time import monotonic


class Clock:
    """The floor's time, `speed` times as quick as ours."""

    def __init__(self, speed: float) -> None:
        self.speed = speed
        self._began = monotonic()

    @property
    def seconds(self) -> float:
        """Since the shift began."""
        return (monotonic() - self._began) * self.speed

    def restart(self) -> None:
        self._began = monotonic()

    async def spend(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.speed)


@dataclass(frozen=True)
class Pace:
    """One person's: metres a second, and seconds at a stop for one line (a median; how they scatter is log-normal)."""

    metres: float
    line: float
    scatter: float = 0.35

    def seconds(self, metres: float, lines: int, random: Random) -> float:
        """To the stop, and there."""
        return metres / self.metres + sum(random.lognormvariate(log(self.line), self.scatter) for _ in range(lines))


def pace(random: Random) -> Pace:
    """People differ: about 1.2 m a second, 12 s a line, so some 180 lines an hour with the walking between them."""
    return Pace(random.gauss(1.2, 0.1), random.lognormvariate(log(12.0), 0.15))


@dataclass(frozen=True)
class Habits:
    """Chances at each stop."""

    wrong_scan: float = 0.03
    double_trigger: float = 0.02
    part: float = 0.02
    short: float = 0.008
    damage: float = 0.003
    skip: float = 0.01
    undo: float = 0.005
    full_tote: float = 0.004
    call: float = 0.002
    not_empty: float = 0.1
    """Of the bins that should be empty."""


@dataclass(frozen=True)
class Faults:
    """Chances: of an answer that is lost, at each sending; the others at each stop. Times in seconds."""

    lost_answer: float = 0.0
    offline: float = 0.0
    offline_seconds: tuple[float, float] = (60.0, 240.0)
    battery: float = 0.0
    charge_seconds: tuple[float, float] = (300.0, 900.0)
    socket: float = 0.0
    hold: float = 0.0
    """Of the lead's moves: that it is a hold."""

    def how_lost(self, random: Random) -> str:
        """Of one sending: the answer is cut off, or it comes and the device dies before it is read."""
        if random.random() >= self.lost_answer:
            return ""
        return random.choice(("cut", "unread"))


CALM = Faults()
ROUGH = Faults(lost_answer=0.02, offline=0.008, battery=0.003, socket=0.01, hold=0.3)
