"""What of a list changed since a page saw it: the page names what it has, and gets the rows that are different now."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Any

KEPT = 256
"""Lists that pages may still have before them; of one that is forgotten a page gets all rows again."""


@dataclass(frozen=True)
class Row:
    """`id` is its element's; `view` what its template shows; `digest` is the same as long as that is."""

    id: str
    view: Any
    digest: str


@dataclass(frozen=True)
class Patch:
    """The list's new name, its rows in their order, and those of them that the page does not have as they are."""

    seen: str
    order: Sequence[str]
    changed: Sequence[Row]


class Lists:
    """What was given to pages lately, by name. The name is made of the content: equal lists have equal names."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._digests: OrderedDict[str, dict[str, str]] = OrderedDict()

    def patch(self, rows: Sequence[Row], seen: str) -> Patch | None:
        """What turns the list `seen` into `rows`; None where they are the same."""
        digests = {row.id: row.digest for row in rows}
        name = _digest((list(digests.items()),))
        if name == seen:
            return None
        with self._lock:
            before = self._digests.get(seen, {})
            self._digests[name] = digests
            self._digests.move_to_end(name)
            if len(self._digests) > KEPT:
                self._digests.popitem(last=False)
        changed = [row for row in rows if before.get(row.id) != row.digest]
        return Patch(name, list(digests), changed)


def row(element: str, view: Any, *shown: object) -> Row:
    """A row whose look depends on nothing but what is `shown`, which has a plain `repr`."""
    return Row(element, view, _digest(shown))


def _digest(shown: Iterable[object]) -> str:
    return blake2b(repr(tuple(shown)).encode(), digest_size=9).hexdigest()
