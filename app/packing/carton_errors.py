"""What a packer is told of a carton as a whole: its kind, its weight, its checks, whether it is open."""

from flask_babel import lazy_gettext

from app.errors import DomainError


class CartonNotOpen(DomainError):
    code = "carton_not_open"
    message = lazy_gettext("Carton %(carton)s is closed. Open it again, or begin another one.")


class CartonNotClosed(DomainError):
    code = "carton_not_closed"
    message = lazy_gettext("Carton %(carton)s is not closed. Close it first, or look at it again.")


class CartonHasLeft(DomainError):
    code = "carton_has_left"
    message = lazy_gettext("Carton %(carton)s is loaded or has left. Take it off the truck first.")


class CartonOfOther(DomainError):
    code = "carton_of_other"
    status = 422
    message = lazy_gettext("Carton %(carton)s is of order %(order)s. Scan one of this order.")


class CartonUnsaid(DomainError):
    """Without its sides no carrier takes it that has limits: the packer says which one it is, or that it is another."""

    code = "carton_unsaid"
    message = lazy_gettext(
        "Which carton is %(carton)s? Scan the code on its blank, or tap Cartons and touch it. "
        "If it is none of them, tap “Other carton”. Then close it."
    )


class SidesOdd(DomainError):
    code = "sides_odd"
    status = 422
    message = lazy_gettext("Measure length, width and height in whole centimetres, each from 1 to 300.")


class NothingInCarton(DomainError):
    code = "nothing_in_carton"
    message = lazy_gettext("Carton %(carton)s is empty. Pack something into it first.")


class ToVerify(DomainError):
    code = "carton_to_verify"
    message = lazy_gettext("Carton %(carton)s is to be verified first. Open it, and scan each unit in it again.")


class NotToVerify(DomainError):
    code = "carton_not_to_verify"
    message = lazy_gettext("Carton %(carton)s does not have to be verified now. Look at it again.")


class SecondPersonNeeded(DomainError):
    code = "second_person_needed"
    message = lazy_gettext("Somebody else has to verify carton %(carton)s: you packed it yourself.")


class NoSecondPerson(DomainError):
    code = "no_second_person"
    message = lazy_gettext("Carton %(carton)s is verified by scanning. Scan each unit in it again.")


class WeightMissing(DomainError):
    code = "weight_missing"
    status = 422
    message = lazy_gettext("Put carton %(carton)s on the scale, or type what it weighs in grams.")


class ChecksLeft(DomainError):
    code = "checks_left"
    message = lazy_gettext("Still to be done before the last carton is closed: %(checks)s.")


class CheckUnknown(DomainError):
    code = "check_unknown"
    status = 422
    message = lazy_gettext("That is not on the list of this order. Look at the list again.")


class TypeUnknown(DomainError):
    code = "carton_type_unknown"
    status = 422
    message = lazy_gettext("%(scanned)s is no carton of this warehouse. Scan the code on the blank.")
