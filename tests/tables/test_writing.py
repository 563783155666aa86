"""Tables to take away are what was meant, and no text in them becomes a formula."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app.tables.writing import Value, csv_lines, xlsx_file

HOSTILE = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\tx", "\rx"]


def read_back(content: bytes, folder: Path) -> list[list[object]]:
    (folder / "t.xlsx").write_bytes(content)
    return CalamineWorkbook.from_path(str(folder / "t.xlsx")).get_sheet_by_index(0).to_python()  # type: ignore[return-value]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_could_be_a_formula_is_defused_in_csv_and_stays_text_in_xlsx(text: str, tmp_path: Path) -> None:
    _, row = csv.reader(io.StringIO("".join(csv_lines(["a"], [[text]]))[1:], newline=""))
    assert row == [f"'{text}"]

    content = xlsx_file(["a"], [[text]])
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert sheet.count('t="inlineStr"') == 2


def test_numbers_days_and_nothing_keep_their_kind(tmp_path: Path) -> None:
    rows: list[list[Value]] = [
        [-3, 2.5, Decimal("1.20"), date(2026, 11, 23), None, "<&>", datetime(2026, 11, 23, 9, 5, tzinfo=UTC)]
    ]
    columns = list("abcdefg")

    _, said = csv.reader(io.StringIO("".join(csv_lines(columns, rows))[1:]))
    assert said == ["-3", "2.5", "1.20", "2026-11-23", "", "<&>", "2026-11-23T09:05:00+00:00"]
    head, row = read_back(xlsx_file(columns, rows), tmp_path)
    assert head == columns
    assert row == [-3, 2.5, 1.2, date(2026, 11, 23), "", "<&>", "2026-11-23 09:05:00+00:00"]


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_any_text_makes_a_file_that_can_be_read(texts: list[str]) -> None:
    content = xlsx_file(["first", *["more"] * (len(texts) - 1)], [texts])
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert sheet.to_python()[0][0] == "first"
    assert "".join(csv_lines(["first"], [[text] for text in texts])).startswith("\ufefffirst")
