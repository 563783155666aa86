"""Set what is asked of a kind of item and where it goes, or go by what is usual again: a new version each time."""

from collections.abc import Mapping
from typing import Any

from app.clock import now
from app.db import db, one_at_a_time
from app.operations import Actor, audit
from app.returns.errors import InspectionUnclear
from app.returns.inspection import Inspection, inspection_of, usual_questions
from app.returns.models import InspectionRules
from app.returns.reading_inspection import read_questions, read_ways


def set_inspection(warehouse_id: int, kind: str, form: Mapping[str, str], actor: Actor) -> dict[str, int]:
    """All at once; nothing is changed where a part is not understood. Raises InspectionUnclear."""
    try:
        questions, ways = read_questions(form), read_ways(kind, form)
    except ValueError as unclear:
        raise InspectionUnclear(problem=str(unclear)) from None
    own = {"questions": [] if questions == usual_questions(kind) else questions, "ways": ways}
    return _set(warehouse_id, kind, own, actor)


def drop_inspection(warehouse_id: int, kind: str, actor: Actor) -> dict[str, int]:
    """The kind goes by what is usual."""
    return _set(warehouse_id, kind, {"questions": [], "ways": {}}, actor)


def _set(warehouse_id: int, kind: str, own: dict[str, Any], actor: Actor) -> dict[str, int]:
    """Where it is so already, nothing changes."""
    one_at_a_time(f"inspection of {warehouse_id}")
    before = inspection_of(warehouse_id)
    rules = {part: _with(getattr(before, part), kind, own[part]) for part in own}
    if rules == {"questions": before.questions, "ways": before.ways}:
        return {"version": before.version}
    row = InspectionRules(
        warehouse_id=warehouse_id,
        version=before.version + 1,
        rules=rules,
        set_at=now(),
        set_by_id=actor.worker_id,
    )
    db.session.add(row)
    audit(row, "inspection set", actor, _of(before, kind), {"kind": kind, "version": row.version, **own})
    return {"version": row.version}


def _with(parts: Mapping[str, Any], kind: str, mine: Any) -> dict[str, Any]:
    others = {name: part for name, part in parts.items() if name != kind}
    return others | ({kind: mine} if mine else {})


def _of(before: Inspection, kind: str) -> dict[str, Any]:
    return {"questions": list(before.questions.get(kind, [])), "ways": dict(before.ways.get(kind, {}))}
