"""Files that an admin sends: bounded, put aside under our own name, read by the importers of the commands."""

import csv
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from flask import Flask, request
from flask_babel import lazy_gettext

from app.errors import DomainError
from app.tables.reading import Source
from app.tables.report import Report

TAKING_FILES = frozenset(
    {
        "install.create_items",
        "install.create_stock",
        "tracking.create_report",
        "cases.create_picture",
        "vendors.create_file",
        "returns.create",
        "returns.create_picture",
        "return_page.create",
        "stock_desk.create_set_aside",
        "stock_desk.create_picture",
        "deliveries.create_from_file",
        "forward_bins.create_rules",
    }
)
LARGEST = 32 * 1024 * 1024
ENDINGS = (".csv", ".csv.gz", ".csv.xz", ".xlsx")
SHOWN = 50
"""Rows of the report that the page shows."""


class FileMissing(DomainError):
    code = "file_missing"
    status = 422
    message = lazy_gettext("Choose a file first: %(endings)s.")


@dataclass(frozen=True)
class Imported:
    """What came of an upload: the importer's figures, and the rows that were not taken."""

    figures: dict[str, object]
    refused: tuple[Sequence[str], ...]


def init_uploads(app: Flask) -> None:
    app.before_request(_take_more)


def _take_more() -> None:
    """Some addresses take more than a form; said before anything reads what was sent."""
    if request.endpoint in TAKING_FILES:
        request.max_content_length = LARGEST


def imported(importer: Callable[[Source, Path], tuple[object, Report]]) -> Imported:
    """Give the file that was sent to the importer, with a place for its report."""
    with _put_aside() as path:
        report = path.with_name("report.csv")
        done, _ = importer(Source(path, None), report)
        return Imported(dict(vars(done)), _rows_of(report))


def sent_name() -> str:
    """What whoever sends the file calls it."""
    file = request.files.get("file")
    return file.filename or "" if file else ""


@contextmanager
def _put_aside() -> Iterator[Path]:
    file = request.files.get("file")
    ending = next((ending for ending in ENDINGS if file and (file.filename or "").lower().endswith(ending)), None)
    if file is None or ending is None:
        raise FileMissing(endings=", ".join(ENDINGS))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{ending}"
        file.save(path)
        yield path


def _rows_of(report: Path) -> tuple[Sequence[str], ...]:
    """The first rows of the report below its heading."""
    if not report.exists():
        return ()
    with report.open(newline="", encoding="utf-8-sig", errors="replace") as lines:
        return tuple(islice(csv.reader(lines), 1, SHOWN + 1))
