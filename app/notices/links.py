"""The customer's own link: made once for an order, unguessable, found without telling anything by its timing."""

import hashlib
import secrets

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update, insert_new
from app.notices.models import OrderLink
from app.operations import Actor, audit
from app.orders.models import Order

BYTES = 16
LONGEST = 32


def link_of(order: Order) -> OrderLink:
    """The order's link, made when it is first wanted."""
    found = known_link(order.id)
    if found:
        return found
    token = secrets.token_urlsafe(BYTES)
    insert_new(OrderLink, order_id=order.id, token=token, digest=digest(token), made_at=now())
    return db.session.scalars(select(OrderLink).where(OrderLink.order_id == order.id)).one()


def known_link(order_id: int) -> OrderLink | None:
    return db.session.scalars(select(OrderLink).where(OrderLink.order_id == order_id)).first()


def link_by_token(token: str) -> OrderLink | None:
    """Whose link it is; what is looked up is the token's hash, of which nobody outside can choose a beginning."""
    if not 0 < len(token) <= LONGEST:
        return None
    return db.session.scalars(select(OrderLink).where(OrderLink.digest == digest(token))).first()


def keep_quiet(link: OrderLink, actor: Actor) -> dict[str, int]:
    """The customer wants no more mails about the order; saying so twice is as good as once."""
    if guarded_update(link, OrderLink.quiet_at.is_(None), quiet_at=now()):
        audit(link, "wants no mails", actor, {}, {"order_id": link.order_id})
    return {"order_id": link.order_id}


def digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
