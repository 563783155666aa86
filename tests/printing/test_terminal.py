"""The code that a terminal shows is read by a camera as the address that stands above it."""

from pathlib import Path

import pytest
from PIL import Image

from app.printing.codes import terminal_qr
from tests.printing.reading import codes_in

INK = {"\u2588": (1, 1), "\u2580": (1, 0), "\u2584": (0, 1)}
"""What of a sign's upper and lower half is lit; all others are dark, as the terminal is."""
LARGE = 6


@pytest.mark.slow
@pytest.mark.parametrize("text", ["http://192.168.1.20:8000/", "https://warehouse-7.example.test:8443/install"])
def test_what_a_terminal_shows_is_read(text: str, tmp_path: Path) -> None:
    lines = terminal_qr(text).split("\n")
    width = max(map(len, lines))
    lit = [[INK.get(sign, (0, 0))[half] for sign in line.ljust(width)] for line in lines for half in (0, 1)]
    picture = Image.new("L", (width, len(lit)))
    picture.putdata([255 * dot for row in lit for dot in row])
    picture.resize((width * LARGE, len(lit) * LARGE), Image.Resampling.NEAREST).save(tmp_path / "terminal.png")
    assert codes_in(tmp_path / "terminal.png") == {f"QR-Code:{text}"}
