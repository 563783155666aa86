"""Units of the last weeks as bars, with their mean as a line."""

from collections.abc import Sequence
from html import escape

from app.drawing.frame import number

WIDTH, HEIGHT = 640.0, 150.0
LEFT, TOP, BOTTOM = 52.0, 12.0, 24.0
GAP = 0.25
"""Of a week's width."""


def week_bars(weeks: Sequence[int], label: str, first: str, last: str) -> str:
    """Bars, the newest week last; `first` and `last` stand below the first and the last of them."""
    most = max(weeks, default=0)
    inside = HEIGHT - TOP - BOTTOM
    ground = TOP + inside
    mean = sum(weeks) / len(weeks) if weeks else 0.0
    level = number(ground - (inside * mean / most if most else 0.0))
    return (
        f'<svg class="weeks" viewBox="0 0 {number(WIDTH)} {number(HEIGHT)}" role="img" aria-label="{escape(label)}">'
        f'<path d="M{number(LEFT)} {number(ground)}H{number(WIDTH)}" stroke="currentColor" stroke-opacity=".4"/>'
        f'<path d="{_bars(weeks, most, inside, ground)}" fill="currentColor" fill-opacity=".75"/>'
        f'<path d="M{number(LEFT)} {level}H{number(WIDTH)}" stroke="currentColor" stroke-dasharray="6 4"/>'
        f"{_text(LEFT - 6, TOP + 10, 'end', str(most))}{_text(LEFT - 6, ground, 'end', '0')}"
        f"{_text(LEFT, HEIGHT - 6, 'start', first)}{_text(WIDTH, HEIGHT - 6, 'end', last)}</svg>"
    )


def _bars(weeks: Sequence[int], most: int, inside: float, ground: float) -> str:
    step = (WIDTH - LEFT) / max(1, len(weeks))
    drawn = []
    for place, units in enumerate(weeks):
        if units:
            tall, left = inside * units / most, LEFT + step * (place + GAP / 2)
            wide = number(step * (1 - GAP))
            drawn.append(f"M{number(left)} {number(ground)}v-{number(max(1.0, tall))}h{wide}V{number(ground)}z")
    return "".join(drawn)


def _text(x: float, y: float, anchor: str, words: str) -> str:
    place = f'x="{number(x)}" y="{number(y)}" text-anchor="{anchor}"'
    return f'<text {place} font-size="13" fill="currentColor">{escape(words)}</text>'
