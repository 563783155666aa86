"""A lock that is handed over in the order in which it was asked for."""

import threading
from collections import deque


class FairLock:
    """First come, first served: SQLite's own lock lets late comers overtake, and somebody starves."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held = False
        self._waiting: deque[threading.Event] = deque()

    def acquire(self, timeout: float) -> bool:
        turn = threading.Event()
        with self._guard:
            if not self._held:
                self._held = True
                return True
            self._waiting.append(turn)
        if turn.wait(timeout):
            return True
        with self._guard:
            if turn.is_set():  # it was handed over in the very moment of giving up
                return True
            self._waiting.remove(turn)
            return False

    def release(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False
