"""The shift token: signed at sign-in, it travels with each scan, so that a queue is credited to the one who scanned."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from app.workers.sessions import SHIFT

TOLERANCE = timedelta(minutes=10)
"""By how much a handheld's clock may differ from the server's."""


@dataclass(frozen=True)
class Shift:
    """Who worked where, on which device, in which roles, and from when."""

    session_id: int
    worker_id: int
    name: str
    device_id: int
    warehouse_id: int
    roles: tuple[str, ...]
    language: str
    began_at: datetime

    def covers(self, moment: datetime | None) -> bool:
        """Whether a scan of that time, by the device's clock, belongs to this shift."""
        return moment is not None and self.began_at - TOLERANCE <= moment <= self.began_at + SHIFT + TOLERANCE


def sign(shift: Shift) -> str:
    return _signer().dumps(asdict(shift) | {"began_at": shift.began_at.isoformat()})


def read(token: str) -> Shift | None:
    """The shift that was signed as `token`; none when the signature is not ours."""
    try:
        said: dict[str, Any] = _signer().loads(token)
    except BadData:
        return None
    return Shift(
        **said | {"roles": tuple(said["roles"]), "began_at": datetime.fromisoformat(said["began_at"])},
    )


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="shift")
