"""A rule of the books, and the rows that break it told in words."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from flask_babel import LazyString
from sqlalchemy import CompoundSelect, Select, Subquery, func, literal, select, union_all

from app.db import db

Rows: TypeAlias = Select[*tuple[Any, ...]]
"""A query for rows of named columns."""

TOLD = 20
"""Broken rows of one rule that are told; of the rest only their number."""


@dataclass(frozen=True)
class Check:
    """`broken` selects the rows that break the rule; `words` tells one of them, filled from its columns."""

    name: str
    rule: LazyString
    broken: Rows
    words: LazyString


@dataclass(frozen=True)
class Finding:
    """What came of one check: how many rows break its rule, and the first of them in words."""

    name: str
    rule: str
    count: int
    rows: tuple[str, ...]


def run(check: Check) -> Finding:
    """Ask the database for the rows that break the rule."""
    rows = db.session.execute(check.broken.limit(TOLD + 1)).mappings().all()
    count = len(rows)
    if count > TOLD:
        count = db.session.scalar(select(func.count()).select_from(check.broken.subquery())) or count
    told = tuple(str(check.words) % dict(row) for row in rows[:TOLD])
    return Finding(check.name, str(check.rule), count, told)


def differing(one: Rows, other: Rows | CompoundSelect[*tuple[Any, ...]]) -> Subquery:
    """Keys for which two sides do not come to the same sum, as columns `one` and `other`.

    Both sides select the same keys, and last their `units`; a key that only one side has counts nothing on the other.
    """
    left, right = one.subquery(), other.subquery()
    keys = [column.name for column in left.c if column.name != "units"]
    sides = union_all(
        select(*(left.c[key] for key in keys), left.c.units.label("one"), literal(0).label("other")),
        select(*(right.c[key] for key in keys), literal(0).label("one"), right.c.units.label("other")),
    ).subquery()
    sums = func.sum(sides.c.one), func.sum(sides.c.other)
    by_key = [sides.c[key] for key in keys]
    return (
        select(*by_key, sums[0].label("one"), sums[1].label("other"))
        .group_by(*by_key)
        .having(sums[0] != sums[1])
        .subquery()
    )
