"""What a clerk at the dock is told when a parcel or a unit cannot be taken in as it was scanned."""

from typing import Any

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.returns.words import disposition_name


class NeverShipped(DomainError):
    code = "never_shipped"
    message = lazy_gettext(
        "Nothing of order %(order)s has left here, so nothing can come back. Look at the parcel's other labels."
    )


class OrderWasCancelled(DomainError):
    code = "return_of_cancelled"
    message = lazy_gettext("Order %(order)s was cancelled before it left. Look at the parcel's other labels.")


class CartonNeverLeft(DomainError):
    code = "carton_never_left"
    message = lazy_gettext(
        "Carton %(carton)s of order %(order)s has not left here. It belongs to packing, not to the returns."
    )


class AllCameBack(DomainError):
    code = "all_came_back"
    message = lazy_gettext(
        "All of order %(order)s came back already. Take the parcel in as unidentified, and tell your lead."
    )


class ChooseReturn(DomainError):
    """A person chooses, nobody guesses."""

    code = "choose_return"
    message = lazy_gettext("%(scanned)s may be any of %(names)s. Put the parcel aside and scan it again.")


class ParcelDone(DomainError):
    code = "parcel_done"
    message = lazy_gettext("Parcel %(parcel)s is finished. What is still in it comes in as a parcel of its own.")


class ParcelMatched(DomainError):
    code = "parcel_matched"
    message = lazy_gettext("Parcel %(parcel)s belongs to return %(rma)s already.")


class NoPlaceThere(DomainError):
    code = "no_place_for_parcel"
    status = 422
    message = lazy_gettext("%(scanned)s is no place for a parcel. Scan the label of an area, a lane or a bin.")


class ItemNotSent(DomainError):
    code = "item_not_sent"
    message = lazy_gettext(
        "%(item)s was not sent with order %(order)s. Take it in as a stranger, or put it back into the parcel."
    )


class NoReturnYet(DomainError):
    code = "no_return_yet"
    message = lazy_gettext(
        "Nobody knows yet whose parcel %(parcel)s is. Match it first, or take %(item)s in as a stranger."
    )


class MoreThanShipped(DomainError):
    code = "more_than_shipped"
    message = lazy_gettext(
        "Of %(item)s, %(shipped)s went out with order %(order)s and %(returned)s came back: not %(units)s more. "
        "Take what is too much in as a stranger."
    )


class LotNotSent(DomainError):
    code = "lot_not_sent"
    message = lazy_gettext(
        "Lot %(lot)s of %(item)s was not sent with order %(order)s, or all of it came back. Sent were: %(lots)s. "
        "Take it in as a stranger."
    )


class WhichLot(DomainError):
    code = "which_lot"
    status = 422
    message = lazy_gettext("Several lots of %(item)s were sent: %(lots)s. Scan the lot on the unit.")


class SerialNotSent(DomainError):
    code = "serial_not_sent"
    message = lazy_gettext(
        "Unit %(serial)s was not sent with order %(order)s. Take it in as a stranger, or put it back into the parcel."
    )


class SerialCameBack(DomainError):
    code = "serial_came_back"
    message = lazy_gettext("Unit %(serial)s came back already, in parcel %(parcel)s. Look at the number again.")


class SerialInHouse(DomainError):
    code = "serial_in_house"
    message = lazy_gettext("By the book unit %(serial)s lies in %(address)s. Put it aside and tell your lead.")


class SerialsWanted(DomainError):
    code = "serials_wanted"
    status = 422
    message = lazy_gettext("Scan the serial number of each unit of %(item)s: %(wanted)s are to be scanned.")


class AnswersWanted(DomainError):
    code = "answers_wanted"
    status = 422
    message = lazy_gettext("Not all questions about %(item)s are answered. Scan it again and answer them.")


class ReasonUnknown(DomainError):
    code = "reason_unknown"
    status = 422
    message = lazy_gettext("That is none of the reasons for a return. Choose one of them.")


class _Disposed(DomainError):
    """`disposition` is stored by its name and told in words."""

    code = "disposed"

    def __str__(self) -> str:
        told: dict[str, Any] = self.params | {"disposition": disposition_name(self.params["disposition"])}
        return str(self.message) % told


class GoesElsewhere(_Disposed):
    code = "goes_elsewhere"
    message = lazy_gettext(
        "%(item)s goes another way by now: %(disposition)s. Lay it into that tote and confirm it again."
    )


class LeadOverrides(_Disposed):
    code = "lead_overrides"
    status = 403
    message = lazy_gettext("%(item)s goes this way: %(disposition)s. Only a lead sends it another way.")


class ToteWanted(_Disposed):
    code = "return_tote_wanted"
    status = 422
    message = lazy_gettext("Scan the tote into which you lay it, or an empty one: %(disposition)s.")


class NoReturnsTote(DomainError):
    code = "no_returns_tote"
    status = 422
    message = lazy_gettext("%(scanned)s is no tote for returns. Scan an empty tote.")


class ToteBusy(DomainError):
    code = "return_tote_busy"
    message = lazy_gettext("Tote %(tote)s is in use by picking. Take an empty one.")


class ToteHolds(DomainError):
    code = "return_tote_holds"
    message = lazy_gettext("Something lies in tote %(tote)s. Take an empty one.")


class OtherDisposition(_Disposed):
    code = "other_disposition"
    message = lazy_gettext("Tote %(tote)s is for another way: %(disposition)s.")


class ToteLeft(DomainError):
    code = "return_tote_left"
    message = lazy_gettext("Tote %(tote)s is closed already. Take another one.")


class ToteOfReturns(DomainError):
    code = "tote_of_returns"
    message = lazy_gettext("Tote %(tote)s is in use by the returns. Take another one.")


class NothingToUndo(DomainError):
    code = "nothing_graded_to_undo"
    message = lazy_gettext("Nothing of parcel %(parcel)s is left that can be undone.")


class UndoneTooLate(DomainError):
    code = "undone_too_late"
    message = lazy_gettext("Tote %(tote)s has left with it. Ask your lead to move the unit.")


class SayWhyEmpty(DomainError):
    code = "say_why_empty"
    status = 422
    message = lazy_gettext("Nothing of parcel %(parcel)s was taken in. Say why it is finished.")
