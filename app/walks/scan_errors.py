"""What is told at a stop, on any walk: what was scanned, what is wanted, what to do."""

from flask_babel import lazy_gettext

from app.errors import DomainError


class WrongScan(DomainError):
    """Something known was scanned, but not what this stop asks for. Nothing changed."""

    code = "wrong_scan"
    status = 422
    message = lazy_gettext("This is %(scanned)s. You want %(wanted)s.")


class WrongBin(WrongScan):
    code = "wrong_bin"
    message = lazy_gettext("This is %(scanned)s. Go to %(wanted)s.")


class WrongItem(WrongScan):
    code = "wrong_item"
    message = lazy_gettext("This is %(scanned)s. Take %(wanted)s.")


class WrongLot(WrongScan):
    code = "wrong_lot"
    message = lazy_gettext("This is lot %(scanned)s. Take lot %(wanted)s.")


class ScanMissing(DomainError):
    code = "scan_missing"
    status = 422
    message = lazy_gettext("Scan the %(wanted)s first.")


class LotMissing(DomainError):
    code = "lot_missing"
    status = 422
    message = lazy_gettext("%(address)s holds several lots. Scan the lot.")


class CountUnclear(DomainError):
    """A code that counts the pieces in it, on what the book takes for a case."""

    code = "count_unclear"
    status = 422
    message = lazy_gettext("The code says %(says)s pieces, the book %(holds)s. Say how many you take.")


class SerialsMissing(DomainError):
    code = "serials_missing"
    status = 422
    message = lazy_gettext("%(given)s serial numbers for %(wanted)s units. Scan the number of each unit.")


class SerialTwice(DomainError):
    code = "serial_twice"
    status = 422
    message = lazy_gettext("Serial number %(serial)s was scanned already. Scan that of the next unit.")


class SerialIsItem(DomainError):
    code = "serial_is_item"
    status = 422
    message = lazy_gettext("This is the code of %(sku)s. Scan the serial number of the unit.")


class NotALane(WrongScan):
    code = "not_a_lane"
    message = lazy_gettext("This is %(scanned)s, not a staging lane. Scan the lane's label.")


class NothingToUndo(DomainError):
    code = "nothing_to_undo"
    message = lazy_gettext("There is nothing to undo on this walk.")


class UnknownReason(DomainError):
    code = "unknown_reason"
    status = 422
    message = lazy_gettext("Choose why it is short.")
