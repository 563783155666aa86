"""Text into a box: wrapped where lines may break, made smaller while it does not fit, cut in the end; never outside."""

import re
from dataclasses import dataclass

from app.printing.faces import MM, Face

SMALLEST = 5.0
"""Points; what is smaller nobody reads at arm's length."""
STEP = 0.5
LEADING = 1.25
PIECES = re.compile(r"[ \t]+|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+|.")
"""A break may come after a space, and before and after each Chinese sign."""


@dataclass(frozen=True)
class Setting:
    lines: tuple[str, ...]
    points: float

    @property
    def leading(self) -> float:
        """From line to line, in millimetres."""
        return self.points * MM * LEADING

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading


def set_in(face: Face, text: str, width: float, height: float, points: float, bold: bool, wraps: bool) -> Setting:
    """The largest setting up to `points` that fits; a line that would be less than half as large goes over more."""
    text = "\n".join(face.known(line) for line in text.split("\n"))
    setting = _largest(face, text, width, height, points, bold, wraps)
    if wraps or setting.points >= points / 2:
        return setting
    over_more = _largest(face, text, width, height, points, bold, True)
    return over_more if len(over_more.lines) > 1 else setting


def _largest(face: Face, text: str, width: float, height: float, points: float, bold: bool, wraps: bool) -> Setting:
    size = points
    while size > SMALLEST:
        lines = wrapped(face, text, width, size, bold) if wraps else [text.replace("\n", " ")]
        if _fits(face, Setting(tuple(lines), size), width, height, bold):
            return Setting(tuple(lines), size)
        size = max(SMALLEST, size - STEP)
    return _cut(face, text, width, height, min(points, SMALLEST), bold, wraps)


def wrapped(face: Face, text: str, width: float, points: float, bold: bool) -> list[str]:
    """Lines no wider than `width`; a word that is longer than a line is broken."""
    return [line for part in text.split("\n") for line in _broken(face, part, width, points, bold)]


def _broken(face: Face, text: str, width: float, points: float, bold: bool) -> list[str]:
    lines, line, used = [], "", 0.0
    for piece in PIECES.findall(text):
        for part in _short(face, piece, width, points, bold):
            needs = face.width(part, points, bold)
            if line and used + needs > width:
                lines.append(line.rstrip())
                line, used = "", 0.0
            if line or part.strip():
                line, used = line + part, used + needs
    return [*lines, line.rstrip()]


def _short(face: Face, piece: str, width: float, points: float, bold: bool) -> list[str]:
    """The piece in parts that each fit a line, broken after a hyphen where it has one."""
    if face.width(piece, points, bold) <= width:
        return [piece]
    parts, part = [], ""
    for sign in piece:
        if part and face.width(part + sign, points, bold) > width:
            whole = part[: part.rfind("-") + 1] or part
            parts.append(whole)
            part = part[len(whole) :]
        part += sign
    return [*parts, part]


def _fits(face: Face, setting: Setting, width: float, height: float, bold: bool) -> bool:
    if setting.height > height + 0.01:
        return False
    return all(face.width(line, setting.points, bold) <= width + 0.01 for line in setting.lines)


def _cut(face: Face, text: str, width: float, height: float, points: float, bold: bool, wraps: bool) -> Setting:
    room = max(1, int((height + 0.01) / (points * MM * LEADING))) if wraps else 1
    lines = wrapped(face, text, width, points, bold) if wraps else [text.replace("\n", " ")]
    kept = lines[:room]
    last = kept[-1]
    if len(lines) > room or face.width(last, points, bold) > width:
        while last and face.width(last + face.dots, points, bold) > width:
            last = last[:-1]
        kept[-1] = last + face.dots
    return Setting(tuple(kept), points)
