"""Units of the last weeks as bars, with their mean as a line."""

from collections.abc import Sequence
from html import escape

from app.drawing.frame import number

WIDTH, HEIGHT = 640.0, 140.0
GAP = 0.25
"""Of a week's width."""
LEAST_TALL = 1.0


def week_bars(weeks: Sequence[int], label: str) -> str:
    """Bars from left to right, the newest week last. It is stretched to its place, so that no words stand in it."""
    most = max(weeks, default=0)
    mean = sum(weeks) / len(weeks) if weeks else 0.0
    level = number(HEIGHT - (HEIGHT * mean / most if most else 0.0))
    line = 'fill="none" stroke="currentColor" vector-effect="non-scaling-stroke"'
    return (
        f'<svg viewBox="0 0 {number(WIDTH)} {number(HEIGHT)}" preserveAspectRatio="none" role="img"'
        f' aria-label="{escape(label)}">'
        f'<path d="M0 {number(HEIGHT)}H{number(WIDTH)}" {line} stroke-opacity=".5"/>'
        f'<path d="{_bars(weeks, most)}" fill="currentColor" fill-opacity=".7"/>'
        f'<path d="M0 {level}H{number(WIDTH)}" {line} stroke-dasharray="6 4"/></svg>'
    )


def _bars(weeks: Sequence[int], most: int) -> str:
    step = WIDTH / max(1, len(weeks))
    wide = number(step * (1 - GAP))
    drawn = []
    for place, units in enumerate(weeks):
        if units:
            tall, left = max(LEAST_TALL, HEIGHT * units / most), step * (place + GAP / 2)
            drawn.append(f"M{number(left)} {number(HEIGHT)}v-{number(tall)}h{wide}V{number(HEIGHT)}z")
    return "".join(drawn)
