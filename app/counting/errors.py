"""What is told to somebody who counts, or decides about what was counted."""

from flask_babel import lazy_gettext

from app.errors import DomainError


class NothingToCount(DomainError):
    code = "nothing_to_count"
    message = lazy_gettext("The book has nothing in %(address)s. Look for yourself what lies there.")


class NoSuchPlace(DomainError):
    code = "no_such_place_to_count"
    status = 422
    message = lazy_gettext(
        "There is no bin, aisle, zone or item %(text)s in this warehouse. Nothing was raised: mend the list."
    )


class TooManyToCount(DomainError):
    code = "too_many_to_count"
    status = 422
    message = lazy_gettext("That is %(bins)s bins; at most %(most)s are raised at once. Take a part of them first.")


class CountedAlready(DomainError):
    code = "counted_already"
    message = lazy_gettext("%(address)s is counted already, by %(worker)s. Go on.")


class CountOff(DomainError):
    code = "count_off"
    message = lazy_gettext("%(address)s is not on this walk any more. Go on.")


class CountedBefore(DomainError):
    code = "counted_before"
    message = lazy_gettext(
        "%(worker)s counted %(address)s the first time. Somebody else has to count it now: skip it and tell your lead."
    )


class CountNotRead(DomainError):
    code = "count_not_read"
    status = 422
    message = lazy_gettext("What was counted did not arrive whole. Count %(address)s again.")


class TooManyCounted(DomainError):
    code = "too_many_counted"
    status = 422
    message = lazy_gettext("%(units)s of %(sku)s cannot lie in one bin. Count again, and type the number anew.")


class LotNotSaid(DomainError):
    code = "lot_not_said"
    status = 422
    message = lazy_gettext("%(sku)s is kept by lot. Scan the lot of what you count.")


class SerialsNotScanned(DomainError):
    code = "serials_not_scanned"
    status = 422
    message = lazy_gettext("%(sku)s is kept by serial number. Scan the number of each unit.")


class InTheBook(DomainError):
    code = "in_the_book"
    message = lazy_gettext("What was counted in %(address)s is in the book already. Ask your lead for another count.")


class VarianceDecided(DomainError):
    code = "variance_decided"
    message = lazy_gettext("%(worker)s decided about this already. Look at the list again.")


class ReasonMissing(DomainError):
    code = "variance_reason_missing"
    status = 422
    message = lazy_gettext("Say why: choose a reason.")


class NotCounted(DomainError):
    code = "not_counted"
    status = 422
    message = lazy_gettext("Nobody counted that difference. Choose one of those that were counted.")


class LeftSince(DomainError):
    code = "left_since"
    message = lazy_gettext("Since the count, units left %(address)s: fewer than that lie there. Have it counted again.")


class StillKept(DomainError):
    code = "still_kept"
    message = lazy_gettext("Units of %(sku)s in %(address)s are being given out this moment. Try again in a minute.")
