"""What is told to somebody who receives: what is so, what to do."""

from flask_babel import lazy_gettext

from app.errors import DomainError


class DeliveryOver(DomainError):
    code = "delivery_over"
    message = lazy_gettext("Delivery %(number)s is closed. Receive what you hold as another delivery.")


class DeliveryUnknown(DomainError):
    code = "delivery_unknown"
    status = 404
    message = lazy_gettext(
        "No open delivery goes by %(code)s. Scan the number on its paper, or receive it without announcement."
    )


class NothingAside(DomainError):
    code = "nothing_aside"
    status = 422
    message = lazy_gettext(
        "No goods with code %(code)s are kept aside. Keep them aside first, then take their photograph."
    )


class DeliveryUnclear(DomainError):
    code = "delivery_unclear"
    status = 422
    message = lazy_gettext("Say who sends it, in at most 80 letters.")


class NumberTaken(DomainError):
    code = "delivery_number_taken"
    message = lazy_gettext("There is a delivery %(number)s already. Choose another number, or leave it empty.")


class LinesUnclear(DomainError):
    code = "delivery_lines_unclear"
    status = 422
    message = lazy_gettext("Line %(line)s was not understood: an item's code, a space, how many units.")


class ItemUnknown(DomainError):
    code = "receiving_item_unknown"
    status = 404
    message = lazy_gettext("Nobody knows code %(code)s. Keep these goods aside, and say how many there are.")


class TooManyAnnounced(DomainError):
    """It may be so all the same: then somebody says so."""

    code = "more_than_announced"
    status = 422
    message = lazy_gettext("%(sku)s: that is %(over)s more than announced. If it is so, confirm it again.")


class CountUnclearHere(DomainError):
    code = "receiving_count"
    status = 422
    message = lazy_gettext("Say how many units there are: a whole number from 1 to 100,000.")


class LotNeeded(DomainError):
    code = "receiving_lot"
    status = 422
    message = lazy_gettext("%(sku)s is tracked by lot. Scan or type the lot, of at most 40 signs.")


class ExpiryNeeded(DomainError):
    code = "receiving_expiry"
    status = 422
    message = lazy_gettext("%(sku)s expires. Scan or type the day, such as 2027-03-31.")


class OtherExpiry(DomainError):
    code = "receiving_other_expiry"
    message = lazy_gettext("Lot %(lot)s of %(sku)s expires on %(day)s, as it was received before. Look again.")


class HasExpired(DomainError):
    code = "receiving_expired"
    status = 422
    message = lazy_gettext("This expired on %(day)s. Receive it as expired: it goes to quarantine.")


class ConditionUnclear(DomainError):
    code = "receiving_condition"
    status = 422
    message = lazy_gettext("Say whether it is good, damaged or expired.")


class NoSuchPlace(DomainError):
    code = "receiving_place"
    status = 422
    message = lazy_gettext("This is %(scanned)s, neither a dock nor an open plate. Scan one of these.")


class PlateDone(DomainError):
    code = "plate_done"
    message = lazy_gettext("Plate %(plate)s is finished. Take a new one.")


class PlateEmpty(DomainError):
    code = "plate_empty"
    message = lazy_gettext("Nothing lies on plate %(plate)s yet.")


class SerialKnown(DomainError):
    code = "serial_known"
    message = lazy_gettext("Serial number %(serial)s lies in %(address)s already. Keep the unit aside; call your lead.")


class PutAwayBegun(DomainError):
    code = "put_away_begun"
    message = lazy_gettext("It is finished and is put away. What is wrong about it is counted there.")


class WordNeeded(DomainError):
    code = "receiving_word"
    status = 422
    message = lazy_gettext("It differs from what was announced. Say in a few words what you know of that.")


class TooManyPlates(DomainError):
    code = "too_many_plates"
    status = 422
    message = lazy_gettext("From 1 to 100 plates are made at once.")
