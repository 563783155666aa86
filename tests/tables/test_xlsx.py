"""Spreadsheets: read like CSV, and refused before they are opened when they would fill the memory."""

import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from app.tables.lines import NotReadable
from app.tables.reading import Source, open_table
from app.tables.xlsx_rows import SheetTooBig

BOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="xl/workbook.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Orders" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="worksheets/sheet1.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>',
}


def spreadsheet(path: Path, rows: str) -> Source:
    """The smallest workbook: one sheet with the given rows."""
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**BOOK, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, text)
    return Source(path)


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_sheet_reads_like_a_csv_file_and_whole_numbers_stay_whole(tmp_path: Path) -> None:
    header = f'<row r="1">{text_cell("A1", "sku")}{text_cell("B1", "quantity")}</row>'
    first = f'<row r="2">{text_cell("A2", "MUG, red")}<c r="B2"><v>6</v></c></row>'
    table = open_table(spreadsheet(tmp_path / "a.xlsx", header + first + f'<row r="4">{text_cell("A4", "x")}</row>'))

    rows = list(table)
    assert table.columns == ["sku", "quantity"]
    assert [(row.line, row.values) for row in rows] == [(2, ["MUG, red", "6"]), (4, ["x", ""])]
    assert rows[0].text == '"MUG, red",6'


def test_a_sheet_with_a_cell_in_its_farthest_corner_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    rows = f'<row r="1">{text_cell("A1", "sku")}</row><row r="1048576">{text_cell("XFD1048576", "x")}</row>'

    with pytest.raises(SheetTooBig, match=r"a\.xlsx"):
        open_table(spreadsheet(tmp_path / "a.xlsx", rows))


def test_a_sheet_that_swells_a_thousandfold_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    began = datetime.now().astimezone()

    with pytest.raises(SheetTooBig):
        open_table(spreadsheet(tmp_path / "a.xlsx", " " * 50_000_000))
    assert (datetime.now().astimezone() - began).total_seconds() < 20


def test_a_file_that_only_calls_itself_a_spreadsheet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("sku,quantity\n")

    with pytest.raises(NotReadable):
        open_table(Source(tmp_path / "a.xlsx"))
