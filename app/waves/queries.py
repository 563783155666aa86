"""Which wave is meant; what the lead sees of waves is in board.py."""

from sqlalchemy import select

from app.db import db
from app.errors import NotFound
from app.waves.models import Wave


def wave_numbered(warehouse_id: int, number: int) -> Wave:
    """The warehouse's wave of that number. Raises NotFound."""
    wave = db.session.scalars(select(Wave).where(Wave.warehouse_id == warehouse_id, Wave.number == number)).first()
    if wave is None:
        raise NotFound
    return wave
