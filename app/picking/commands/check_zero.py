"""The zero check: when the book says that a bin is empty, its picker is the one who sees it."""

from app.counting.commands import raise_count
from app.operations import Actor, audit
from app.picking.models import PickLine


def check_zero(line: PickLine, is_empty: bool, actor: Actor) -> dict[str, int]:
    """Note that the bin is empty, or have it counted. Whoever stood there may say so, whoever has the walk now."""
    if is_empty:
        audit(line.location, "found empty", actor, {}, {"sku": line.lot.item.sku})
    else:
        raise_count(line.location, line.lot.item, "not_empty", actor)
    return {"line_id": line.id, "task_id": line.walk_id}
