"""What is told to somebody who puts back: what was scanned, what is wanted, what to do."""

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.walks.scan_errors import WrongScan


class PutBackDone(DomainError):
    code = "put_back_done"
    message = lazy_gettext("%(address)s is done already. What you hold stays in its tote; call your lead.")


class PutBackOff(DomainError):
    code = "put_back_off"
    message = lazy_gettext("Order %(order)s goes on: nothing of it is put into %(address)s. Leave it in its tote.")


class TooManyBack(DomainError):
    code = "too_many_back"
    status = 422
    message = lazy_gettext("Only %(left)s go into %(address)s. Keep the rest in the tote.")


class NotABin(WrongScan):
    code = "not_a_bin"
    message = lazy_gettext("This is %(scanned)s, not a bin. Scan the label of another bin.")


class BinClosed(DomainError):
    code = "bin_closed"
    message = lazy_gettext("%(address)s is closed for now: nothing is put into it. Scan another bin.")


class SerialNotPicked(DomainError):
    code = "serial_not_picked"
    message = lazy_gettext(
        "Serial number %(serial)s is not one of those in this tote. Keep it aside and call your lead."
    )


class SerialsFirst(DomainError):
    """Which unit is damaged or missing is known once the others are back."""

    code = "serials_first"
    status = 422
    message = lazy_gettext("Put the good units back first, each by its number. Then say what is wrong with the rest.")


class PutBacksLeft(DomainError):
    code = "put_backs_left"
    message = lazy_gettext("%(left)s stops are still to do. Put the units back first, or say what is wrong with them.")


class KeptMeanwhile(DomainError):
    code = "kept_meanwhile"
    message = lazy_gettext("What you put into %(address)s is kept for another order by now. Leave it there.")
