"""What happened in a shift, as the handhelds saw it; nothing of it comes from the server's own books."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import time
from typing import Protocol

LONG_AFTER = 5.0
WAVE_KINDS = ("picks", "shorts", "skips", "undos", "damages", "totes", "fulls", "stagings")


class Asked(Protocol):
    """An operation, as far as the record needs it."""

    id: str
    fields: dict[str, str]
    worker_id: int
    asked: float
    outcome: str
    tries: int

    @property
    def kind(self) -> str: ...


@dataclass(frozen=True)
class Acknowledged:
    """An operation that an answer named: what came of it; when it was asked for, last sent, and answered."""

    id: str
    kind: str
    fields: dict[str, str]
    worker_id: int
    outcome: str
    tries: int
    asked: float
    began: float
    ended: float


@dataclass(frozen=True)
class Move:
    """What the lead did, and the workers whose screens it is for; for nobody by name, the leads' own."""

    id: str
    workers: frozenset[int]


@dataclass
class Ear:
    """One device's socket: from when to when it was there, when it was nudged, and when its screen had looked again.

    All are pairs: (began, ended).
    """

    worker_id: int
    leads: bool
    on: list[tuple[float, float]] = field(default_factory=list)
    looks: list[tuple[float, float]] = field(default_factory=list)
    nudges: list[tuple[float, float]] = field(default_factory=list)
    since: float | None = None

    def turn(self, is_on: bool, at: float) -> None:
        if is_on:
            self.since = at
        elif self.since is not None:
            self.on.append((self.since, at))
            self.since = None

    def look(self, began: float, ended: float) -> None:
        self.looks.append((began, ended))

    def seen(self, at: float) -> float | None:
        """When the screen showed what was so at that time."""
        return _first_after(self.looks, at)

    def told(self, at: float) -> float | None:
        """When it was told that there is something new since that time."""
        return _first_after(self.nudges, at)

    def was_on(self, begin: float, end: float) -> bool:
        """Whether it was there all the time between."""
        times = [*self.on, (self.since, end)] if self.since is not None else self.on
        return any(since <= begin and end <= until for since, until in times)


class Record:
    """Times are those of this machine's clock, in seconds."""

    def __init__(self) -> None:
        self.began = time()
        self.acknowledged: list[Acknowledged] = []
        self.missed: Counter[str] = Counter()
        self.did: Counter[str] = Counter()
        self.problems: list[str] = []
        self.moves: list[Move] = []
        self.ears: list[Ear] = []
        self.last: dict[str, str] = {}

    def acknowledge(self, asked: Asked, began: float, ended: float) -> None:
        kept = Acknowledged(
            asked.id, asked.kind, asked.fields, asked.worker_id, asked.outcome, asked.tries, asked.asked, began, ended
        )
        self.acknowledged.append(kept)
        if asked.id in self.last and self.last[asked.id] != asked.outcome:
            self.problem(f"operation {asked.id} was answered {self.last[asked.id]}, then {asked.outcome}")
        self.last[asked.id] = asked.outcome

    def doubled(self, asked: Asked, outcome: str) -> None:
        """A request that arrived twice is answered twice, and the same."""
        self.did["doubled"] += 1
        if self.last.setdefault(asked.id, outcome) != outcome:
            self.problem(f"operation {asked.id} was answered {self.last[asked.id]}, then {outcome}")

    def problem(self, what: str) -> None:
        """What must not happen, in words."""
        self.problems.append(what)

    def shown_to_leads(self) -> list[Acknowledged]:
        """What changes a lead's page."""
        return [one for one in self.acknowledged if one.kind in WAVE_KINDS and one.outcome == "done"]

    def outcomes(self) -> Counter[str]:
        """How often each refusal came."""
        return Counter(one.outcome for one in self.acknowledged if one.outcome != "done")

    def confirmations(self) -> list[float]:
        """What each confirmed pick took, in milliseconds, from its sending to its answer."""
        picks = [one for one in self.acknowledged if one.kind == "picks" and one.outcome == "done"]
        return [(one.ended - one.began) * 1000 for one in picks]


def _first_after(times: Sequence[tuple[float, float]], at: float) -> float | None:
    after = bisect_left(times, (at, 0.0))
    return times[after][1] if after < len(times) else None


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of them do not exceed; nothing at all counts as 0."""
    ordered = sorted(values) or [0.0]
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


@dataclass(frozen=True)
class Pushes:
    """Milliseconds from a commit to each screen it is for; screens that were not there; those that never showed it."""

    delays: list[float]
    away: int
    never: int


def pushes(
    commits: Sequence[tuple[float, frozenset[int]]],
    ears: Sequence[Ear],
    arrived: Callable[[Ear, float], float | None] = Ear.seen,
) -> Pushes:
    """A commit is for some workers' devices; for nobody by name, for those who lead.

    A screen shows it with the first look that began after it and is complete; one that was there for so long after it
    and has not looked will never show it. `Ear.told` asks for the nudge alone.
    """
    delays, away, never = [], 0, 0
    by_worker: dict[int, list[Ear]] = defaultdict(list)
    for ear in ears:
        by_worker[ear.worker_id].append(ear)
    leads = [ear for ear in ears if ear.leads]
    for at, workers in commits:
        for ear in [one for worker in workers for one in by_worker[worker]] if workers else leads:
            seen = arrived(ear, at)
            if not ear.was_on(at, seen or at + LONG_AFTER):
                away += 1
            elif seen is None:
                never += 1
            else:
                delays.append((seen - at) * 1000)
    return Pushes(delays, away, never)
