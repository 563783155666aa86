"""A barcode is hostile input: printable characters and GS1's separator only, at most 512, used for look-up only."""

from flask_babel import lazy_gettext

from app.errors import DomainError

LONGEST, LONGEST_NUMBER = 512, 80
"""Signs of any code, and of the number of one unit."""
GROUP_SEPARATOR = "\x1d"


class NoCode(DomainError):
    code = "no_code"
    status = 422
    message = lazy_gettext("That was no code that a shelf or an item has. Scan again.")


class NoNumber(DomainError):
    code = "no_number"
    status = 422
    message = lazy_gettext(
        "%(scanned)s … is too long for a serial number: the longest has %(most)s signs. Scan the number on the unit."
    )


def clean(text: str) -> str:
    """The code without the blanks around it. Raises NoCode for what no scanner of ours would send."""
    code = text.strip(" \t\r\n")
    if not code or len(code) > LONGEST:
        raise NoCode
    if not all(sign.isprintable() or sign == GROUP_SEPARATOR for sign in code):
        raise NoCode
    return code


def clean_number(text: str) -> str:
    """The number of one unit, as it is kept. Raises NoCode or NoNumber."""
    number = clean(text)
    if len(number) > LONGEST_NUMBER:
        raise NoNumber(scanned=number[:20], most=LONGEST_NUMBER)
    return number
