"""What a page or a fragment of the server says, as far as people of the simulation look at it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

from app.simulation.effects import Progress

TODO, DONE, SHORT, SKIPPED = "todo", "done", "short", "skipped"
BOARD = "wave-changed floor-changed"
"""After these the live floor is asked for again, as in `board.js`."""
LISTS, MAP = 1.5, 4.0
"""Seconds at least between two askings for its lists, and for its map, as in `rows.js`."""


@dataclass(frozen=True)
class Stop:
    """A stop as its element says it; `codes` are (code, units it stands for)."""

    line: int
    state: str
    address: str
    bin: str
    codes: tuple[tuple[str, int], ...]
    lot: str
    asks_serial: bool
    quantity: int
    picked: int
    short: int
    place: int
    lines: int
    metres: float
    empty_at: int | None
    picks: str

    @property
    def left(self) -> int:
        return self.quantity - self.picked - self.short

    @property
    def progress(self) -> Progress:
        return self.state, self.picked, self.short


@dataclass(frozen=True)
class Place:
    """A place on the cart; `passed_on` is the tote that stands ready for it, if there is one."""

    id: int
    tote: str
    passed_on: str
    binds: str
    fulls: str


@dataclass
class Part:
    """It asks for itself again when a nudge is named in `when`, at most once in `every` seconds."""

    url: str
    when: str
    every: float = 0.0


@dataclass
class Document:
    """What it does not hold is left empty; `lists` says what of each is there, `tasks` and `waves` are states."""

    metas: dict[str, str] = field(default_factory=dict)
    walk: dict[str, str] = field(default_factory=dict)
    path: dict[str, str] = field(default_factory=dict)
    stops: dict[int, Stop] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    lanes: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    live: list[Part] = field(default_factory=list)
    lists: dict[str, str] = field(default_factory=dict)
    forms: list[str] = field(default_factory=list)
    tasks: dict[int, str] = field(default_factory=dict)
    waves: dict[int, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.read = Document()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        for mark, keep in _BY_MARK.items():
            if mark in said:
                keep(self.read, said)
        if tag in _BY_TAG:
            _BY_TAG[tag](self.read, said)


def read(html: str) -> Document:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.read


Said: TypeAlias = dict[str, str]


def _keep_stop(read: Document, said: Said) -> None:
    stop = _stop(said)
    read.stops[stop.line] = stop


def _keep_place(read: Document, said: Said) -> None:
    place = _place(said)
    read.places[place.id] = place


def _keep_part(read: Document, said: Said) -> None:
    if "from:body" in said.get("data-hx-trigger", ""):
        read.live.append(Part(said["data-hx-get"], said["data-hx-trigger"]))


def _keep_meta(read: Document, said: Said) -> None:
    read.metas[said.get("name", "")] = said.get("content", "")


def _keep_state(states: dict[int, str], said: Said, kind: str) -> None:
    """Of a row that is called task-7 and has a class like task--free."""
    name, _, number = said.get("id", "").partition("-")
    if name == kind and number.isdigit():
        states[int(number)] = said.get("class", "").partition(f"{kind}--")[2].split(" ")[0]


_BY_MARK: dict[str, Callable[[Document, Said], None]] = {
    "data-stop": _keep_stop,
    "data-place-card": _keep_place,
    "data-lane": lambda read, said: read.lanes.append(said["data-lane"]),
    "data-undos": lambda read, said: read.walk.update(said),
    "data-walk-state": lambda read, said: read.path.update(said),
    "data-hx-get": _keep_part,
    "data-changes": lambda read, said: read.live.append(Part(said["data-changes"], BOARD, LISTS)),
    "data-seen": lambda read, said: read.lists.update({said["id"]: said["data-seen"]}),
    "data-map": lambda read, said: read.live.append(Part(said["data-map"], BOARD, MAP)),
}
_BY_TAG: dict[str, Callable[[Document, Said], None]] = {
    "meta": _keep_meta,
    "a": lambda read, said: read.links.append(said.get("href", "")),
    "form": lambda read, said: read.forms.append(said.get("action", "")),
    "tr": lambda read, said: _keep_state(read.tasks, said, "task"),
    "article": lambda read, said: _keep_state(read.waves, said, "wave"),
}


def _stop(said: Said) -> Stop:
    return Stop(
        line=int(said["data-line"]),
        state=said["data-state"],
        address=said["data-address"],
        bin=said["data-bin"],
        codes=tuple((code, units) for code, units, _unit in json.loads(said["data-codes"])),
        lot=said["data-lot"],
        asks_serial="data-asks-serial" in said,
        quantity=int(said["data-quantity"]),
        picked=int(said["data-picked"]),
        short=int(said["data-short"]),
        place=int(said["data-place"]),
        lines=int(said["data-lines"]),
        metres=float(said["data-metres"] or 0),
        empty_at=int(said["data-empty-at"]) if said.get("data-empty-at") else None,
        picks=said["data-picks"],
    )


def _place(said: Said) -> Place:
    return Place(
        id=int(said["data-place"]),
        tote=said["data-tote"],
        passed_on=said.get("data-passed-on", ""),
        binds=said["data-binds"],
        fulls=said["data-fulls"],
    )
