"""What a worker is told when something may not happen: what is so, then what to do."""

from typing import Any, ClassVar

from flask_babel import LazyString, lazy_gettext

from app.languages import as_read


class DomainError(Exception):
    """A refusal that a worker can read and act on.

    Each subclass has a ``code`` (stored, never shown) and a ``message`` whose ``%(name)s`` places are filled from the
    keyword arguments, so that a stored refusal can be told again in the language of whoever asks.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    message: ClassVar[LazyString] = lazy_gettext("This is not possible now. Ask your lead.")
    known: ClassVar[dict[str, type["DomainError"]]] = {}

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code, params)
        self.params = params

    def __init_subclass__(cls) -> None:
        if cls.code in DomainError.known:
            raise TypeError(f"two refusals share the code {cls.code!r}")
        DomainError.known[cls.code] = cls

    def __str__(self) -> str:
        return str(self.message) % {name: as_read(name, value) for name, value in self.params.items()}


def refusal(code: str, params: dict[str, Any]) -> DomainError:
    """The refusal that was stored as `code` and `params`."""
    return DomainError.known.get(code, DomainError)(**params)


class NotFound(DomainError):
    code = "not_found"
    status = 404
    message = lazy_gettext("This is no longer here. Go back and look again.")


class Busy(DomainError):
    """Never stored as an outcome: the same operation may succeed a moment later."""

    code = "busy"
    status = 503
    message = lazy_gettext("The book is busy. What you scanned is kept; it is sent again by itself.")
