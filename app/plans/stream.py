"""JSON lines in, JSON lines out: each line is answered in its turn, and a line that makes no sense stops no other."""

import gzip
import io
import json
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

import click

from app.planning.points import NotInLayout, NoWay
from app.planning.scattered import NotEnoughHeld
from app.plans.instances import Unclear
from app.tables.lines import LARGEST, NotReadable, TooBig

LONGEST_LINE = 32 * 1024**2
"""Bytes of one instance; the largest published one has some 0.1 MB."""
GZIP = b"\x1f\x8b"
IMPOSSIBLE = (Unclear, NotEnoughHeld, NotInLayout, NoWay)

Instance = dict[str, Any]
Answer = dict[str, Any]


def answer_lines(file: Path | None, answer: Callable[[Instance], Answer]) -> int:
    """Write `{"name": …, **answer(line)}` for each line of the file (or of standard input), at once and in order.

    A line for which `answer` raises one of IMPOSSIBLE gets `{"name": …, "error": …}`; gives how many did.
    """
    wrong = 0
    with _opened(file) as stream:
        for line in _lines(stream, file.name if file else "standard input"):
            said = _answered(line, answer)
            wrong += "error" in said
            sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    return wrong


def finish(wrong: int) -> None:
    """Ends the command with exit status 1 if lines had no answer."""
    if wrong:
        click.echo(f'{wrong} lines could not be planned; each says why under "error".', err=True)
        raise SystemExit(1)


def _answered(line: bytes | None, answer: Callable[[Instance], Answer]) -> Answer:
    name = None
    try:
        instance = _instance(line)
        given = instance.get("name")
        name = given if isinstance(given, str | int) else None
        return {"name": name, **answer(instance)}
    except IMPOSSIBLE as problem:
        return {"name": name, "error": str(problem)}


def _instance(line: bytes | None) -> Instance:
    if line is None:
        raise Unclear(f"the line is longer than {LONGEST_LINE // 1024**2} MB")
    try:
        instance = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError) as problem:
        raise Unclear(f"the line is not JSON: {problem}") from None
    if not isinstance(instance, dict):
        raise Unclear("the line is JSON, but no object in braces")
    return instance


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number here")


@contextmanager
def _opened(file: Path | None) -> Iterator[BinaryIO]:
    """The file, unpacked if it is packed, whatever it is called."""
    if file is None:
        yield _unpacked(sys.stdin.buffer)
        return
    with file.open("rb") as stream:
        yield _unpacked(stream)


def _unpacked(stream: BinaryIO) -> BinaryIO:
    peeking = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    if peeking.peek(2)[:2] != GZIP:
        return peeking
    return cast(BinaryIO, gzip.GzipFile(fileobj=peeking))


def _lines(stream: BinaryIO, name: str) -> Iterator[bytes | None]:
    """The lines that are not empty; None for one that is too long. Raises NotReadable, TooBig."""
    try:
        total = 0
        while line := stream.readline(LONGEST_LINE):
            total += len(line)
            if total > LARGEST:
                raise TooBig(name=name)
            if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                _skip(stream)
                yield None
            elif line.strip():
                yield line
    except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
        raise NotReadable(name=name) from problem


def _skip(stream: BinaryIO) -> None:
    """Go on behind the line's end."""
    while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass
