"""What of a stop has still to go back."""

from collections.abc import Sequence

from app.putting_back.errors import PutBackDone, PutBackOff
from app.putting_back.models import PutBackLine
from app.walks.models import CANCELLED


def still_to_put(lines: Sequence[PutBackLine]) -> list[PutBackLine]:
    """The lines of the stop with units left. Raises PutBackDone, or PutBackOff where the order goes on."""
    line = lines[0]
    wanted = [one for one in lines if one.state != CANCELLED]
    if not wanted:
        raise PutBackOff(order=line.task.order.number, address=line.location.address)
    left = [one for one in wanted if one.left]
    if not left:
        raise PutBackDone(address=line.location.address)
    return left
