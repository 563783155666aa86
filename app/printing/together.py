"""What one operation put up for printing, and how far it has come: what a page tells whoever asked for it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.db import db
from app.printing.models import CANCELLED, NO_ANSWER, NOT_TAKEN, PRINTED, SENDING, WAITING, Printer, PrintJob
from app.printing.queries import closed_stations


@dataclass(frozen=True)
class Together:
    """`printer`: none for what is downloaded. `problem`: of these prints, or of what waits before them."""

    operation_id: str
    paper: str
    count: int
    printed: int
    cancelled: int
    is_open: bool
    problem: str
    printer: Printer | None


def put_up_by(operation_id: str, warehouse_id: int) -> Together | None:
    """None for an operation that put nothing up in this warehouse."""
    mine = (PrintJob.operation_id == operation_id, PrintJob.warehouse_id == warehouse_id)
    by_state = (PrintJob.state, PrintJob.problem, PrintJob.printer_id)
    counted = select(*by_state, func.count().label("many"), func.min(PrintJob.paper).label("paper"))
    rows = db.session.execute(counted.where(*mine).group_by(*by_state)).all()
    if not rows:
        return None
    printer_id = rows[0].printer_id
    is_open = any(row.state in (WAITING, SENDING) for row in rows)
    own = next((row.problem for row in rows if row.problem), "")
    return Together(
        operation_id=operation_id,
        paper=min(row.paper for row in rows),
        count=sum(row.many for row in rows),
        printed=sum(row.many for row in rows if row.state == PRINTED),
        cancelled=sum(row.many for row in rows if row.state == CANCELLED),
        is_open=is_open,
        problem=own or (_before(printer_id, warehouse_id) if is_open else ""),
        printer=db.session.get(Printer, printer_id) if printer_id else None,
    )


def _before(printer_id: int | None, warehouse_id: int) -> str:
    """What keeps its printer from everything that waits there."""
    if printer_id in closed_stations(warehouse_id):
        return NOT_TAKEN
    return NO_ANSWER if _is_silent(printer_id) else ""


def _is_silent(printer_id: int | None) -> bool:
    """Whether what is first in its line was tried, and the printer did not answer."""
    waiting = select(PrintJob.problem).where(PrintJob.printer_id == printer_id, PrintJob.state == WAITING)
    return db.session.scalars(waiting.order_by(PrintJob.id).limit(1)).first() == NO_ANSWER
