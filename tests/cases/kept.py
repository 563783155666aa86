"""The cases in the book."""

from sqlalchemy import select

from app.cases.models import Case
from app.db import db


def cases() -> list[Case]:
    db.session.rollback()
    return list(db.session.scalars(select(Case).order_by(Case.id).execution_options(populate_existing=True)))


def told() -> list[tuple[str, bool]]:
    return [(case.reason, case.closed_at is None) for case in cases()]
