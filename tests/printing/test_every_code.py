"""Every code box of every template, as PDF and as ZPL, with every kind of text: it is read as it stands in the book.

The cells are made from the templates themselves, so a new template or a new code box is read here without being named.
What cannot be a code is told in words on the paper, and no code is printed in its place.
"""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from app.printing.papers import sheets_of
from app.printing.pdf import pdf_from
from app.printing.samples import sample
from app.printing.sheet import Sheet
from app.printing.sizes import LABELS, SIZES
from app.printing.templates import paper_named, paper_names
from app.printing.zpl import zpl_from
from tests.printing.cells import (
    Cell,
    cells,
    code_boxes,
    cut_from_label,
    cut_from_page,
    fed,
    first_page,
    together,
    with_codes,
)
from tests.printing.reading import gs1_in, pictures_of_zpl, readings

WITHOUT_CODE = {"cn22", "commercial_invoice"}
"""Customs read them, and they lie in the pouch beside the waybill, whose number has its code there."""
BARS = {"code128": "CODE-128", "gs1_128": "CODE-128", "ean13": "CODE-128", "qr": "QR-Code"}
IN_BARS = {"latin": "SO-2026-00417", "gtin": "4006381333931", "sscc": "095212345678900009"}
"""What each box says in its own kind of code."""
IN_ANY_KIND = {
    "chinese": "貨架-一",  # without a mark of its encoding this is read as Japanese
    "simplified": "货架-甲",
    "accents": "Größe ½",
    "emoji": "貨 📦",
    "quotes": "\"'`;<b>&amp;",
    "commands": "^XA~JA_5E\\^XZ",
    "placeholders": "{{ 7*7 }}{% raw %}",
    "functions of the printer": ">;123456>8",
    "short": "0",
    "separator": "010952123456789910L1\x1d3712",
    "wrong digit": "4006381333932",
    "long": "LONG-" * 12,
}
NEVER_SCANNED = {
    "control": "A\x07B",
    "turned": "A\u202eB",
    "unseen": "A\u200bB",
    "hard blank": "A\u00a0B",
    "longest": "9" * 600,
}
TEXTS = IN_BARS | IN_ANY_KIND | NEVER_SCANNED
ON_LABELS = {
    kind: TEXTS[kind]
    for kind in (*IN_BARS, "chinese", "commands", "functions of the printer", "separator", "long", "control")
}
"""Those that a label printer is drawn with, which takes longer; what stands on the label is placed as on the PDF."""
REFUSAL = "Cannot be scanned:"


def content(name: str, kind: str) -> dict[str, Any]:
    return fed(name, sample(name, "en"), TEXTS[kind])


def page(name: str, kind: str) -> Sheet:
    return first_page(sheets_of(name, [content(name, kind)], None))


def labels() -> list[str]:
    return [name for name in with_codes() if paper_named(name, None).size in LABELS]


def in_its_kind(kind: str, cell: Cell) -> str:
    bars = "EAN-13" if (cell.box.code, kind) == ("ean13", "gtin") else BARS[cell.box.code]
    return f"{bars}:{cell.says}"


def check(name: str, read: list[str], refused: dict[str, int]) -> None:
    """`refused`: of how many boxes the paper says in words that they cannot be scanned, for each text drawn."""
    rest, said = list(read), []
    for kind, many in refused.items():
        mine = cells(name, content(name, kind))
        assert all(TEXTS[kind] in cell.says for cell in mine), f"{kind}: a sign is lost before it is a code"
        for cell in mine[many:]:
            if kind in IN_BARS:
                assert in_its_kind(kind, cell) in rest, f"{in_its_kind(kind, cell)} is not read"
                rest.remove(in_its_kind(kind, cell))
            else:
                said.append(cell.says)
    assert sorted(code.partition(":")[2] for code in rest) == sorted(said)


