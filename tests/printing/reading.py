"""Papers read again by programs that we did not write: drawn by PDFium or zpl-renderer-js, read by zbarimg."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
import pytest

READ, NOTHING_THERE = 0, 4
"""How zbarimg ends; with another number it could not look at the picture."""
TOOLS = Path(__file__).parents[2] / "tools/pages"
SHARP = 6
"""Pixels for each point of a page: some 430 dpi, as a scanner's camera sees a label."""
FROM_AFAR, NEARER = SHARP / 2, SHARP * 0.7
"""A large page is looked at twice, as a person moves the scanner: the first look alone missed 3 of 240 badges."""


def readings(picture: Path) -> list[str]:
    """Each code of the picture as zbarimg says it: `CODE-128:…`, `QR-Code:…`; two that say the same are two."""
    return sorted(line for line in zbarimg(picture).split("\n") if ":" in line)  # a separator (GS) ends no line


def codes_in(picture: Path) -> set[str]:
    return set(readings(picture))


def gs1_in(picture: Path) -> int:
    """How many of its barcodes begin with the mark of GS1."""
    return zbarimg(picture, "--xml").count("modifiers='GS1'")


def zbarimg(picture: Path, *options: str) -> str:
    if not shutil.which("zbarimg"):
        pytest.skip("zbarimg is not here; tools/system-packages installs it")
    asked = ["zbarimg", "--quiet", "-Sdatabar.disable", *options, str(picture)]
    done = subprocess.run(asked, capture_output=True, check=False)
    assert done.returncode in (READ, NOTHING_THERE), done.stderr.decode()
    return done.stdout.decode()


def codes_of_pdf(content: bytes, folder: Path) -> list[set[str]]:
    """Of each page."""
    found = []
    with pypdfium2.PdfDocument(content) as document:
        for number in range(len(document)):
            looks = (SHARP,) if document[number].get_width() < 400 else (FROM_AFAR, NEARER)
            found.append(set[str]().union(*(_codes_of_page(document[number], look, folder) for look in looks)))
    return found


def _codes_of_page(page: pypdfium2.PdfPage, sharp: float, folder: Path) -> set[str]:
    path = folder / "page.png"
    page.render(scale=sharp).to_pil().save(path)
    return codes_in(path)


def text_of_pdf(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))


def sizes_of_pdf(content: bytes) -> list[tuple[int, int]]:
    """Of each page, in millimetres."""
    with pypdfium2.PdfDocument(content) as document:
        sides = [document[number].get_size() for number in range(len(document))]
    return [(round(width * 25.4 / 72), round(height * 25.4 / 72)) for width, height in sides]


def pictures_of_zpl(
    labels: Iterable[tuple[str, str, float, float] | tuple[str, str, float, float, int]], folder: Path
) -> None:
    """Each label (name, ZPL, width, height, perhaps the printer's dots) as a picture NAME-0.png of the folder."""
    if not (TOOLS / "node_modules/zpl-renderer-js").exists() or not shutil.which("node"):
        pytest.skip("zpl-renderer-js or node is not here; tools/page-checkers installs it")
    wanted = folder / "labels.json"
    wanted.write_text(json.dumps(list(labels)))
    subprocess.run(["node", TOOLS / "draw-zpl.cjs", wanted, folder], check=True, capture_output=True, timeout=200)
