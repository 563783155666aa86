"""Sheets in the language of label printers (ZPL II), in UTF-8.

Bars, lines and squares are drawn dot by dot, so that no printer's own idea of a code comes between; Latin words are set
in the printer's own type, and all others are drawn. What a text says is never a command: see `escaped`.
"""

import string
from collections.abc import Iterator

from PIL import Image, ImageDraw

from app.printing.faces import MM, Face, drawing_font, has_chinese, is_latin
from app.printing.pdf import runs
from app.printing.sheet import Bars, Page, Picture, Placed, Sheet, Stroke, Words

PLAIN = frozenset(string.ascii_letters + string.digits + " .,:;/()+-=#*@!?'\"&%$")
INK = 128
"""What is darker is printed."""


def zpl_from(sheet: Sheet, dots_per_mm: int = 8) -> str:
    """The labels one after the other."""
    return "".join(_label(sheet, page, dots_per_mm) for page in sheet.pages)


def escaped(text: str) -> str:
    """`text` for ^FH: whatever could be a command goes by its number, byte for byte."""
    return "".join(sign if sign in PLAIN else "".join(f"_{byte:02X}" for byte in sign.encode()) for sign in text)


def _label(sheet: Sheet, page: Page, dots: int) -> str:
    width, height = (round(side * dots) for side in sheet.size)
    body = "\n".join(line for placed in page for line in _drawn(placed, dots))
    return f"^XA^CI28^PW{width}^LL{height}^LH0,0\n{body}\n^XZ\n"


def _drawn(placed: Placed, dots: int) -> Iterator[str]:
    if isinstance(placed, Words):
        yield _words(placed, dots)
    elif isinstance(placed, Bars):
        yield from _bars(placed, dots)
    elif isinstance(placed, Stroke):
        yield _stroke(placed, dots)
    elif isinstance(placed, Picture):
        yield _picture(placed, dots)


def _words(words: Words, dots: int) -> str:
    face = words.face
    x, width = round(words.x * dots), round(words.width * dots)
    size = round(words.points * MM * dots)
    top = round(words.y * dots) - round(size * 0.8)
    if is_latin(words.text) or not has_chinese():
        align = {"left": "L", "center": "C", "right": "R"}[words.align]
        text = escaped(face.known(words.text))
        return f"^FO{x},{top}^A0N,{size},{round(size * 0.92)}^FB{width},1,0,{align}^FH_^FD{text}^FS"
    image = _image(words.text, face, words.bold, size)
    spare = max(0, width - image.width)
    left = x + {"left": 0, "center": spare // 2, "right": spare}[words.align]
    return f"^FO{left},{max(0, round(words.y * dots) - round(size * 0.88))}{_graphic(image)}"


def _image(text: str, face: Face, bold: bool, size: int) -> Image.Image:
    font = drawing_font(face.number, bold, size)
    image = Image.new("L", (max(1, int(font.getlength(text)) + 1), round(size * 1.2)), 255)
    ImageDraw.Draw(image).text((0, round(size * 0.88)), text, font=font, fill=0, anchor="ls")
    return image


def _bars(bars: Bars, dots: int) -> Iterator[str]:
    """Whole dots for each module; what that takes off is shared by both sides."""
    module = max(1, int(bars.module * dots + 0.001))
    spare = bars.module * dots * len(bars.code.rows[0]) - module * len(bars.code.rows[0])
    left, top = round(bars.x * dots + spare / 2), round(bars.y * dots)
    if bars.code.is_square:
        yield f"^FO{left},{top}{_graphic(_square(bars, module))}"
        return
    height = round(bars.height * dots)
    for begin, length in runs(bars.code.rows[0]):
        yield f"^FO{left + begin * module},{top}^GB{length * module},{height},{length * module}^FS"


def _square(bars: Bars, module: int) -> Image.Image:
    rows = bars.code.rows
    image = Image.new("L", (len(rows[0]), len(rows)), 255)
    image.putdata([0 if sign == "1" else 255 for row in rows for sign in row])
    return image.resize((len(rows[0]) * module, len(rows) * module), Image.Resampling.NEAREST)


def _stroke(stroke: Stroke, dots: int) -> str:
    width, height = (max(1, round(side * dots)) for side in (stroke.width, stroke.height))
    thick = max(1, round(stroke.thick * dots)) if stroke.is_frame else min(width, height)
    return f"^FO{round(stroke.x * dots)},{round(stroke.y * dots)}^GB{width},{height},{thick}^FS"


def _picture(picture: Picture, dots: int) -> str:
    with Image.open(picture.path) as source:
        image = source.convert("L")
    image.thumbnail((round(picture.width * dots), round(picture.height * dots)))
    return f"^FO{round(picture.x * dots)},{round(picture.y * dots)}{_graphic(image)}"


def _graphic(image: Image.Image) -> str:
    """The picture's dots, eight to a byte, each row from a byte's beginning."""
    ink = image.point(lambda light: 255 if light < INK else 0).convert("1")
    across = (ink.width + 7) // 8
    return f"^GFA,{across * ink.height},{across * ink.height},{across},{ink.tobytes().hex().upper()}^FS"
