"""What the customer's browser sends, and what it is told."""

import io
import re
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.db import db
from app.operations.models import AuditEntry
from tests.returns.came_back import customers_link, line_of
from tests.visitor import words


def form(order_id: int, sku: str = "MUG", quantity: object = 1, reason: str = "changed_mind", **said: Any) -> Any:
    line_id = line_of(order_id, sku).id
    usual = {f"quantity_{line_id}": str(quantity), f"reason_{line_id}": reason, "wish": "refund"}
    return {"operation_id": str(uuid4())} | usual | said


def send(customer: FlaskClient, order_id: int, **changed: Any) -> TestResponse:
    answer = customer.post(f"{customers_link(order_id)}/returns", data=form(order_id, **changed))
    db.session.rollback()
    return answer


def told(answer: TestResponse) -> str:
    found = re.search(r'role="alert">([^<]+)<', answer.text)
    assert found, words(answer.text)
    return found[1]


def photographs(*contents: bytes) -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(content), f"p{place}.png") for place, content in enumerate(contents)]


def audits(change: str) -> int:
    mine = (AuditEntry.entity == "rmas", AuditEntry.change == change)
    return db.session.scalar(select(func.count()).where(*mine)) or 0
