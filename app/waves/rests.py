"""How long a wave's pickers rested lately: time that its pace leaves out."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.db import db
from app.picking.models import PickTask
from app.walks.models import ACTIVE, Pause
from app.waves.forecast import WINDOW


def rested(waves: Collection[int], at: datetime) -> dict[int, timedelta]:
    """Pauses within the window before `at`, of all walks of a wave, shared among those who walk for it."""
    begin = at - WINDOW
    over = (
        select(PickTask.wave_id, Pause.began_at, Pause.ended_at)
        .join(Pause, Pause.walk_id == PickTask.id)
        .where(PickTask.wave_id.in_(waves), Pause.ended_at > begin)
    )
    rests = [(wave_id, began_at, ended_at) for wave_id, began_at, ended_at in db.session.execute(over)]
    now_resting = select(PickTask.wave_id, PickTask.paused_at).where(
        PickTask.wave_id.in_(waves), PickTask.paused_at.is_not(None)
    )
    rests += [(wave_id, began_at, at) for wave_id, began_at in db.session.execute(now_resting) if began_at]
    if not rests:
        return {}
    walking = _walking(waves)
    found: defaultdict[int, timedelta] = defaultdict(timedelta)
    for wave_id, began_at, ended_at in rests:
        found[wave_id] += (ended_at - max(began_at, begin)) / max(1, walking.get(wave_id, 0))
    return found


def _walking(waves: Collection[int]) -> dict[int, int]:
    """How many walks of each wave are under way."""
    wanted = select(PickTask.wave_id, func.count()).where(PickTask.wave_id.in_(waves), PickTask.state == ACTIVE)
    return dict(db.session.execute(wanted.group_by(PickTask.wave_id)).all())
