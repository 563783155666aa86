"""Why something is not printed, and what to do."""

from flask_babel import lazy_gettext

from app.errors import DomainError


class PrinterUnknown(DomainError):
    code = "printer_unknown"
    status = 422
    message = lazy_gettext("This printer is not here, or was taken out of use. Choose another.")


class PrinterNotUnderstood(DomainError):
    code = "printer_not_understood"
    status = 422
    message = lazy_gettext(
        "Give the printer a name of its own and its size of paper; one on the network also its address and port."
    )


class PaperDoesNotFit(DomainError):
    code = "paper_does_not_fit"
    status = 422
    message = lazy_gettext("%(printer)s holds paper of %(holds)s, and this is %(wants)s. Choose another printer.")


class TooManyCopies(DomainError):
    code = "too_many_copies"
    status = 422
    message = lazy_gettext("Print 1 to %(most)s copies at once.")


class PrintUnderWay(DomainError):
    code = "print_under_way"
    message = lazy_gettext("This was printed or cancelled already. Look at the list again.")


class TemplateNotRight(DomainError):
    code = "template_not_right"
    status = 422
    message = lazy_gettext("The template %(name)s cannot be filled, line %(line)s: %(words)s. An admin mends it.")


class PaperForgotten(DomainError):
    code = "paper_forgotten"
    message = lazy_gettext("The customer's data were deleted, and what stood on this paper with them.")


class NothingToPrint(DomainError):
    code = "nothing_to_print"
    status = 422
    message = lazy_gettext("Nothing lies between these. Choose others.")


class TooManyAtOnce(DomainError):
    code = "too_many_at_once"
    status = 422
    message = lazy_gettext("%(count)s papers are too many at once. Ask for %(most)s at most.")
