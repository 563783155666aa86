"""What comes back: opened at the desk, taken in at the dock, graded, undone, settled, its totes closed."""

from sqlalchemy import select

from app.db import db
from app.orders.models import OrderLine
from app.returns.models import ReturnParcel, ReturnTote, Rma
from tests.properties.together.house import CODES, RETURN_TOTES, SKUS, House, Sending, read

CLERKS = ("Dana", "Cleo")
REASONS = ("changed_mind", "changed_mind", "damaged", "faulty", "late")
GRADES = ({"closed": "yes", "worn": "no"}, {"closed": "no", "worn": "yes"}, {"closed": "no", "worn": "no"})
GOOD = {"whole": "yes", "works": "yes", "parts": "yes", "sealed": "yes", "good": "yes"}


class ComingBack(House):
    def the_desk_opens_a_return(self) -> None:
        order_id = self.chance.choice(self.sent).order_id
        line_id = self.some(select(OrderLine.id).where(OrderLine.order_id == order_id))
        form = {f"quantity_{line_id}": self.any("1", "1", "1", "2"), f"reason_{line_id}": self.any(*REASONS)}
        wish = self.any("refund", "exchange")
        self.sends("Fay", f"/returns/orders/{order_id}", wish=wish, beyond="please", **form)

    def the_desk_answers(self) -> None:
        if rma_id := self.some(select(Rma.id)):
            answer = self.any("approved", "approved", "refused")
            self.sends("Fay", f"/returns/{rma_id}/answers", answer=answer, words="As we said")

    def a_parcel_arrives(self) -> None:
        numbers = read(lambda: list(db.session.scalars(select(Rma.number).order_by(Rma.id))))
        codes = [*numbers, *(one.waybill for one in self.sent), *(one.number for one in self.sent), "FOREIGN-1"]
        another = {"another": "yes"} if self.chance.random() < 0.3 else {}
        self.sends(self.any(*CLERKS), "/returns/dock/arrivals", code=self.chance.choice(codes), alone="yes", **another)

    def somebody_grades(self) -> None:
        """Into the first tote that takes it."""
        known = ReturnParcel.rma_id.is_not(None) if self.chance.random() < 0.9 else ReturnParcel.rma_id.is_(None)
        parcel_id = self.some(select(ReturnParcel.id).where(ReturnParcel.done_at.is_(None), known))
        if parcel_id is None:
            self.the_desk_opens_a_return()
            self.a_parcel_arrives()
            return
        sku, answers = self.any("MUG", *SKUS), GOOD | self.chance.choice(GRADES)
        form: dict[str, object] = {f"answer_{question}": answer for question, answer in answers.items()}
        form |= {"item": CODES[sku], "quantity": self.chance.randint(1, 2)}
        form |= {"lot": self.any("L1", "L2")} if sku == "TEA" else {}
        form |= {"stranger": "yes"} if self.chance.random() < 0.2 else {}
        for tote in RETURN_TOTES:
            done = self.sends(self.any(*CLERKS), f"/returns/dock/parcels/{parcel_id}/units", **form, tote=tote)
            if "tote" not in done.outcome:
                return

    def somebody_goes_on_with_a_parcel(self) -> None:
        if parcel_id := self.some(select(ReturnParcel.id)):
            what, code = self.any("undos", "undos", "closings", "matches"), self.chance.choice(self.sent).waybill
            self.sends(self.any(*CLERKS), f"/returns/dock/parcels/{parcel_id}/{what}", why="empty", code=code)

    def a_tote_is_full(self) -> None:
        if tote_id := self.some(select(ReturnTote.id)):
            self.fills(self.any(*CLERKS), tote_id)

    def the_desk_settles(self) -> None:
        if rma_id := self.some(select(Rma.id)):
            follows = self.any("refund", "refund", "exchange", "repair", "nothing")
            self.sends("Fay", f"/returns/{rma_id}/settlements", follows=follows)

    def fills(self, name: str, tote_id: int) -> Sending:
        return self.sends(name, f"/returns/dock/totes/{tote_id}/closings")
