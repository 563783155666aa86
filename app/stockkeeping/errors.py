"""Refusals of the stock desk: what is so, then what to do."""

from flask_babel import lazy_gettext

from app.errors import DomainError


class NoSuchPlace(DomainError):
    code = "no_such_place"
    status = 422
    message = lazy_gettext("%(scanned)s is no place of this warehouse. Scan the label of a bin.")


class OfOrders(DomainError):
    code = "of_orders"
    message = lazy_gettext("What lies in %(address)s belongs to orders. Only picking and packing move it.")


class LiesInQuarantine(DomainError):
    code = "lies_in_quarantine"
    message = lazy_gettext("Units leave quarantine on its own page: release them there, or scrap them.")


class NoPlaceOfOurs(DomainError):
    code = "no_place_of_ours"
    message = lazy_gettext("%(address)s is a side of the book, not a place where somebody can look. Scan a bin.")


class NothingThere(DomainError):
    code = "nothing_there"
    message = lazy_gettext("The book has no %(sku)s in %(address)s. Scan another bin, or book what you found.")


class WhichLotThere(DomainError):
    code = "which_lot_there"
    status = 422
    message = lazy_gettext("Several lots of %(sku)s lie in %(address)s: %(lots)s. Scan or type the lot.")


class LotNotThere(DomainError):
    code = "lot_not_there"
    status = 422
    message = lazy_gettext("Lot %(scanned)s does not lie in %(address)s. There: %(lots)s.")


class LotNeeded(DomainError):
    code = "lot_needed"
    status = 422
    message = lazy_gettext("%(sku)s is kept by lot. Scan or type the lot that stands on it.")


class LotTooLong(DomainError):
    code = "lot_too_long"
    status = 422
    message = lazy_gettext("A lot has at most %(longest)s characters. Look at the label again.")


class DateNeeded(DomainError):
    code = "date_needed"
    status = 422
    message = lazy_gettext("Lot %(lot)s of %(sku)s is new here. Enter until when it keeps.")


class UnitsNeeded(DomainError):
    code = "units_needed"
    status = 422
    message = lazy_gettext("Say how many units, from 1 to %(most)s.")


class TooFewFree(DomainError):
    code = "too_few_free"
    message = lazy_gettext(
        "Only %(free)s of %(sku)s are free in %(address)s: of %(on_hand)s there, %(reserved)s are kept for orders."
    )


class NotABin(DomainError):
    code = "target_no_bin"
    status = 422
    message = lazy_gettext("%(address)s is no bin. Scan the label of a bin.")


class BinClosed(DomainError):
    code = "target_closed"
    message = lazy_gettext("%(address)s is closed for now. Choose another bin.")


class SameBin(DomainError):
    code = "same_bin"
    status = 422
    message = lazy_gettext("They lie in %(address)s already. Scan the other bin.")


class ReasonNeeded(DomainError):
    code = "reason_needed"
    status = 422
    message = lazy_gettext("Choose a reason of the list.")


class WordsNeeded(DomainError):
    code = "words_needed"
    status = 422
    message = lazy_gettext("Write why. Who asked for it will read that.")


class DecidedAlready(DomainError):
    code = "decided_already"
    message = lazy_gettext("%(who)s has decided about this already. Nothing was changed.")


class FewerInQuarantine(DomainError):
    code = "fewer_in_quarantine"
    message = lazy_gettext("Of these, %(left)s lie in quarantine yet. Look at the page again.")


class ScrappedByLead(DomainError):
    code = "scrapped_by_lead"
    status = 403
    message = lazy_gettext("You may scrap %(most)s of them by yourself. For more, ask your lead.")


class LotIsBlocked(DomainError):
    code = "lot_is_blocked"
    message = lazy_gettext(
        "Lot %(lot)s of %(sku)s is blocked. Lift its block first, or leave the units where they are."
    )


class LotHasExpired(DomainError):
    code = "lot_has_expired"
    message = lazy_gettext("Lot %(lot)s of %(sku)s has expired on %(day)s. It goes back into no bin: scrap it.")


class LotBlockedAlready(DomainError):
    code = "lot_blocked_already"
    message = lazy_gettext("Lot %(lot)s of %(sku)s is blocked already. Nothing was changed.")


class BlockLifted(DomainError):
    code = "block_lifted"
    message = lazy_gettext("This block is lifted already. Nothing was changed.")
