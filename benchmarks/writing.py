"""How long writing transactions last, from their turn to write to the end of their commit."""

import time

from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import ConnectionPoolEntry

from app.db import db


def writing_times() -> list[float]:
    """From now on, in milliseconds, as they end."""
    lasted: list[float] = []

    def begin(connection: Connection) -> None:
        connection.info["writes_since"] = (
            time.perf_counter() if connection.get_execution_options().get("writes") else None
        )

    def commit(connection: Connection) -> None:
        connection.info["ends"] = connection.info.pop("writes_since", None)

    def back(connection: object, record: ConnectionPoolEntry) -> None:
        began = record.info.pop("ends", None)
        if began is not None:
            lasted.append((time.perf_counter() - began) * 1000)

    event.listen(db.engine, "begin", begin)
    event.listen(db.engine, "commit", commit)
    event.listen(db.engine, "checkin", back)
    return lasted
