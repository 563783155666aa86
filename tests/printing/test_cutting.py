"""The small typeface that a PDF carries draws each sign as the whole one does."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from app.printing.cutting import cut
from app.printing.faces import FILES, font_file, has_chinese
from app.printing.papers import pdf_of
from app.printing.samples import sample
from tests.printing.reading import text_of_pdf

pytestmark = pytest.mark.skipif(not has_chinese(), reason="fonts-noto-cjk is not here")
TEXT = "Harbour gjÅ 0123 臺北市松仁路號樓達骨直（），。…□"
PIXELS = 240


def drawn(font: ImageFont.FreeTypeFont, sign: str) -> Image.Image:
    picture = Image.new("L", (PIXELS * 2, PIXELS * 2), 0)
    ImageDraw.Draw(picture).text((PIXELS // 2, PIXELS), sign, font=font, fill=255, anchor="ls")
    return picture


def basic(font: object, index: int = 0) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font, PIXELS, index=index, layout_engine=ImageFont.Layout.BASIC)  # type: ignore[arg-type]


@pytest.mark.parametrize("bold", [False, True], ids=sorted(FILES.values(), reverse=True))
@pytest.mark.parametrize("number", [2, 3])
def test_each_sign_stands_where_it_did_and_looks_as_it_did(number: int, bold: bool) -> None:
    cut_out, whole = basic(BytesIO(cut(number, bold, TEXT))), basic(str(font_file(bold)), number)
    for sign in set(TEXT) - {" "}:
        ours, theirs = drawn(cut_out, sign), drawn(whole, sign)
        assert ours.getbbox() == pytest.approx(theirs.getbbox(), abs=2), sign
        unlike = sum(ImageChops.difference(ours, theirs).histogram()[128:])
        assert unlike < 0.02 * PIXELS * PIXELS, sign
        assert cut_out.getlength(sign) == pytest.approx(whole.getlength(sign), abs=1), sign


def test_it_has_the_signs_that_were_asked_for_and_no_more() -> None:
    assert len(cut(3, False, "王小明")) < 5000 < len(cut(3, False, TEXT))
    assert len(cut(3, False, "王\U000f0000")) < len(cut(3, False, "王小")), (
        "what the typeface does not have is left out"
    )


def test_threads_that_cut_at_once_get_what_each_asked_for() -> None:
    def one(first: int) -> bytes:
        return cut(3, False, [chr(sign) for sign in range(first, first + 40)])

    starts = [0x4E00 + 40 * number for number in range(12)]
    alone = [one(start) for start in starts]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(one, [*starts, *(start + 500 for start in starts)]))
    assert together[: len(starts)] == alone


@pytest.mark.parametrize("language", ["zh_Hant", "zh_Hans"])
@pytest.mark.parametrize("name", ["waybill", "delivery_note", "packing_slip"])
def test_the_chinese_of_a_paper_can_be_copied_out_of_its_pdf(name: str, language: str) -> None:
    text = text_of_pdf(pdf_of(name, [sample(name, language)], None))
    assert "王小明 Mira Holm" in text
