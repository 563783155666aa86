"""When all of a parcel is graded: what the carrier broke is claimed, and what the rules settle is settled at once."""

from app.db import db
from app.operations import program
from app.returns.claims import claim_damage
from app.returns.commands.settle_rma import Settlement, settle_rma
from app.returns.events import ParcelGraded
from app.returns.models import ReturnParcel, Rma
from app.returns.proposals import following, ungraded_parcel
from app.returns.rule_book import rules_of

SETTLER = program("returns")


def on_parcel_graded(event: ParcelGraded) -> None:
    """Handler. A parcel that nobody has matched yet belongs to no return: whoever matches it settles."""
    parcel = db.session.get_one(ReturnParcel, event.parcel_id)
    if parcel.rma is None:
        return
    claim_damage(parcel, SETTLER)
    if rules_of(parcel.rma.order).settle_by_itself and _is_plain(parcel.rma):
        settle_rma(parcel.rma, Settlement(parcel.rma.wish), SETTLER)


def _is_plain(rma: Rma) -> bool:
    if ungraded_parcel(rma) or rma.order.forgotten_at:
        return False
    db.session.expire(rma, ["lines"])  # what came was counted past them
    return following(rma).is_plain(rma)
