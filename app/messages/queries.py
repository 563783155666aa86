"""What a picker has still to hear, and what became of what a lead said."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.clock import now
from app.db import db
from app.messages.models import LASTS, Message, MessageReceipt
from app.workers.models import Session, Worker
from app.workers.queries import pickers_in

MOST = 20


def messages_for(worker_id: int, warehouse_id: int) -> Sequence[MessageReceipt]:
    """What the worker has not acknowledged in this shift, the oldest first."""
    wanted = (
        select(MessageReceipt)
        .join(Message, Message.id == MessageReceipt.message_id)
        .where(
            MessageReceipt.worker_id == worker_id,
            MessageReceipt.acknowledged_at.is_(None),
            Message.warehouse_id == warehouse_id,
            Message.sent_at > now() - LASTS,
        )
        .order_by(MessageReceipt.id)
        .options(joinedload(MessageReceipt.message).joinedload(Message.sent_by))
        .limit(MOST)
    )
    return db.session.scalars(wanted).all()


def receipt_of(message_id: int, worker_id: int | None) -> MessageReceipt | None:
    """What the worker has of the message."""
    mine = select(MessageReceipt).filter_by(message_id=message_id, worker_id=worker_id)
    return db.session.scalars(mine).first()


def sent_messages(warehouse_id: int) -> Sequence[Message]:
    """What was said in this shift, the last first, with who has heard it."""
    wanted = select(Message).where(Message.warehouse_id == warehouse_id, Message.sent_at > now() - LASTS)
    heard = selectinload(Message.receipts).joinedload(MessageReceipt.worker)
    loaded = wanted.options(joinedload(Message.sent_by), heard)
    return db.session.scalars(loaded.order_by(Message.id.desc()).limit(MOST)).all()


def pickers_to_tell(warehouse_id: int) -> list[tuple[Worker, bool]]:
    """Who picks in the warehouse, and whether they are at work now: signed in on some device."""
    live = select(Session.worker_id).where(
        Session.warehouse_id == warehouse_id, Session.ended_at.is_(None), Session.expires_at > now()
    )
    at_work = set(db.session.scalars(live))
    return [(worker, worker.id in at_work) for worker in pickers_in(warehouse_id)]
