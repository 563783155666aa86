"""Long lists, a page at a time."""

from typing import Any

from flask import request
from flask_sqlalchemy.pagination import Pagination

from app.db import db

PER_PAGE = 50
LAST = 100_000
"""Nobody leafs further; a larger number is none that a database counts with."""


def paged(wanted: Any) -> Pagination:
    """The page of `wanted` rows that the address asks for; empty beyond the last one."""
    page = request.args.get("page", 1, type=int)
    return db.paginate(wanted, page=max(1, min(page, LAST)), per_page=PER_PAGE, error_out=False)
