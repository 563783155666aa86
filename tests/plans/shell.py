"""`flask plan …` as a user of the shell meets it, without a database."""

import json
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner

from app.plans.cli import plan

HALL = {
    "aisles": 4,
    "blocks": [10, 10],
    "aisle_pitch": 3.0,
    "cell_pitch": 1.0,
    "end_to_cell": 1.0,
    "depot": {"aisle": 0, "cross_aisle": 0},
}
"""Two blocks of 11 metres."""


@dataclass(frozen=True)
class Said:
    """What the command wrote: an answer for each line, the words beside them, and its exit status."""

    answers: list[dict[str, Any]]
    words: str
    status: int


def shell(command: str, *words: str, lines: list[Any] | bytes = b"") -> Said:
    """Run `flask plan COMMAND` with the lines as standard input, each as JSON or as the text that it is."""
    texts = [] if isinstance(lines, bytes) else [one if isinstance(one, str) else json.dumps(one) for one in lines]
    given = lines if isinstance(lines, bytes) else "\n".join([*texts, ""]).encode()
    result = CliRunner().invoke(plan, [command, *words], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Said([json.loads(line) for line in result.stdout.splitlines()], result.stderr, result.exit_code)


def asked(name: str, *stops: list[Any], **more: object) -> dict[str, object]:
    """A line that asks for a path."""
    return {"name": name, "layout": HALL, "stops": list(stops), **more}
