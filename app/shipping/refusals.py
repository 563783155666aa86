"""What a packer, a shipper or an admin is told when a waybill may not be made, changed or used."""

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.shipping.findings import Finding, all_words


class WithFindings(DomainError):
    """`findings` are told one after the other, in the reader's language."""

    code = "findings"

    def __str__(self) -> str:
        told = all_words(Finding(reason, params) for reason, params in self.params.get("findings", ()))
        return str(self.message) % (self.params | {"findings": told})


def as_params(findings: list[Finding]) -> list[list[object]]:
    """As a refusal keeps them."""
    return [[one.reason, one.params] for one in findings]


class NotReady(WithFindings):
    code = "no_label_yet"
    message = lazy_gettext("No label for carton %(carton)s yet. %(findings)s")


class ServiceRefuses(WithFindings):
    code = "service_refuses"
    message = lazy_gettext("%(service)s does not take carton %(carton)s. %(findings)s Choose another.")


class NobodyTakesIt(DomainError):
    code = "nobody_takes_it"
    message = lazy_gettext("No carrier takes carton %(carton)s as it is. See why beside each, and choose or repack.")


class CartonLoaded(DomainError):
    code = "waybill_loaded"
    message = lazy_gettext("Carton %(carton)s is loaded. Take it off the manifest first.")


class CartonGone(DomainError):
    code = "waybill_carton_gone"
    message = lazy_gettext("Carton %(carton)s has left. Its waybill stays as it is.")


class NumbersOut(DomainError):
    code = "numbers_out"
    message = lazy_gettext("%(carrier)s has no numbers left. Ask an admin for a new range, or choose another carrier.")


class ScanThePile(DomainError):
    code = "scan_the_pile"
    message = lazy_gettext("%(carrier)s has printed waybills. Take one from its pile, stick it on and scan it.")


class NoSuchNumber(DomainError):
    code = "no_such_waybill_number"
    status = 422
    message = lazy_gettext("%(scanned)s is on no pile here, or its check digit is wrong. Scan the waybill again.")


class NumberUsed(DomainError):
    code = "waybill_number_used"
    message = lazy_gettext("Waybill %(number)s is on carton %(carton)s already. Take the next one from the pile.")


class AlreadyVoid(DomainError):
    code = "waybill_void"
    message = lazy_gettext("Waybill %(number)s is void already.")


class NoSuchCarton(DomainError):
    code = "no_such_carton"
    status = 422
    message = lazy_gettext("%(scanned)s is no carton and no order that is packed here. Scan the carton's label.")


class SeveralCartons(DomainError):
    code = "several_cartons"
    message = lazy_gettext("Order %(number)s has several cartons: %(cartons)s. Scan the carton's own label.")


class NothingToAsk(DomainError):
    code = "nothing_to_ask"
    message = lazy_gettext("The carrier has answered already. Look again.")


class NothingOnPaper(DomainError):
    code = "nothing_on_paper"
    message = lazy_gettext("Carton %(carton)s has no waybill. Make one first.")
