"""A barcode is hostile input: printable characters and GS1's separator only, at most 512, used for look-up only."""

from flask_babel import lazy_gettext

from app.errors import DomainError

LONGEST = 512
GROUP_SEPARATOR = "\x1d"


class NoCode(DomainError):
    code = "no_code"
    status = 422
    message = lazy_gettext("That was no code that a shelf or an item has. Scan again.")


def clean(text: str) -> str:
    """The code without the blanks around it. Raises NoCode for what no scanner of ours would send."""
    code = text.strip(" \t\r\n")
    if not code or len(code) > LONGEST:
        raise NoCode
    if not all(sign.isprintable() or sign == GROUP_SEPARATOR for sign in code):
        raise NoCode
    return code
