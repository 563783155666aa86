"""A handheld as the load generator plays it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from uuid import UUID


@dataclass(frozen=True)
class Hand:
    """Who is signed in on it, and the scans that it can make, each once: (path, form)."""

    cookie: str
    csrf: str
    shift: str
    scans: list[tuple[str, dict[str, str]]]

    def headers(self, random: Random, counter: int) -> dict[str, str]:
        """What goes with one scan, named in the moment in which it is made."""
        return {
            "Cookie": self.cookie,
            "X-CSRFToken": self.csrf,
            "Operation-Id": str(UUID(int=random.getrandbits(128), version=4)),
            "Operation-Counter": str(counter),
            "Operation-At": datetime.now(UTC).isoformat(),
            "Operation-Shift": self.shift,
        }
