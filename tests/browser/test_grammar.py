"""The handheld reads codes as the server does: both are held to tests/scanning/vectors.json."""

from playwright.sync_api import Page

from tests.browser.picker import Picker
from tests.scanning.test_grammar import VECTORS

EMPTY = {"gtin": "", "lot": "", "serial": "", "sscc": "", "expiry": "", "units": 0, "count": 0}
READ = """([path, codes]) => import(path).then(({ readCode }) => codes.map((code) => readCode(code)))"""
IS_CODE = """([path, codes]) => import(path).then(({ isCode }) => codes.map((code) => isCode(code)))"""


def grammar_of(page: Page) -> str:
    source = page.locator("script[src*='js/handheld+alone.js']").first.get_attribute("src") or ""
    return source.replace("handheld+alone.js", "grammar.js")


def test_the_handheld_reads_every_code_as_the_server_does(small_picker: Picker) -> None:
    page = small_picker.page
    read = page.evaluate(READ, [grammar_of(page), [vector["code"] for vector in VECTORS]])
    for vector, said in zip(VECTORS, read, strict=True):
        wanted = EMPTY | {"text": vector["code"]} | {key: vector[key] for key in vector if key not in ("says", "code")}
        assert said == wanted, vector["says"]


def test_the_handheld_takes_no_text_for_a_code_that_the_server_does_not(small_picker: Picker) -> None:
    page = small_picker.page
    texts = ["", "A\x00B", "A\x1bB", "A\u202eB", "x" * 513, "A-01-1", "A\x1dB", "庫位 A-03-2", "x" * 512]
    assert page.evaluate(IS_CODE, [grammar_of(page), texts]) == [False] * 5 + [True] * 4
