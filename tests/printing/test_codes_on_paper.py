"""Every code on every paper is read again among all that stands beside it, from the PDF and from the ZPL."""

from pathlib import Path
from typing import Any

import pytest

from app.printing.papers import pdf_of, zpl_of
from app.printing.samples import sample
from app.printing.sizes import LABELS, SIZES
from app.printing.templates import paper_named, paper_names
from tests.printing.reading import codes_in, codes_of_pdf, pictures_of_zpl

LANGUAGES = ["en", "zh_Hant", "zh_Hans"]
EXPECTED = {
    "badge": {"CODE-128:BDG-SAMPLEBADGE23456", "QR-Code:BDG-SAMPLEBADGE23456"},
    "bin": {"CODE-128:LOC-A-03-2", "QR-Code:LOC-A-03-2"},
    "carton": {"CODE-128:00095212345678900009", "QR-Code:095212345678900009"},
    "cn22": set(),
    "cn23": {"CODE-128:HX123456785TW"},
    "commercial_invoice": set(),
    "delivery_note": {"CODE-128:SO-2026-00417"},
    "gate_pass": {"CODE-128:M-20261123-01", "QR-Code:M-20261123-01"},
    "item": {"EAN-13:4006381333931"},
    "lane": {"CODE-128:LANE-1", "QR-Code:LANE-1"},
    "manifest": {"CODE-128:M-20261123-01"},
    "packing_slip": {"QR-Code:095212345678900009"},
    "pick_list": {"QR-Code:WALK-9"},
    "plate_label": {"CODE-128:00095212345678900009", "QR-Code:095212345678900009"},
    "return_parcel": {"CODE-128:RP-00017", "QR-Code:RP-00017"},
    "return_slip": {"CODE-128:SO-2026-00417", "QR-Code:SO-2026-00417"},
    "return_unit": {"EAN-13:4006381333931"},
    "tote": {"CODE-128:TOTE-001", "QR-Code:TOTE-001"},
    "waybill": {"CODE-128:HX123456785TW", "QR-Code:HX123456785TW"},
}
HOSTILE = "^XA^FO0,0^GB400,400,400^FS~JA_5E \\^XZ =cmd|'/c'!A1 <b>\u202eRTL\x00\x1b $(rm)"
LONG = "Straße der Übergröße 庫位很長的名稱 " * 40


def labels() -> list[str]:
    return [name for name in paper_names() if paper_named(name, None).size in LABELS]


def test_each_paper_has_what_is_read_on_it_written_down() -> None:
    assert set(EXPECTED) == set(paper_names())


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_codes_of_the_pdf_are_read(name: str, language: str, tmp_path: Path) -> None:
    pages = codes_of_pdf(pdf_of(name, [sample(name, language)], None), tmp_path)
    assert pages[0] == EXPECTED[name]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_codes_of_the_zpl_are_read(language: str, tmp_path: Path) -> None:
    pictures_of_zpl(
        [(name, zpl_of(name, sample(name, language), None), *SIZES[paper_named(name, None).size]) for name in labels()],
        tmp_path,
    )
    assert {name: codes_in(tmp_path / f"{name}-0.png") for name in labels()} == {
        name: EXPECTED[name] for name in labels()
    }


def spoilt(name: str, text: str) -> dict[str, Any]:
    """Every text but the codes says that."""
    kept = {"language", "time_zone", "currency", "code", "number", "store", "quantity"}
    content = sample(name, "en")
    return {
        key: text
        if isinstance(value, str)
        and key not in kept
        and not key.endswith("_at")
        and key not in ("collects", "insured_for", "total")
        else {part: said if part == "store" else text for part, said in value.items()}
        if isinstance(value, dict)
        else value
        for key, value in content.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize("text", [HOSTILE, LONG], ids=["hostile", "long"])
def test_no_text_covers_a_code_or_commands_a_printer(text: str, tmp_path: Path) -> None:
    drawn = []
    for name in labels():
        content = spoilt(name, text)
        assert codes_of_pdf(pdf_of(name, [content], None), tmp_path)[0] == EXPECTED[name], name
        drawn.append((name, zpl_of(name, content, None), *SIZES[paper_named(name, None).size]))
    pictures_of_zpl(drawn, tmp_path)
    for name in labels():
        assert codes_in(tmp_path / f"{name}-0.png") == EXPECTED[name], name
        assert not (tmp_path / f"{name}-1.png").exists(), "a text ended its label"
