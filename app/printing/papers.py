"""A paper from its content: `pdf_of` for sheets and labels, `zpl_of` for a label printer; pure but for the templates.

`content` is plain data (see app/papers), with `language` and `time_zone` always in it. In a folder `papers` beside the
book a warehouse keeps templates of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.printing.pdf import pdf_from
from app.printing.placing import sheet_of
from app.printing.sheet import Sheet, on_sheets
from app.printing.templates import paper_named
from app.printing.zpl import zpl_from

Content = Mapping[str, Any]


def sheets_of(name: str, contents: Iterable[Content], own: Path | None, copies: int = 1) -> list[Sheet]:
    """Each content in each of the template's copies, so many times. Raises TemplateWrong, KeyError."""
    paper = paper_named(name, own)
    return [
        sheet_of(paper, content, copy)
        for content in contents
        for copy in (paper.copies or ("",))
        for _ in range(copies)
    ]


def pdf_of(name: str, contents: Iterable[Content], own: Path | None, copies: int = 1) -> bytes:
    return pdf_from(sheets_of(name, contents, own, copies), title=name.replace("_", " "))


def pdf_to_cut(name: str, contents: Iterable[Content], own: Path | None, size: str) -> bytes:
    """Labels on larger paper, to be cut out."""
    return pdf_from(on_sheets(sheets_of(name, contents, own), size), title=name.replace("_", " "))


def zpl_of(name: str, content: Content, own: Path | None, dots_per_mm: int = 8, copies: int = 1) -> str:
    return "".join(zpl_from(sheet, dots_per_mm) for sheet in sheets_of(name, [content], own, copies))


@dataclass(frozen=True)
class Print:
    paper: str
    content: Content
    copies: int = 1


def pdf_of_prints(prints: Sequence[Print], own: Path | None) -> bytes:
    """Papers of several kinds in one document."""
    sheets = [sheet for one in prints for sheet in sheets_of(one.paper, [one.content], own, one.copies)]
    return pdf_from(sheets, title=", ".join(sorted({one.paper.replace("_", " ") for one in prints})))


def pdf_aside(given: tuple[Sequence[Print], Path | None], stop: object, tell: object) -> bytes:
    """The same for the process that computes aside."""
    return pdf_of_prints(*given)
