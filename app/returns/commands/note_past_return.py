"""Note a return of the time before: it is over, its units went wherever they went, and cannot come back once more."""

from collections.abc import Sequence
from datetime import datetime

from app.clock import now
from app.db import db, guarded_update, one_at_a_time
from app.operations import Actor, audit
from app.orders.models import Order, OrderLine
from app.returns.commands.open_rma import LONGEST_LINE_NOTE, Choice, check_choices, written
from app.returns.commands.settle_rma import NOTHING
from app.returns.errors import MoreThanShipped, NotHistory
from app.returns.models import HISTORY, SETTLED, Rma, RmaLine
from app.returns.numbers import next_number
from app.returns.returnable import name_of
from app.returns.words import REFUND


def note_past_return(
    order: Order, channel_number: str, at: datetime, choices: Sequence[Choice], actor: Actor
) -> dict[str, int | str]:
    """Nothing moves and nobody is told: no parcel, no grade, no money. Only of orders that came as history.

    Raises NotHistory for an order that was sent from here, and what check_choices raises.
    """
    one_at_a_time(f"returns of order {order.id}")
    check_choices(order, choices)
    if any(line.allocated for line in order.lines):
        raise NotHistory(number=order.number)
    at = min(at, now())
    rma = Rma(
        warehouse_id=order.warehouse_id,
        order_id=order.id,
        number=next_number(Rma, order.warehouse_id),
        channel_number=channel_number,
        state=SETTLED,
        wish=REFUND,
        opened_by=HISTORY,
        opened_at=at,
        answer_due_at=at,
        answered_at=at,
        settled_at=at,
        follows=NOTHING,
    )
    rma.lines = [_line(order, choice) for choice in choices]
    db.session.add(rma)
    told = {"number": rma.number, "channel_number": channel_number, "units": sum(one.quantity for one in choices)}
    audit(rma, "noted from history", actor, {}, told)
    audit(order, "return noted", actor, {}, {"rma": rma.number})
    return {"rma_id": rma.id, "number": rma.number}


def _line(order: Order, choice: Choice) -> RmaLine:
    line = next(one for one in order.lines if one.id == choice.line_id)
    room = OrderLine.returned + choice.quantity <= OrderLine.shipped
    if not guarded_update(line, room, returned=OrderLine.returned + choice.quantity):
        raise MoreThanShipped(item=name_of(line), wanted=choice.quantity, left=line.shipped - line.returned)
    return RmaLine(
        order_line_id=line.id,
        quantity=choice.quantity,
        received=choice.quantity,
        reason=choice.reason,
        note=written(choice.note, LONGEST_LINE_NOTE),
    )
