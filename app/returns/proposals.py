"""What would follow from what came back, as the rules say; nothing is changed here."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.inventory.models import Lot
from app.returns.models import ReturnParcel, ReturnUnit, Rma, RmaLine
from app.returns.paid import paid_for
from app.returns.refunds import Graded, Proposal, proposed
from app.returns.rule_book import rules_of
from app.returns.words import EXCHANGE, REFUND, TO_CUSTOMER


@dataclass(frozen=True)
class Following:
    """`accepted` units are the shop's again; `back` go to the customer, and `strangers` were not on the order."""

    accepted: Sequence[ReturnUnit]
    back: Sequence[ReturnUnit]
    strangers: Sequence[ReturnUnit]
    refund: Proposal

    @property
    def units(self) -> Sequence[ReturnUnit]:
        return [*self.accepted, *self.back, *self.strangers]

    def is_plain(self, rma: Rma) -> bool:
        """All came as it was announced, and nobody has to think about it."""
        all_came = all(line.received == line.quantity for line in rma.lines)
        doubts = self.back or self.strangers or self.refund.unpriced
        return bool(self.accepted) and all_came and not doubts and rma.wish in (REFUND, EXCHANGE)


def following(rma: Rma) -> Following:
    """Of what is graded and not settled yet."""
    units = units_to_settle(rma)
    accepted = [unit for unit in units if unit.line_id and unit.disposition != TO_CUSTOMER]
    graded = [_graded(unit, unit.line) for unit in accepted if unit.line]
    return Following(
        accepted=accepted,
        back=[unit for unit in units if unit.line_id and unit.disposition == TO_CUSTOMER],
        strangers=[unit for unit in units if not unit.line_id],
        refund=proposed(graded, paid_for(rma.order), rules_of(rma.order)),
    )


def units_to_settle(rma: Rma) -> Sequence[ReturnUnit]:
    """Confirmations that stand, and of which nothing was asked for yet."""
    wanted = (
        select(ReturnUnit)
        .join(ReturnParcel)
        .where(ReturnParcel.rma_id == rma.id, ReturnUnit.undone_at.is_(None), ReturnUnit.settled_at.is_(None))
        .options(
            joinedload(ReturnUnit.line).joinedload(RmaLine.order_line), joinedload(ReturnUnit.lot).joinedload(Lot.item)
        )
    )
    return db.session.scalars(wanted.order_by(ReturnUnit.id)).all()


def ungraded_parcel(rma: Rma) -> ReturnParcel | None:
    """A parcel of the return that arrived, and is not graded to its end."""
    wanted = select(ReturnParcel).where(ReturnParcel.rma_id == rma.id, ReturnParcel.done_at.is_(None))
    return db.session.scalars(wanted.order_by(ReturnParcel.id).limit(1)).first()


def _graded(unit: ReturnUnit, announced: RmaLine) -> Graded:
    line = announced.order_line
    return Graded(line.sku, unit.quantity, line.price, unit.grade, unit.reason)
