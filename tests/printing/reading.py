"""Papers read again by programs that we did not write: drawn by PDFium or zpl-renderer-js, read by zbarimg."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
import pytest

TOOLS = Path(__file__).parents[2] / "tools/pages"
SHARP = 6
"""Pixels for each point of a page: some 430 dpi, as a scanner's camera sees a label."""


def codes_in(picture: Path) -> set[str]:
    """As zbarimg says them: `CODE-128:…`, `QR-Code:…`."""
    if not shutil.which("zbarimg"):
        pytest.skip("zbarimg is not here; tools/system-packages installs it")
    said = subprocess.run(
        ["zbarimg", "--quiet", "-Sdatabar.disable", picture], capture_output=True, text=True, check=False
    )
    return {line for line in said.stdout.splitlines() if ":" in line}


def codes_of_pdf(content: bytes, folder: Path) -> list[set[str]]:
    """Of each page."""
    found = []
    with pypdfium2.PdfDocument(content) as document:
        for number in range(len(document)):
            path = folder / f"page-{number}.png"
            document[number].render(scale=SHARP if document[number].get_width() < 400 else SHARP / 2).to_pil().save(
                path
            )
            found.append(codes_in(path))
    return found


def text_of_pdf(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))


def sizes_of_pdf(content: bytes) -> list[tuple[int, int]]:
    """Of each page, in millimetres."""
    with pypdfium2.PdfDocument(content) as document:
        sides = [document[number].get_size() for number in range(len(document))]
    return [(round(width * 25.4 / 72), round(height * 25.4 / 72)) for width, height in sides]


def pictures_of_zpl(labels: Iterable[tuple[str, str, float, float]], folder: Path) -> None:
    """Each label as a picture NAME-0.png of the folder."""
    if not (TOOLS / "node_modules/zpl-renderer-js").exists() or not shutil.which("node"):
        pytest.skip("zpl-renderer-js or node is not here; tools/page-checkers installs it")
    wanted = folder / "labels.json"
    wanted.write_text(json.dumps(list(labels)))
    subprocess.run(["node", TOOLS / "draw-zpl.cjs", wanted, folder], check=True, capture_output=True, timeout=100)
