"""What an admin is told who keeps carriers, services and numbers."""

from flask_babel import lazy_gettext

from app.errors import DomainError


class CarrierUnclear(DomainError):
    code = "carrier_unclear"
    status = 422
    message = lazy_gettext("A carrier has a code of up to 20 letters, digits and hyphens, and a name. Write both.")


class CarrierExists(DomainError):
    code = "carrier_exists"
    message = lazy_gettext("There is a carrier with the code %(name)s already. Take another code.")


class NoSuchLane(DomainError):
    code = "carrier_no_lane"
    status = 422
    message = lazy_gettext("%(lane)s is no staging lane and no dock here. Write addresses as they stand in the layout.")


class ServiceUnclear(DomainError):
    code = "service_unclear"
    status = 422
    message = lazy_gettext("A service has a code of up to 20 letters, digits and hyphens, and a name. Write both.")


class ServiceExists(DomainError):
    code = "service_exists"
    message = lazy_gettext("This carrier has a service with the code %(name)s already.")


class ServiceUnknown(DomainError):
    code = "service_unknown"
    status = 422
    message = lazy_gettext("This carrier knows no service %(name)s. It knows: %(names)s.")


class FieldUnclear(DomainError):
    code = "carrier_field_unclear"
    status = 422
    message = lazy_gettext("“%(name)s” was not understood. Nothing was changed; mend it and save again.")


class AddressUnclear(DomainError):
    code = "carrier_address_unclear"
    status = 422
    message = lazy_gettext("“%(address)s” is no address. It begins with https:// and has no blanks.")


class RangeUnclear(DomainError):
    code = "range_unclear"
    status = 422
    message = lazy_gettext(
        "These numbers cannot be written: look at the digits, the first and the last number, and the check digit. "
        "S10 has two letters, eight digits and a country of two letters."
    )


class RangeOverlaps(DomainError):
    code = "range_overlaps"
    message = lazy_gettext("%(first)s to %(last)s overlaps the range from %(other)s on. A number is given once only.")


class RangeGone(DomainError):
    code = "range_gone"
    message = lazy_gettext("This range is ended already.")
