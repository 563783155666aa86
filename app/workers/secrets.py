"""What only one person or one device knows: how it is made, and how it is kept.

A secret that we make is long and random, so that a plain hash keeps it and finds it. A secret that a person chooses is
short, so that argon2id keeps it and nothing finds it.
"""

import base64
import hashlib
import secrets
from typing import ClassVar

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask_babel import LazyString, lazy_gettext

from app.errors import DomainError

BADGE_MARK = "BDG-"
PIN_LENGTH = range(4, 9)
PASSWORD_LENGTH = 15
LONGEST = 200

# The second choice of OWASP's password storage advice: 19 MiB, two passes. About 20 ms on a small machine, so that a
# shift's start neither waits nor fills the memory.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_nobody = _hasher.hash(secrets.token_urlsafe())


class PinTooSimple(DomainError):
    code = "pin_too_simple"
    status = 422
    message: ClassVar[LazyString] = lazy_gettext("A PIN has four to eight digits, not all the same. Choose another.")


class PasswordTooShort(DomainError):
    code = "password_too_short"
    status = 422
    message: ClassVar[LazyString] = lazy_gettext("A password has 15 characters or more. Choose a longer one.")


def new_token() -> str:
    """A secret for a cookie or a link."""
    return secrets.token_urlsafe(32)


def new_badge_code() -> str:
    """80 random bits in signs that every scanner reads and a person can type."""
    return BADGE_MARK + base64.b32encode(secrets.token_bytes(10)).decode()


def new_pin() -> str:
    """Six digits, not all the same."""
    while len(set(pin := f"{secrets.randbelow(1_000_000):06d}")) == 1:
        pass
    return pin


def hash_token(token: str) -> str:
    """How a long random secret is kept."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def hash_badge(code: str) -> str:
    """How a badge's code is kept; small letters are read as capitals."""
    return hash_token(code.strip().upper())


def hash_pin(pin: str) -> str:
    """How a PIN is kept; raises PinTooSimple."""
    if not (pin.isascii() and pin.isdigit() and len(pin) in PIN_LENGTH) or len(set(pin)) == 1:
        raise PinTooSimple
    return _hasher.hash(pin)


def hash_password(password: str) -> str:
    """How a password is kept; raises PasswordTooShort."""
    if not PASSWORD_LENGTH <= len(password) <= LONGEST:
        raise PasswordTooShort
    return _hasher.hash(password)


def is_right(given: str, kept: str | None) -> bool:
    """Whether `given` is the PIN or password that was kept; takes as long when none was."""
    try:
        _hasher.verify(kept or _nobody, given[:LONGEST])
    except VerificationError:
        return False
    return kept is not None
