"""The teller: says what was told to the sockets of this process, each name of a topic at most twice a second."""

import logging
from collections.abc import Callable, Iterable

from app.outbox.queries import Told

APART = 0.5
"""Seconds between two nudges of one name to one topic; the first goes at once, what comes in between is said once."""

Say = Callable[[str, str, int], None]
"""Of a topic, a name, and the number up to which everything was said."""
log = logging.getLogger(__name__)


class Teller:
    """Times are given, so that nothing here looks at a clock."""

    def __init__(self, say: Say, after: int) -> None:
        self._say = say
        self.read = after
        self._held: dict[tuple[str, str], int] = {}
        self._said: dict[tuple[str, str], float] = {}

    def hear(self, told: Iterable[Told]) -> None:
        """What was told after `read`."""
        for one in told:
            self._held.setdefault((one.topic, one.name), one.sequence)
            self.read = one.sequence

    def tell(self, at: float) -> None:
        """Say what may be said by now, oldest first.

        The number that goes with it promises that everything up to it was said: whoever then loses the connection asks
        for what came after it. So it stays below what is still held back, and below what could not be said, which is
        said again.
        """
        self._said = {key: said for key, said in self._said.items() if at - said < APART}
        due = {key: sequence for key, sequence in self._held.items() if key not in self._said}
        for key in due:
            del self._held[key]
            self._said[key] = at
        for (topic, name), sequence in due.items():
            try:
                self._say(topic, name, min(self._held.values(), default=self.read + 1) - 1)
            except Exception:
                log.exception("%s was not told of %s; it is said again", topic, name)
                self._held[topic, name] = sequence

    def patience(self, at: float) -> float:
        """Seconds until something that is held back may be said; as good as for ever for nothing."""
        return max(0.0, min((self._said[key] + APART - at for key in self._held), default=APART))
