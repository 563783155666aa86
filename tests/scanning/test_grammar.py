"""What a code says by itself. The handheld is held to the same vectors in tests/browser/test_grammar.py."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.scanning import NoCode, gtin_of, read
from app.scanning.codes import LONGEST
from app.scanning.grammar import gtins_of

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "vectors.json").read_text())


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["says"] for vector in VECTORS])
def test_a_code_says_what_it_is(vector: dict[str, Any]) -> None:
    code = read(vector["code"])
    assert code.text == vector.get("text", vector["code"])
    assert code.form == vector["form"]
    for part in ("gtin", "lot", "serial", "sscc"):
        assert getattr(code, part) == vector.get(part, ""), part
    assert (code.units, code.count) == (vector.get("units", 0), vector.get("count", 0))
    assert code.expiry == (date.fromisoformat(vector["expiry"]) if "expiry" in vector else None)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\r\n", "A\x00B", "A\x1bB", "A\nB", "A\u202eB", "x" * (LONGEST + 1)],
    ids=["empty", "blanks", "end keys", "NUL", "escape", "two lines", "turned around", "too long"],
)
def test_what_no_scanner_of_ours_sends_is_no_code(text: str) -> None:
    with pytest.raises(NoCode):
        read(text)


def test_the_longest_code_is_read() -> None:
    assert read("x" * LONGEST).text == "x" * LONGEST


def test_only_a_number_of_the_right_length_with_its_check_digit_is_a_gtin() -> None:
    assert gtin_of("73513537") == "00000073513537"
    assert gtin_of("73513536") == ""
    assert gtin_of("073513537") == ""


def test_a_upc_e_stands_for_its_upc_a_and_the_other_way_round_and_for_no_other() -> None:
    for one, other in (("04252614", "042100005264"), ("042100005264", "04252614"), ("0042100005264", "04252614")):
        assert read(one).stands_for(other)
        assert {one, other} <= read(one).spellings
    assert not read("04252614").stands_for("012300000451")
    assert "01234531" not in read("042100005264").spellings


@given(some.from_regex(r"[01][0-9]{6}", fullmatch=True).filter(int))
def test_every_upc_e_is_found_again_among_the_spellings_of_its_upc_a(digits: str) -> None:
    shorts = [digits + check for check in "0123456789"]
    twelve = [(short, gtin[2:]) for short in shorts for gtin in gtins_of(short)[-1:]]
    assert all(short in read(whole).spellings for short, whole in twelve)
    assert twelve


def test_eight_digits_that_may_be_both_stand_for_both() -> None:
    code = read("02345055")
    assert code.gtins == {"00023450000055", "00000002345055"}
    assert all(code.stands_for(gtin) for gtin in code.gtins)


@given(some.text(alphabet="0123456789()\x1d]C1AB-.", max_size=80))
def test_whatever_is_scanned_is_read_or_refused(text: str) -> None:
    try:
        code = read(text)
    except NoCode:
        return
    assert code.form in ("gtin", "gs1", "own")
    assert code.gtin == "" or gtin_of(code.gtin) == code.gtin
    assert code.form == "gs1" or not (code.lot or code.serial or code.sscc)
