"""A table as a file to take away: CSV in pieces, or XLSX."""

from collections.abc import Iterable, Iterator
from typing import IO

from flask import Response, stream_with_context

from app.tables.writing import Row, csv_of, xlsx_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PIECE = 64 * 1024


def table_file(name: str, form: str, header: Row, rows: Iterable[Row]) -> Response:
    """`name` is ours; `form` is csv or xlsx."""
    if form == "csv":
        response = Response(stream_with_context(csv_of(header, rows)), mimetype="text/csv")
    else:
        response = Response(_pieces(xlsx_of(header, rows)), mimetype=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
