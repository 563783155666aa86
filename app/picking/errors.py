"""What a picker is told: what was scanned, what is wanted, what to do."""

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.walks.scan_errors import WrongLot, WrongScan


class WrongTote(WrongScan):
    code = "wrong_tote"
    message = lazy_gettext("This is %(scanned)s. It goes into %(wanted)s.")


class BinUnclear(DomainError):
    code = "bin_unclear"
    status = 422
    message = lazy_gettext("%(address)s holds several items or lots. Scan the %(wanted)s.")


class TooMany(DomainError):
    code = "too_many"
    status = 422
    message = lazy_gettext("Only %(left)s are left to pick here. Put the rest back.")


class FewerLeft(TooMany):
    """Of a stop that several orders share one was stopped, and more was taken than the others want."""

    code = "too_many_now"
    message = lazy_gettext(
        "An order was held or cancelled: only %(left)s are left to pick here. "
        "Put the rest back, then scan what you keep again."
    )


class TooManyDamaged(DomainError):
    code = "too_many_damaged"
    status = 422
    message = lazy_gettext("Only %(most)s of these are yours or free. Call your lead for the others.")


class LotNotGood(WrongLot):
    code = "lot_not_good"
    message = lazy_gettext("Lot %(scanned)s must not go out. Put it back and take lot %(wanted)s.")


class LotBlockedHere(DomainError):
    """Only in the moment before the walk is planned anew without it."""

    code = "lot_blocked_here"
    message = lazy_gettext("Lot %(lot)s is blocked and must not go out. Leave it; your walk leads on without it.")


class LotLastsLonger(WrongLot):
    code = "lot_lasts_longer"
    message = lazy_gettext("Lot %(scanned)s lasts longer. Take lot %(wanted)s first.")


class LotKept(WrongLot):
    code = "lot_kept"
    message = lazy_gettext("Only %(left)s of lot %(scanned)s are free. Take lot %(wanted)s.")


class SerialTaken(DomainError):
    code = "serial_taken"
    message = lazy_gettext("Serial number %(serial)s is in %(address)s in the book. Take another unit.")


class LineClosed(DomainError):
    code = "line_closed"
    message = lazy_gettext("%(address)s is done already. Put what you hold back into the bin and go on.")


class LineStopped(DomainError):
    code = "line_stopped"
    message = lazy_gettext("Order %(order)s was held or cancelled: nothing is taken from %(address)s.")


class StopGivenAway(DomainError):
    code = "stop_given_away"
    message = lazy_gettext("%(holder)s picks %(address)s now. Put what you took back into it and go on.")


class StopToBeGiven(DomainError):
    code = "stop_to_be_given"
    message = lazy_gettext(
        "%(address)s belongs to task %(number)s now, which is another walk. Put what you took back into it and go on."
    )


class NotATote(WrongScan):
    code = "not_a_tote"
    message = lazy_gettext("This is %(scanned)s, not a tote. Scan an empty tote.")


class ToteInUse(DomainError):
    code = "tote_in_use"
    message = lazy_gettext("%(tote)s holds order %(order)s. Scan an empty tote.")


class ToteInBulk(DomainError):
    code = "tote_in_bulk"
    message = lazy_gettext("%(tote)s holds orders of wave %(wave)s. Scan an empty tote.")


class ToteNotEmpty(DomainError):
    code = "tote_not_empty"
    message = lazy_gettext("%(tote)s is not empty in the book. Scan another tote.")


class PlaceTaken(DomainError):
    code = "place_taken"
    message = lazy_gettext("%(tote)s stands there already.")


class NoToteYet(DomainError):
    code = "no_tote_yet"
    message = lazy_gettext("Place %(place)s on the cart has no tote. Scan an empty tote to it first.")


class OtherTotePassedOn(WrongScan):
    code = "other_tote_passed_on"
    message = lazy_gettext("This is %(scanned)s. Scan %(wanted)s, which was passed on to you: it stands in %(lane)s.")


class ToteInRefill(DomainError):
    code = "tote_in_refill"
    message = lazy_gettext("%(tote)s is on a refill walk. Scan another tote.")


class ToteInLane(DomainError):
    code = "tote_in_lane"
    message = lazy_gettext("%(tote)s still stands in %(lane)s. Scan it to place %(place)s first.")


class ToteToTakeOver(WrongScan):
    code = "tote_to_take_over"
    message = lazy_gettext("This is %(scanned)s. Scan %(wanted)s, which you take over from %(holder)s.")


class ToteWithOther(DomainError):
    code = "tote_with_other"
    message = lazy_gettext("%(tote)s is still on the cart of %(holder)s. Take it over first: scan it.")


class NoToteMissing(DomainError):
    code = "no_tote_missing"
    message = lazy_gettext("%(tote)s is not waited for any more. Look at the walk again.")


class StopsLeft(DomainError):
    code = "stops_left"
    message = lazy_gettext("%(left)s stops are still to do. Pick or short them first.")


class NotInTote(DomainError):
    code = "not_in_tote"
    message = lazy_gettext("That many are not in %(tote)s any more. Look at the tote's stops again.")