def check_refused(name: str, refused: dict[str, int]) -> None:
    for kind, many in refused.items():
        boxes = len(code_boxes(name))
        if kind == "long":
            assert many < boxes, "a square has room for it"
        else:
            assert many == (boxes if kind in NEVER_SCANNED else 0), kind


def test_a_paper_without_a_code_is_known_as_one() -> None:
    assert set(paper_names()) - set(with_codes()) == WITHOUT_CODE


def test_no_table_has_codes() -> None:
    """The day one has, its rows' codes want cells of their own here."""
    for name in paper_names():
        columns = [column for box in paper_named(name, None).boxes for column in box.columns]
        assert not any(column.code for column in columns), name


@pytest.mark.slow
@pytest.mark.parametrize("name", with_codes())
def test_every_code_of_the_pdf_says_what_was_meant_or_words_say_why_not(name: str, tmp_path: Path) -> None:
    drawn, refused = pdf_from([page(name, kind) for kind in TEXTS]), {}
    with pypdfium2.PdfDocument(drawn) as document:
        for kind, shown in zip(TEXTS, document, strict=True):
            refused[kind] = " ".join(shown.get_textpage().get_text_range().split()).count(REFUSAL)
        together(cut_from_page(shown, code_boxes(name)) for shown in document).save(tmp_path / "boxes.png")

    check_refused(name, refused)
    check(name, readings(tmp_path / "boxes.png"), refused)


@pytest.mark.slow
def test_every_code_of_the_zpl_says_what_was_meant_or_words_say_why_not(tmp_path: Path) -> None:
    drawn = {(name, kind): zpl_from(page(name, kind)) for name in labels() for kind in ON_LABELS}
    sizes = {name: SIZES[paper_named(name, None).size] for name in labels()}
    pictures_of_zpl([(f"{name}-{kind}", zpl, *sizes[name]) for (name, kind), zpl in drawn.items()], tmp_path)

    for name in labels():
        refused = {kind: drawn[name, kind].count("^FDCannot") for kind in ON_LABELS}
        check_refused(name, refused)
        together(label(tmp_path / f"{name}-{kind}-0.png", name) for kind in ON_LABELS).save(tmp_path / "boxes.png")
        check(name, readings(tmp_path / "boxes.png"), refused)
        assert not list(tmp_path.glob(f"{name}-*-1.png")), "a text ended its label"


def label(path: Path, name: str) -> list[Image.Image]:
    with Image.open(path) as picture:
        return cut_from_label(picture, code_boxes(name))


@pytest.mark.slow
def test_a_printer_of_any_fineness_prints_codes_that_are_read(tmp_path: Path) -> None:
    fine = {dots: zpl_from(page("bin", "latin"), dots) for dots in (6, 12)}
    pictures_of_zpl([(f"bin{dots}", zpl, 60, 40, dots) for dots, zpl in fine.items()], tmp_path)
    for dots in fine:
        with Image.open(tmp_path / f"bin{dots}-0.png") as picture:
            together([cut_from_label(picture, code_boxes("bin"), dots)]).save(tmp_path / "boxes.png")
        assert readings(tmp_path / "boxes.png") == ["CODE-128:SO-2026-00417", "QR-Code:SO-2026-00417"], dots


def test_only_element_strings_bear_the_mark_of_gs1(tmp_path: Path) -> None:
    """With the mark every scanner looks for GS1's identifiers in it; without it, none does."""
    for text, marked in {"095212345678900009": 1, "095212345678900004": 0, "SO-2026-00417": 0}.items():
        sheet = first_page(sheets_of("carton", [sample("carton", "en") | {"code": text}], None))
        with pypdfium2.PdfDocument(pdf_from([sheet])) as document:
            together([cut_from_page(document[0], code_boxes("carton"))]).save(tmp_path / "boxes.png")
        assert gs1_in(tmp_path / "boxes.png") == marked, text
        assert readings(tmp_path / "boxes.png") == [f"CODE-128:{'00' * marked}{text}", f"QR-Code:{text}"]
