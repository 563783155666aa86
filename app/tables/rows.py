"""One row of a table, with where it stood and what it looked like."""

from typing import NamedTuple

from flask_babel import LazyString


class Row(NamedTuple):
    """`problem` says why the row itself is no row of this table; its first values may still tell whose it is."""

    line: int
    values: list[str]
    text: str
    problem: LazyString | None = None
