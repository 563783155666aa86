"""What was heard of devices goes to the database every few seconds, in one small transaction of its own."""

import logging
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from time import sleep
from typing import Any

from flask import Flask
from sqlalchemy import Insert, or_, update
from sqlalchemy.dialects import postgresql, sqlite

from app.clock import now
from app.db import db, transaction
from app.errors import Busy
from app.events import record
from app.floor.events import FloorChanged
from app.floor.hearing import BEAT, Heard, Hearing
from app.floor.models import DeviceState

PAUSE_SECONDS = 3
SILENCE = BEAT * 2.5
"""A process that was killed says of nobody that they went: after so much silence they did."""
log = logging.getLogger(__name__)


class Keeper:
    """Only a server starts it; in tests somebody calls `keep`."""

    def __init__(self, app: Flask) -> None:
        self.hearing = Hearing()
        self._app = app
        self._me = token_hex(6)
        self._looked_at: datetime | None = None

    def start(self) -> None:
        """Write from now on; the thread ends with the process."""
        threading.Thread(target=self._run, name="presence", daemon=True).start()

    def keep(self, at: datetime) -> None:
        """Write what changed, and tell the leads of it; nothing is written where nothing changed."""
        heard = self.hearing.to_write(at)
        looks = self._looked_at is None or at - self._looked_at >= BEAT
        if not heard and not looks:
            return
        with transaction():
            changed = set(_lost(at - self._patience())) if looks else set()
            write_heard(heard, self._me)
            for warehouse_id in sorted(changed | set(self.hearing.news_of(heard))):
                record(FloorChanged(warehouse_id))
        self.hearing.wrote(heard)
        if looks:
            self._looked_at = at

    def _patience(self) -> timedelta:
        """One process alone (SQLite) knows at its start that nobody is there yet."""
        alone = db.engine.dialect.name == "sqlite"
        return timedelta() if alone and self._looked_at is None else SILENCE

    def _run(self) -> None:
        while True:
            try:
                with self._app.app_context():
                    self.keep(now())
            except Busy:
                log.info("the book is busy; what was heard of devices is written a little later")
            except Exception:
                log.exception("what was heard of devices was not written; it is tried again")
            sleep(PAUSE_SECONDS)


def init_presence(app: Flask) -> None:
    app.extensions["presence"] = Keeper(app)


def start_presence(app: Flask) -> None:
    """A server calls this once in each process that hears devices."""
    keeper_of(app).start()


def keeper_of(app: Flask) -> Keeper:
    keeper: Keeper = app.extensions["presence"]
    return keeper


def hearing_of(app: Flask) -> Hearing:
    """Whom sockets and polls tell."""
    return keeper_of(app).hearing


def _lost(before: datetime) -> Sequence[int]:
    """Those who were said to be there, and of whom nobody heard since: their warehouses."""
    silent = DeviceState.online & (DeviceState.seen_at <= before)
    gone = update(DeviceState).where(silent).values(online=False, since=DeviceState.seen_at)
    return db.session.scalars(gone.returning(DeviceState.warehouse_id)).all()


def write_heard(heard: Sequence[Heard], me: str) -> None:
    """What the process `me` heard, in one statement; by device, so that no two processes wait for each other."""
    if heard:
        in_order = sorted(heard, key=lambda one: one.who.device_id)
        db.session.execute(_upsert(), [_row(one, me) for one in in_order])


def _upsert() -> Insert:
    """That a device is there is always news; that it went, only of the process that heard it last."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    table: Any = DeviceState.__table__
    adding: Any = insert(table)
    new = adding.excluded
    return adding.on_conflict_do_update(  # type: ignore[no-any-return]
        index_elements=[table.c.device_id],
        set_={column.name: new[column.name] for column in table.c if not column.primary_key},
        where=or_(new.online, new.heard_by == table.c.heard_by),
    )


def _row(heard: Heard, me: str) -> dict[str, object]:
    return {
        "device_id": heard.who.device_id,
        "warehouse_id": heard.who.warehouse_id,
        "worker_id": heard.who.worker_id,
        "online": heard.online,
        "since": heard.since,
        "seen_at": heard.seen_at,
        "waiting": heard.waiting,
        "waiting_at": heard.waiting_at,
        "battery": heard.battery,
        "charging": heard.charging,
        "heard_by": me,
    }
