"""Why a return is not opened, answered or settled: named, with what to do."""

from flask_babel import lazy_gettext

from app.errors import DomainError


class NeverShipped(DomainError):
    code = "return_never_shipped"
    message = lazy_gettext("Order %(number)s was never shipped. What has not left cannot come back.")


class ChannelUnknown(DomainError):
    code = "return_channel_unknown"
    status = 422
    message = lazy_gettext("No order of %(name)s is here. Import the channel's orders first, then its returns.")


class NotHistory(DomainError):
    code = "return_not_history"
    message = lazy_gettext("Order %(number)s was sent from here. What comes back of it is taken in at the dock.")


class NothingChosen(DomainError):
    code = "return_nothing_chosen"
    status = 422
    message = lazy_gettext("Choose at least one item, and how many of it come back.")


class NotOnOrder(DomainError):
    code = "return_not_on_order"
    status = 422
    message = lazy_gettext("This item is not on order %(number)s. Choose one of the list.")


class MoreThanShipped(DomainError):
    code = "return_more_than_shipped"
    status = 422
    message = lazy_gettext("%(wanted)s of %(item)s are more than can come back: %(left)s.")


class TooLate(DomainError):
    code = "return_too_late"
    message = lazy_gettext("The time to return %(item)s ended on %(until)s.")


class ItemExcluded(DomainError):
    code = "return_item_excluded"
    message = lazy_gettext("%(item)s cannot be returned. Take it off the list.")


class WishNotAllowed(DomainError):
    code = "return_wish_not_allowed"
    status = 422
    message = lazy_gettext("This is not offered. Choose what you wish from the list.")


class ReasonMissing(DomainError):
    code = "return_reason_missing"
    status = 422
    message = lazy_gettext("Choose for each item why it comes back.")


class PhotographMissing(DomainError):
    code = "return_photograph_missing"
    status = 422
    message = lazy_gettext("For this reason a photograph is needed. Add one that shows what is wrong.")


class TooManyPhotographs(DomainError):
    code = "return_too_many_photographs"
    status = 422
    message = lazy_gettext("At most %(most)s photographs at once. Choose the ones that show it best.")


class CustomerForgotten(DomainError):
    code = "return_customer_forgotten"
    message = lazy_gettext("The customer's data of order %(number)s were deleted. Nothing can be sent there any more.")


class RmaAnsweredAlready(DomainError):
    code = "rma_answered_already"
    message = lazy_gettext("Return %(number)s was answered already. Load the page again.")


class AnswerMissing(DomainError):
    code = "rma_answer_missing"
    status = 422
    message = lazy_gettext("Write to the customer why, in at most %(most)s characters.")


class ParcelHasArrived(DomainError):
    code = "rma_parcel_has_arrived"
    message = lazy_gettext("The parcel of return %(number)s is there already, or the return is over. It stays.")


class NothingToSettle(DomainError):
    code = "rma_nothing_to_settle"
    message = lazy_gettext("Nothing of return %(number)s waits to be settled. Somebody may have done it just now.")


class StillGrading(DomainError):
    code = "rma_still_grading"
    message = lazy_gettext("Parcel %(parcel)s of this return is not graded to its end yet. Settle when it is.")


class ProposalChanged(DomainError):
    code = "rma_proposal_changed"
    message = lazy_gettext("What follows from this return is not what you saw. Load the page and look again.")


class AmountUnclear(DomainError):
    code = "refund_amount_unclear"
    status = 422
    message = lazy_gettext("Write each amount as a number, such as 12.50.")


class MoreThanPaid(DomainError):
    code = "refund_more_than_paid"
    status = 422
    message = lazy_gettext("At most %(left)s %(currency)s can be paid back: more was not paid for order %(order)s.")


class LeadNeeded(DomainError):
    code = "refund_lead_needed"
    status = 403
    message = lazy_gettext("Only a lead changes what the rules say. Ask yours, or leave the amounts as they are.")


class WhyMissing(DomainError):
    code = "refund_why_missing"
    status = 422
    message = lazy_gettext("Write why the amounts are not those of the rules.")


class ItemUnknown(DomainError):
    code = "return_item_unknown"
    status = 422
    message = lazy_gettext("The catalogue does not know %(skus)s. Write SKUs as they stand there.")


class RuleUnclear(DomainError):
    code = "return_rule_unclear"
    status = 422
    message = lazy_gettext("Nothing was changed: this is not understood. %(rule)s")


class InspectionUnclear(DomainError):
    """`problem` is stored by its name and told in words."""

    code = "inspection_unclear"
    status = 422
    message = lazy_gettext("Nothing was changed. %(problem)s")

    def __str__(self) -> str:
        return str(self.message) % {"problem": PROBLEMS.get(self.params["problem"], self.params["problem"])}


PROBLEMS = {
    "none": lazy_gettext("Ask at least one question."),
    "answers": lazy_gettext("Write at least two answers to each question."),
    "grade": lazy_gettext("Choose the best grade that each answer allows."),
    "long": lazy_gettext("A question or an answer has at most 120 characters, and none that cannot be read."),
    "way": lazy_gettext("Say for each grade and reason where the unit goes."),
    "restock": lazy_gettext("Only what is as new or opened goes back into stock."),
}
