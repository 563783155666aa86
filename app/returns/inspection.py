"""What is asked of returned units and where they go then, as the shop set it; each setting is a version that stays.

A handheld without network may ask by an older version: its answers are judged by the version that it had.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select

from app.db import db
from app.languages import LANGUAGES
from app.returns.disposing import Ways
from app.returns.grading import questions_of
from app.returns.models import InspectionRules

USUAL = 0
"""The version of a shop that set nothing."""


@dataclass(frozen=True)
class Inspection:
    """By kind of item; a kind that is not in them goes by what is usual."""

    version: int = USUAL
    questions: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    ways: Mapping[str, Ways] = field(default_factory=dict)


def inspection_of(warehouse_id: int, version: int | None = None) -> Inspection:
    """The newest, or the version that a handheld had; one that nobody knows is the newest."""
    if version == USUAL:
        return Inspection()
    row = _row(warehouse_id, version) if version else None
    row = row or _row(warehouse_id)
    return Inspection(row.version, row.rules["questions"], row.rules["ways"]) if row else Inspection()


def usual_questions(kind: str) -> list[dict[str, Any]]:
    """The house's own, in all languages, as the shop's are kept."""
    said = {}
    for language in LANGUAGES:
        with force_locale(language):
            said[language] = questions_of(kind, {}, language)
    return [
        {
            "name": one.name,
            "words": {language: said[language][place].words for language in LANGUAGES},
            "answers": [
                {
                    "name": answer.name,
                    "words": {language: said[language][place].answers[number].words for language in LANGUAGES},
                    "grade": answer.grade,
                }
                for number, answer in enumerate(one.answers)
            ],
        }
        for place, one in enumerate(said["en"])
    ]


def _row(warehouse_id: int, version: int | None = None) -> InspectionRules | None:
    mine = select(InspectionRules).where(InspectionRules.warehouse_id == warehouse_id)
    if version:
        mine = mine.where(InspectionRules.version == version)
    return db.session.scalars(mine.order_by(InspectionRules.version.desc()).limit(1)).first()
