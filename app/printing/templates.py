"""A paper's template: boxes in millimetres, read from TOML; a warehouse's own goes before the one that comes with us.

The form is documented in docs/papers.md. What is wrong with a template is told with its name and line.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.printing.sizes import ALL_SIZES

DEFAULTS = Path(__file__).parent / "templates"
KINDS = ("text", "code", "line", "frame", "picture", "table")
CODES = ("code128", "gs1_128", "ean13", "qr")
ALIGNS = ("left", "center", "right")
FITS = ("wrap", "shrink")
PAGES = ("all", "first", "last", "later")
BIGGEST_FILE = 200_000
CHOICES = {"kind": KINDS, "code": ("", *CODES), "align": ALIGNS, "fit": FITS, "pages": PAGES}
Point = tuple[float, float]


class TemplateWrong(ValueError):
    """What is wrong with which template, and in which line."""

    def __init__(self, name: str, line: int, words: str) -> None:
        super().__init__(f"{name}.toml, line {line}: {words}")
        self.name, self.line, self.words = name, line, words


@dataclass(frozen=True)
class Column:
    width: float
    line: int
    head: str = ""
    text: str = ""
    align: str = "left"
    code: str = ""
    font: float = 0
    bold: bool = False


@dataclass(frozen=True)
class Box:
    """`at` is its left upper corner, `size` width and height; `font` in points; a table goes on `again`."""

    kind: str
    at: Point
    size: Point
    line: int
    text: str = ""
    font: float = 9
    bold: bool = False
    align: str = "left"
    fit: str = "wrap"
    code: str = ""
    when: str = ""
    pages: str = "all"
    thick: float = 0.3
    file: str = ""
    rows: str = ""
    again: Point = (0, 0)
    again_height: float = 0
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Paper:
    """`copies`: a text for each copy that is printed of it, such as for whom it is."""

    name: str
    size: str
    boxes: tuple[Box, ...]
    copies: tuple[str, ...] = ()
    is_own: bool = False
    folder: Path = field(default=DEFAULTS, compare=False)

    @property
    def millimetres(self) -> Point:
        return ALL_SIZES[self.size]


def paper_names() -> list[str]:
    """All papers there are."""
    return sorted(path.stem for path in DEFAULTS.glob("*.toml"))


def paper_named(name: str, own: Path | None) -> Paper:
    """The warehouse's own template, else ours. Raises TemplateWrong; KeyError for a paper that there is not."""
    if name not in paper_names():
        raise KeyError(name)
    path = own / f"{name}.toml" if own else DEFAULTS / f"{name}.toml"
    if not path.is_file():
        path = DEFAULTS / f"{name}.toml"
    if path.stat().st_size > BIGGEST_FILE:
        raise TemplateWrong(name, 1, f"larger than {BIGGEST_FILE} bytes")
    return read_paper(name, path.read_bytes(), path.parent)


@lru_cache(maxsize=100)
def read_paper(name: str, content: bytes, folder: Path) -> Paper:
    """Read once as long as the file says the same. Raises TemplateWrong."""
    reading = _Reading(name, content)
    given = reading.toml()
    size = given.get("size")
    if size not in ALL_SIZES:
        raise TemplateWrong(name, reading.line("size"), f"size is one of {', '.join(ALL_SIZES)}; it is {size!r}")
    reading.refuse_unknown(given, {"size", "copies", "box"}, 0)
    boxes = [reading.box(number, box, ALL_SIZES[size]) for number, box in enumerate(_tables(given.get("box", [])), 1)]
    copies = tuple(str(copy) for copy in given.get("copies", []))
    return Paper(name, size, tuple(boxes), copies, folder != DEFAULTS, folder)


class _Reading:
    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        try:
            self._source = content.decode()
        except UnicodeDecodeError:
            raise TemplateWrong(name, 1, "not written in UTF-8") from None
        self._starts = [1, *self._headers(r"\[\[\s*box\s*\]\]")]

    def toml(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._source)
        except tomllib.TOMLDecodeError as problem:
            found = re.search(r"\(at line (\d+)", str(problem))
            line = int(found[1]) if found else len(self._source.splitlines())
            raise TemplateWrong(self._name, line, str(problem)) from None

    def box(self, number: int, given: Mapping[str, Any], paper: Point) -> Box:
        columns = [
            self._made(Column, column, number, f"column {index}")
            for index, column in enumerate(_tables(given.get("column", [])), 1)
        ]
        rest = {key: value for key, value in given.items() if key != "column"}
        box: Box = self._made(Box, rest | {"columns": tuple(columns)}, number, "box")
        self._check(box, number, paper)
        return box

    def line(self, key: str, number: int = 0) -> int:
        """Where `key` of that box stands, else where the box begins."""
        begin = self._starts[number]
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._source.splitlines()) + 1
        lines = self._source.splitlines()[begin - 1 : end - 1]
        found = (begin + index for index, text in enumerate(lines) if re.match(rf"\s*{re.escape(key)}\s*=", text))
        return next(found, begin)

    def refuse_unknown(self, given: Mapping[str, Any], known: set[str], number: int) -> None:
        for key in given:
            if key not in known:
                raise TemplateWrong(
                    self._name, self.line(key, number), f"{key} is not known here; known are {', '.join(sorted(known))}"
                )

    def _headers(self, pattern: str) -> list[int]:
        return [n for n, text in enumerate(self._source.splitlines(), 1) if re.match(rf"\s*{pattern}", text)]

    def _made(self, kind: Any, given: Mapping[str, Any], number: int, words: str) -> Any:
        known = {one.name: one for one in fields(kind)}
        self.refuse_unknown(given, set(known) - {"line"}, number)
        values: dict[str, Any] = {"line": self._starts[number]}
        for name, one in known.items():
            if name in given:
                values[name] = self._value(name, given[name], one.default, number)
            elif one.default is MISSING and name != "line":
                raise TemplateWrong(self._name, self._starts[number], f"this {words} has no {name}")
        return kind(**values)

    def _value(self, name: str, value: Any, default: Any, number: int) -> Any:
        wrong = TemplateWrong(self._name, self.line(name, number), f"{name} cannot be {value!r}")
        if name in {"at", "size", "again"}:
            if not (isinstance(value, list) and len(value) == 2 and all(_is_number(one) for one in value)):
                raise wrong
            return tuple(float(one) for one in value)
        if name in {"columns"}:
            return value
        if name in CHOICES and value not in CHOICES[name]:
            raise wrong
        wants_number = name in {"width", "font", "thick", "again_height"}
        fits = _is_number(value) if wants_number else isinstance(value, bool if default is False else str)
        if not fits:
            raise wrong
        return value

    def _check(self, box: Box, number: int, paper: Point) -> None:
        right, bottom = box.at[0] + box.size[0], box.at[1] + box.size[1]
        if min(*box.at, *box.size) < 0 or right > paper[0] + 0.01 or bottom > paper[1] + 0.01:
            raise TemplateWrong(
                self._name, self.line("size", number), f"the box ends at {right:g}, {bottom:g}: outside the paper"
            )
        wanted = {"code": "code", "table": "rows", "picture": "file"}.get(box.kind)
        if wanted and not getattr(box, wanted):
            raise TemplateWrong(self._name, box.line, f"a {box.kind} needs {wanted}")
        if box.kind == "table" and sum(column.width for column in box.columns) > box.size[0] + 0.01:
            raise TemplateWrong(self._name, box.line, "the columns are wider than their table")


def _tables(given: Any) -> Sequence[Mapping[str, Any]]:
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10_000
