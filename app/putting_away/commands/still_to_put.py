"""What of a stop has still to be put away."""

from app.putting_away.errors import PutAwayDone
from app.putting_away.models import PutAwayLine
from app.walks.models import CANCELLED


def check_left(line: PutAwayLine) -> None:
    """Raises PutAwayDone where no unit of the stop is left."""
    if line.state == CANCELLED or not line.left:
        raise PutAwayDone(address=line.location.address, source=line.source.location.address)
