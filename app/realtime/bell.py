"""The bell: a commit wakes whoever tells, in this process and, through Redis, in the others.

It carries no news: those are in the database, and the relay looks there now and then by itself. So a ring that is lost,
because Redis is dead, hangs or was just restarted, costs a moment and nothing else; and nobody who rings ever waits.
"""

import logging
import threading
from collections.abc import Callable
from time import sleep

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from app.events import Event

CHANNEL = "shelfway"
PATIENCE = 0.5
"""Seconds for an answer of Redis; only the bell's own threads wait."""
SHORTEST, LONGEST = 0.25, 5.0
"""Seconds between two tries while Redis is not there."""
SILENCE = 60.0
BREATH = 0.02
"""Rings within so many seconds are one."""
log = logging.getLogger(__name__)


class Bell:
    def __init__(self, redis_url: str | None) -> None:
        self._url = redis_url
        self._heard = threading.Event()
        self._rung = threading.Event()

    def ring(self, _recorded: list[Event]) -> None:
        """Subscriber: something was committed."""
        self._heard.set()
        self._rung.set()

    def wait(self, seconds: float) -> None:
        """Until somebody rings, but no longer."""
        self._heard.wait(seconds)
        self._heard.clear()

    def start(self, listens: bool) -> None:
        """Carry rings to the other processes, and with `listens` theirs to this one; without Redis nothing is to do."""
        if self._url is None:
            return
        _begin("bell", self._send, self._url)
        if listens:
            _begin("bell-listens", self._listen, self._url)

    def _send(self, redis: Redis) -> None:
        self._rung.wait()
        self._rung.clear()
        redis.publish(CHANNEL, b"")
        sleep(BREATH)

    def _listen(self, redis: Redis) -> None:
        """Until it has been silent for long: a new connection shows whether anybody is there."""
        with redis.pubsub(ignore_subscribe_messages=True) as line:  # type: ignore[no-untyped-call]
            line.subscribe(CHANNEL)
            line.get_message(timeout=PATIENCE)  # that it listens now
            while line.get_message(timeout=SILENCE):
                self._heard.set()


def _begin(name: str, do: Callable[[Redis], None], url: str) -> None:
    """Do it again and again in a thread that ends with the process, at longer intervals while Redis is not there."""
    redis = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0))

    def life() -> None:
        pause = SHORTEST
        while True:
            try:
                do(redis)
                pause = SHORTEST
            except (RedisError, OSError) as problem:
                if pause == SHORTEST:
                    log.warning("Redis does not answer (%s); pushes come a moment later", problem)
                sleep(pause)
                pause = min(2 * pause, LONGEST)

    threading.Thread(target=life, name=name, daemon=True).start()
