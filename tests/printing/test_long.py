"""What is more than fits goes on, or is cut with a sign; never over what stands beside it, and a code is never cut."""

from pathlib import Path

import pytest

from app.printing.papers import pdf_of, sheets_of
from app.printing.samples import sample
from app.printing.sheet import Bars, Words
from app.printing.templates import paper_names
from tests.printing.reading import codes_of_pdf, sizes_of_pdf, text_of_pdf

LONG = "Straße der Übergröße 庫位很長的名稱 " * 12
LINES = ("cn22", "delivery_note", "packing_slip", "return_slip")
TABLES = dict.fromkeys(LINES, "lines") | {"pick_list": "stops"}
SPOILT = ("name", "customer", "notes", "sender", "zone", "warehouse", "place")
NEVER_LONG = {"tote", "return_slip"}
"""None of those words stands on them, or there is room for all of it."""


def many(paper: str, count: int) -> dict[str, object]:
    kept, rows = sample(paper, "zh_Hant"), TABLES[paper]
    row, numbers = kept[rows][0], range(1, count + 1)
    return kept | {rows: [row | {"sku": f"SKU-{number:03}", "name": f"Row {number:03}"} for number in numbers]}


@pytest.mark.parametrize("paper", sorted(TABLES))
def test_forty_lines_go_on_over_pages_each_once_and_in_order(paper: str) -> None:
    sheet = sheets_of(paper, [many(paper, 40)], None)[0]
    said = [[one.text for one in page if isinstance(one, Words) and "Row " in one.text] for page in sheet.pages]
    assert len(sheet.pages) > 1
    assert [text[-7:] for page in said for text in page] == [f"Row {number:03}" for number in range(1, 41)]


@pytest.mark.parametrize("paper", sorted(TABLES))
def test_no_words_of_one_page_lie_over_others(paper: str) -> None:
    for number, page in enumerate(sheets_of(paper, [many(paper, 40)], None)[0].pages):
        words = [one for one in page if isinstance(one, Words)]
        for index, one in enumerate(words):
            over = [other.text for other in words[index + 1 :] if covers(one, other)]
            assert over == [], f"page {number + 1}: {one.text}"


def covers(one: Words, other: Words) -> bool:
    """Whether their letters meet; what hangs below a line may."""
    return spans(left(one), left(other)) and spans(upright(one), upright(other))


def left(words: Words) -> tuple[float, float]:
    wide = words.face.width(words.text, words.points, words.bold)
    begin = words.x + {"left": 0.0, "center": (words.width - wide) / 2, "right": words.width - wide}[words.align]
    return begin, begin + wide


def upright(words: Words) -> tuple[float, float]:
    return words.y - words.points * 0.25, words.y


def spans(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) > 0.05


@pytest.mark.parametrize("paper", paper_names())
def test_a_long_name_stays_inside_the_paper_and_says_that_it_was_cut(paper: str) -> None:
    content = sample(paper, "zh_Hant")
    spoilt = {key: LONG if key in SPOILT else value for key, value in content.items()}
    spoilt["to"] = content["to"] | {"name": LONG, "address": LONG}
    for sheet in sheets_of(paper, [spoilt], None):
        cut = False
        for page in sheet.pages:
            for one in page:
                if isinstance(one, Words):
                    begin, end = left(one)
                    assert begin > -0.1, one.text
                    assert end < sheet.size[0] + 0.1, one.text
                    assert one.y < sheet.size[1], one.text
                    cut = cut or one.text.endswith(one.face.dots)
                if isinstance(one, Bars):
                    assert one.x + len(one.code.rows[0]) * one.module <= sheet.size[0]
        assert cut or paper in NEVER_LONG


def test_the_codes_of_a_waybill_with_long_words_are_whole(tmp_path: Path) -> None:
    content = sample("waybill", "zh_Hant") | {"notes": LONG, "sender": LONG, "service": LONG, "carrier": LONG}
    drawn = pdf_of("waybill", [content], None)
    assert sizes_of_pdf(drawn) == [(100, 150)]
    assert codes_of_pdf(drawn, tmp_path)[0] == {"CODE-128:HX123456785TW", "QR-Code:HX123456785TW"}
    assert "…" in text_of_pdf(drawn)
