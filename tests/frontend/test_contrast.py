"""A picker in a dim aisle reads every text: 7:1 or better, in each theme."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "app" / "static" / "css" / "tokens.css").read_text()
LEAST = 7.0
PAIRS = [
    ("ink", "ground"),
    ("ink", "ground-2"),
    ("ink-2", "ground"),
    ("ink-2", "ground-2"),
    ("link", "ground"),
    ("bar", "ground"),
    ("on-asking", "asking"),
    *(("on-colour", ground) for ground in ("todo", "right", "wrong", "unknown")),
    *(("on-colour", f"place-{number}") for number in range(1, 9)),
]


def blocks() -> list[dict[str, str]]:
    """Each theme's colours: its own, and for the rest those of the first block."""
    said = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r"\{([^{}]+)\}", TOKENS)]
    return [{**said[0], **own} for own in said]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", blocks())
def test_every_text_stands_out_from_its_ground(theme: dict[str, str]) -> None:
    weak = {pair: round(contrast(theme[pair[0]], theme[pair[1]]), 1) for pair in PAIRS}
    assert {pair: found for pair, found in weak.items() if found < LEAST} == {}


def test_there_is_a_light_a_dark_and_a_strong_theme() -> None:
    assert len({theme["ground"] for theme in blocks()}) == 3
    assert "prefers-color-scheme: dark" in TOKENS
    assert "prefers-contrast: more" in TOKENS
