"""A lead decides about a variance: the book follows the count, stays as it is, or it is counted again."""

from flask_babel import LazyString, lazy_gettext

from app.counting.commands.judge import settle
from app.counting.commands.post_variance import COUNTED, decide, post
from app.counting.commands.raising import raise_count
from app.counting.errors import NotCounted, ReasonMissing
from app.counting.models import AGAIN, STAYS, WAITS, Variance
from app.counting.wanted import rounds_of
from app.operations import Actor, change
from app.walks.models import CANCELLED, SKIPPED, TODO

WHY: dict[str, LazyString] = {
    COUNTED: lazy_gettext("As counted, cause unknown"),
    "misplaced": lazy_gettext("It lay in another place"),
    "booked_wrong": lazy_gettext("It was booked wrong"),
    "damaged": lazy_gettext("Damaged and thrown away"),
    "stolen": lazy_gettext("Lost or stolen"),
}
"""Why the book follows."""
WHY_NOT: dict[str, LazyString] = {
    "miscounted": lazy_gettext("It was miscounted"),
    "in_hand": lazy_gettext("The units are known to be elsewhere"),
    "booked_meanwhile": lazy_gettext("It is booked already"),
}
"""Why the book stays."""
LONGEST = 200


def post_as_counted(variance: Variance, units: int | None, reason: str, note: str, actor: Actor) -> dict[str, int]:
    """The book follows the count; where counts disagree, `units` says which. Orders lose what is not there.

    Raises ReasonMissing, NotCounted, VarianceDecided, LeftSince or StillKept.
    """
    if reason not in WHY:
        raise ReasonMissing
    if units is not None and units != variance.units:
        _follow(variance, units, actor)
    post(variance, actor, may_take_kept=True, reason=reason, note=note[:LONGEST])
    settle(variance.count, actor)
    return {"variance_id": variance.id, "count_id": variance.count_id}


def keep_book(variance: Variance, reason: str, note: str, actor: Actor) -> dict[str, int]:
    """The book is right, whatever was counted. Raises ReasonMissing or VarianceDecided."""
    if reason not in WHY_NOT:
        raise ReasonMissing
    decide(variance, STAYS, actor, reason, note[:LONGEST])
    settle(variance.count, actor)
    return {"variance_id": variance.id, "count_id": variance.count_id}


def count_again(variance: Variance, actor: Actor) -> dict[str, int]:
    """All that waits of the count is counted anew, by whoever asks for work first. Raises VarianceDecided."""
    count = variance.count
    decide(variance, AGAIN, actor, "", "")
    for other in count.variances:
        if other.state == WAITS:
            decide(other, AGAIN, actor, "", "")
    for line in count.lines:
        if line.state in (TODO, SKIPPED):
            change(line, "counted anew", actor, state=CANCELLED)
    settle(count, actor)
    items = dict.fromkeys(one.entry.item for one in count.variances if one.state == AGAIN)
    for item in items:
        raise_count(count.location, item, "again", actor)
    return {"variance_id": variance.id, "count_id": variance.count_id}


def _follow(variance: Variance, units: int, actor: Actor) -> None:
    counted = [entry for _, entries in rounds_of(variance.count, variance.entry.item_id) for entry in entries]
    chosen = next((one for one in reversed(counted) if one.lot_id == variance.lot_id and one.units == units), None)
    if chosen is None:
        raise NotCounted
    change(variance, "another count", actor, units=units, entry_id=chosen.id)
