"""What has still to be counted of a count: all of it, or what differed by somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.counting.models import AGAIN, MOVED, CountEntry, CountLine, CycleCount
from app.walks.models import FINISHED, SKIPPED, TODO


@dataclass(frozen=True)
class ToCount:
    """A stop that is wanted; who is barred counted it before."""

    count: CycleCount
    item_id: int | None
    round: int = 1
    barred_id: int | None = None


def counted_lines(count: CycleCount) -> list[CountLine]:
    """The stops at which it was counted, in their order; where the stock moved meanwhile it counts for nothing."""
    return [line for line in count.lines if line.state == FINISHED and line.outcome != MOVED]


def rounds_of(count: CycleCount, item_id: int) -> list[tuple[CountLine, list[CountEntry]]]:
    """Each time that the item was counted: by whom, and what."""
    found = [(line, [one for one in line.standing if one.item_id == item_id]) for line in counted_lines(count)]
    return [(line, entries) for line, entries in found if entries]


def still_wanted(count: CycleCount) -> Sequence[ToCount]:
    """What no stop of a walk has yet."""
    open_lines = {(line.item_id, line.round) for line in count.lines if line.state in (TODO, SKIPPED)}
    if not counted_lines(count):
        return [] if open_lines else [ToCount(count, count.item_id)]
    decided = {one.entry.item_id for one in count.variances if one.state != AGAIN or count.counted_at}
    items = dict.fromkeys(entry.item_id for line in counted_lines(count) for entry in line.standing)
    return [
        ToCount(count, item_id, 2, rounds[0][0].worker_id)
        for item_id in items
        if item_id not in decided and (item_id, 2) not in open_lines
        for rounds in [rounds_of(count, item_id)]
        if len(rounds) == 1 and not all(entry.within for entry in rounds[0][1])
    ]
