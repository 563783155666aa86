"""A long stream in pieces that a short transaction can take."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def in_batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """`things` in lists of `size`, the last one shorter."""
    stream = iter(things)
    while batch := list(islice(stream, size)):
        yield batch
