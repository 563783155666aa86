"""Since when the holder of a walk is on it: since they took it over, or since their last rest."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, union_all

from app.db import db
from app.picking.models import PickTask
from app.walks.models import ACTIVE, Holding, Pause


def taken_up(warehouse_id: int) -> Mapping[int, datetime]:
    """By walk, of those under way: from then on somebody may wonder why nothing is scanned."""
    mine = PickTask.warehouse_id == warehouse_id, PickTask.state == ACTIVE
    held = select(Holding.walk_id, Holding.began_at).join(PickTask, PickTask.id == Holding.walk_id)
    rested = select(Pause.walk_id, Pause.ended_at).join(PickTask, PickTask.id == Pause.walk_id)
    times = union_all(held.where(*mine, Holding.ended_at.is_(None)), rested.where(*mine))
    found: dict[int, datetime] = {}
    for walk_id, at in db.session.execute(times):
        found[walk_id] = max(at, found.get(walk_id, at))
    return found
