"""A crew as the load generator plays it: handhelds that are signed in, and a lead at a desk."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Hand:
    """Who is signed in on it, on which walk, and the scans that it can make, each once: (path, form)."""

    worker_id: int
    cookie: str
    csrf: str
    shift: str
    task_id: int = 0
    scans: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def cookies(self) -> dict[str, str]:
        return dict(pair.split("=", 1) for pair in self.cookie.split("; "))


@dataclass(frozen=True)
class Crew:
    """`spare` are walks that nobody has begun, for the lead to give to one and then another."""

    hands: list[Hand]
    lead: Hand
    spare: list[int]

    def write(self, target: Path) -> None:
        target.write_text(json.dumps(asdict(self)))


def crew_in(source: Path) -> Crew:
    said = json.loads(source.read_text())
    return Crew([Hand(**hand) for hand in said["hands"]], Hand(**said["lead"]), said["spare"])
