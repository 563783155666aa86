"""Solvers of other people, asked for the same walks."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import fast_tsp

DETAIL = 100
"""They reckon in whole numbers, so metres are given to them as centimetres."""

Matrix = Sequence[Sequence[float]]


def fast_tsp_order(metres: Matrix, seconds: float) -> list[int]:
    """A tour from node 0, by fast-tsp (Or-opt with restarts): the other nodes in order."""
    tour = fast_tsp.find_tour(_whole(metres), duration_seconds=seconds)
    first = tour.index(0)
    return [*tour[first + 1 :], *tour[:first]]


class OrTools:
    """Answers of `benchmarks.or_tools`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdin
        assert process.stdout
        self._into, self._out = process.stdin, process.stdout
        if self._out.readline() != "ready\n":
            raise SystemExit("OR-Tools, the rival of this part, is not here. Run it by make bench.")

    def order(self, metres: Matrix, seconds: float | None, asks: bool = False) -> tuple[list[int], float]:
        """A tour from node 0, the other nodes in order, by guided local search for so many seconds, or at its default
        for None; and the seconds that it took. `asks` as in `benchmarks.or_tools`."""
        milliseconds = None if seconds is None else round(seconds * 1000)
        question = {"metres": _whole(metres), "milliseconds": milliseconds, "asks": asks}
        print(json.dumps(question), file=self._into, flush=True)
        answer = json.loads(self._out.readline())
        return answer["order"], answer["seconds"]


@contextmanager
def or_tools() -> Iterator[OrTools]:
    """Its process, ended at the end."""
    command = [sys.executable, "-m", "benchmarks.or_tools"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield OrTools(process)
        finally:
            process.kill()


def _whole(metres: Matrix) -> list[list[int]]:
    return [[round(some * DETAIL) for some in row] for row in metres]
