"""The slip of a return: what comes back and why, with the return's number to be scanned at the dock."""

from typing import Any

from flask_babel import force_locale

from app.errors import NotFound
from app.papers.asked import Wanted
from app.papers.orders import return_slip
from app.printing.errors import PaperForgotten
from app.returns.models import APPROVED, Rma
from app.returns.returnable import name_of
from app.returns.words import reason_name

PAPER = "return_slip"


def slip_content(rma: Rma, language: str = "") -> dict[str, Any]:
    """In the warehouse's language, or the customer's. Raises PaperForgotten."""
    if rma.order.forgotten_at:
        raise PaperForgotten
    kept = return_slip(rma.order)
    language = language or kept["language"]
    with force_locale(language):
        lines = [
            {
                "sku": line.order_line.sku,
                "name": line.order_line.item.name(language) if line.order_line.item else name_of(line.order_line),
                "quantity": line.quantity,
                "reason": reason_name(line.reason),
            }
            for line in rma.lines
        ]
    return kept | {"language": language, "rma": rma.number, "code": rma.number, "lines": lines}


def customers_slip(rma: Rma, language: str) -> dict[str, Any]:
    """Once it is approved: before that nothing is to be sent. Raises NotFound."""
    if rma.state != APPROVED:
        raise NotFound
    return slip_content(rma, language)


def slip_of(rma: Rma) -> Wanted:
    """For the printers of the house."""
    return Wanted(PAPER, Rma.__tablename__, rma.id, slip_content(rma))
