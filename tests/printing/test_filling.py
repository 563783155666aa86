"""What stands in a paper's texts: blanks of every width, money for customs, long lines in small boxes."""

import pytest

from app.printing.faces import face_for
from app.printing.filling import filled, filled_to_scan
from app.printing.fitting import set_in
from app.printing.papers import sheets_of
from app.printing.samples import sample
from app.printing.sheet import Words

TIME = {"language": "en", "time_zone": "UTC", "at": "2026-11-23T17:30:00+00:00"}


def test_the_narrow_blank_that_english_puts_into_its_times_is_seen() -> None:
    assert filled("{{ at|time }}", TIME) == "11/23/26, 5:30 PM"


@pytest.mark.parametrize("blank", ["\t", "\u00a0", "\u202f", "\u3000"])
def test_words_with_a_blank_of_any_width_between_them_stay_two(blank: str) -> None:
    assert filled("{{ a }}", {"a": f"信義區{blank}松仁路"}) == "信義區 松仁路"


def test_what_nobody_sees_is_left_out_of_words_and_never_out_of_a_code() -> None:
    values = {"a": "A\u202eB\x1dC"}
    assert filled("{{ a }}", values) == "ABC"
    assert filled_to_scan("{{ a }}", values) == "A\u202eB\x1dC"


@pytest.mark.parametrize(("language", "wanted"), [("en", "TWD 1,480.50"), ("zh_Hant", "TWD 1,480.50")])
def test_customs_are_told_the_currency_by_its_code(language: str, wanted: str) -> None:
    assert filled("{{ '1480.5'|declared }}", {"language": language, "currency": "TWD"}) == wanted


@pytest.mark.parametrize("name", ["cn22", "cn23", "commercial_invoice"])
def test_no_customs_paper_has_a_dollar_that_could_be_anybodys(name: str) -> None:
    said = [one.text for one in sheets_of(name, [sample(name, "zh_Hant")], None)[0].pages[0] if isinstance(one, Words)]
    assert any("TWD 6,720.00" in text for text in said)
    assert not any("$" in text for text in said)


def test_a_long_line_goes_over_more_instead_of_less_than_half_as_large() -> None:
    face = face_for(["A"], "en")
    long = set_in(face, "RECEIVING-NORTH-A-03-2", 35, 14, 30, True, wraps=False)
    assert long.lines == ("RECEIVING-", "NORTH-A-03-2")
    assert long.points > 10
    assert set_in(face, "A-03-2", 35, 14, 30, True, wraps=False).lines == ("A-03-2",)


def test_a_declaration_over_two_pages_says_so() -> None:
    content = sample("cn22", "en")
    many = content | {"lines": content["lines"] * 3}
    assert "Page 1 of 4" in said("cn22", many)
    assert not any("Page" in text for text in said("cn22", content | {"lines": content["lines"][:1]}))


def said(name: str, content: dict[str, object]) -> list[str]:
    return [one.text for one in sheets_of(name, [content], None)[0].pages[0] if isinstance(one, Words)]
