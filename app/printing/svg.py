"""Sheets as SVG, for a page that shows how a template comes out; words are as wide as on paper, whatever the type."""

from markupsafe import escape

from app.printing.pdf import runs
from app.printing.sheet import Bars, Picture, Placed, Sheet, Stroke, Words

ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def svg_pages(sheet: Sheet) -> list[str]:
    width, height = sheet.size
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="paper" viewBox="0 0 {width:g} {height:g}">'
        f'<path fill="#fff" d="M0 0h{width:g}v{height:g}H0z"/>{"".join(map(_drawn, page))}</svg>'
        for page in sheet.pages
    ]


def _drawn(placed: Placed) -> str:
    if isinstance(placed, Words):
        return _words(placed)
    if isinstance(placed, Bars):
        return _bars(placed)
    if isinstance(placed, Stroke):
        return _stroke(placed)
    return _picture(placed)


def _words(words: Words) -> str:
    spare = {"left": 0.0, "center": words.width / 2, "right": words.width}[words.align]
    long = words.face.width(words.text, words.points, words.bold)
    return (
        f'<text x="{words.x + spare:.2f}" y="{words.y:.2f}" font-size="{words.points * 0.3528:.2f}"'
        f' font-family="sans-serif" text-anchor="{ANCHORS[words.align]}" textLength="{long:.2f}"'
        f' lengthAdjust="spacingAndGlyphs"{_bold(words)}>{escape(words.text)}</text>'
    )


def _bold(words: Words) -> str:
    return ' font-weight="bold"' if words.bold else ""


def _bars(bars: Bars) -> str:
    path = "".join(
        f"M{bars.x + begin * bars.module:.3f} {bars.y + row * bars.module:.3f}"
        f"h{length * bars.module:.3f}v{bars.height:.3f}h-{length * bars.module:.3f}z"
        for row, modules in enumerate(bars.code.rows)
        for begin, length in runs(modules)
    )
    return f'<path d="{path}"/>'


def _stroke(stroke: Stroke) -> str:
    paint = f'fill="none" stroke="#000" stroke-width="{stroke.thick:g}"' if stroke.is_frame else ""
    return f'<rect x="{stroke.x:g}" y="{stroke.y:g}" width="{stroke.width:g}" height="{stroke.height:g}" {paint}/>'


def _picture(picture: Picture) -> str:
    """Where it will be; the file itself is not served."""
    return _stroke(Stroke(picture.x, picture.y, picture.width, picture.height, 0.2, True))
