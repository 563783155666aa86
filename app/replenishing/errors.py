"""What is told to somebody who refills, or asks for it: what is so, then what to do."""

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.walks.scan_errors import WrongScan


class StopDone(DomainError):
    code = "refill_stop_done"
    message = lazy_gettext("%(address)s is done already. What you hold stays in the tote; call your lead.")


class StopOff(DomainError):
    code = "refill_stop_off"
    message = lazy_gettext("Nothing is to be done at %(address)s any more. Go on.")


class TooManyTaken(DomainError):
    code = "too_many_taken"
    status = 422
    message = lazy_gettext("Only %(left)s are asked for from %(address)s. Leave the rest there.")


class TooManyPut(DomainError):
    code = "too_many_put"
    status = 422
    message = lazy_gettext("Only %(left)s of these are in the tote for %(address)s. Say how many you put.")


class TakeFirst(DomainError):
    code = "take_first"
    message = lazy_gettext("Nothing of it is in the tote yet. Go to %(address)s first.")


class NoToteYet(DomainError):
    code = "refill_without_tote"
    status = 422
    message = lazy_gettext("Scan an empty tote for this walk first.")


class NotATote(WrongScan):
    code = "refill_not_a_tote"
    message = lazy_gettext("This is %(scanned)s, not a tote. Scan the label of an empty tote or plate.")


class OtherTote(WrongScan):
    code = "refill_other_tote"
    message = lazy_gettext("This is %(scanned)s. The goods of this walk are in %(wanted)s: scan that.")


class ToteNotFree(DomainError):
    code = "refill_tote_not_free"
    message = lazy_gettext("%(tote)s is in use. Take an empty tote.")


class StopsLeft(DomainError):
    code = "refill_stops_left"
    message = lazy_gettext("%(left)s stops are still to do. Do them first, or say what is wrong there.")


class NotForThisItem(DomainError):
    code = "not_for_this_item"
    message = lazy_gettext(
        "%(address)s is no bin for %(sku)s. Bring the rest to a reserve bin, or ask your lead for a rule."
    )


class NotABin(WrongScan):
    code = "refill_not_a_bin"
    message = lazy_gettext("This is %(scanned)s, not a bin. Scan the label of another bin.")


class BinClosed(DomainError):
    code = "refill_bin_closed"
    message = lazy_gettext("%(address)s is closed for now: nothing is put into it. Scan another bin.")


class PutHere(DomainError):
    code = "refill_put_here"
    status = 422
    message = lazy_gettext("Here you put goods. Say that the bin is full, or that they are not in the tote.")


class TakenHere(DomainError):
    code = "refill_taken_here"
    status = 422
    message = lazy_gettext("Here you take goods. Choose what is wrong with this bin.")


class SerialNotThere(DomainError):
    code = "serial_not_there"
    message = lazy_gettext("Serial number %(serial)s is in %(address)s by the book. Keep it aside and call your lead.")


class SerialsFirst(DomainError):
    """Which unit is damaged or missing is known once the others are put."""

    code = "refill_serials_first"
    status = 422
    message = lazy_gettext("Put the good units first, each by its number. Then say what is wrong with the rest.")


class KeptMeanwhile(DomainError):
    code = "refill_kept_meanwhile"
    message = lazy_gettext("What you put into %(address)s is kept for an order by now. Leave it there.")


class NothingInReserve(DomainError):
    code = "nothing_in_reserve"
    message = lazy_gettext("No unit of %(sku)s is free in a reserve bin. Nothing can be refilled now.")


class ComesAlready(DomainError):
    code = "refill_comes_already"
    message = lazy_gettext("%(units)s of %(sku)s are on their way to %(address)s already.")


class IsFull(DomainError):
    code = "forward_bin_is_full"
    message = lazy_gettext("%(address)s holds as many of %(sku)s as it should. Nothing is brought there.")


class NotForward(DomainError):
    code = "not_a_forward_bin"
    status = 422
    message = lazy_gettext("%(address)s is no bin from which pickers take. Choose a forward bin.")


class NoSuchItem(DomainError):
    code = "refill_no_such_item"
    status = 422
    message = lazy_gettext("The catalogue does not know %(sku)s. Look the item up first.")


class NoSuchBin(DomainError):
    code = "refill_no_such_bin"
    status = 422
    message = lazy_gettext("There is no bin %(address)s in this warehouse. Look at the shelf's label.")


class BoundsUnclear(DomainError):
    code = "bounds_unclear"
    status = 422
    message = lazy_gettext("The minimum is 0 or more, and the maximum at least 1 and not below the minimum.")


class RefillBegun(DomainError):
    code = "refill_begun"
    message = lazy_gettext("%(holder)s is on this walk already. Give it to somebody else instead.")
