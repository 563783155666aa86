"""Labels a second: one by one as a bench asks for them, and 500 of a wave in one document; PDF and ZPL.

Waybill labels of different parcels, in English and in Traditional Chinese, whose signs a PDF has to carry along.
"""

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from app.printing.papers import pdf_of, zpl_of
from app.printing.samples import sample

PAPER = "waybill"
WAVE, SINGLE = 500, 20


def measure() -> dict[str, Any]:
    print(f"  {'a second':<28}{'one by one':>14}{f'{WAVE} at once':>14}")
    return {
        f"{kind}, {words}": _told(f"{kind}, {words}", one, wave, contents)
        for words, contents in (("Latin", _latin(_parcels("en"))), ("Chinese", _parcels("zh_Hant")))
        for kind, one, wave in (("PDF", _pdf, _pdf_of_wave), ("ZPL", _zpl, _zpl_of_wave))
    }


Contents = Sequence[dict[str, Any]]


def _parcels(language: str) -> Contents:
    like = sample(PAPER, language)
    return [like | {"number": f"PW{number:08}", "order": str(number)} for number in range(WAVE)]


def _latin(said: Any) -> Any:
    """The same without the signs for which a PDF carries a typeface along."""
    if isinstance(said, str):
        return said.encode("ascii", "ignore").decode()
    if isinstance(said, dict):
        return {name: _latin(value) for name, value in said.items()}
    return [_latin(one) for one in said] if isinstance(said, list) else said


def _told(
    words: str,
    one: Callable[[dict[str, Any]], object],
    wave: Callable[[Contents], object],
    contents: Contents,
) -> dict[str, float]:
    one(contents[0])  # what is read once is read
    single = 1 / median(_seconds(lambda content=content: one(content)) for content in contents[:SINGLE])  # type: ignore[misc]
    together = len(contents) / _seconds(lambda: wave(contents))
    print(f"  {words:<28}{single:>14.1f}{together:>14.1f}", flush=True)
    return {"single": single, "wave": together}


def _seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _pdf(content: dict[str, Any]) -> bytes:
    return pdf_of(PAPER, [content], None)


def _pdf_of_wave(contents: Contents) -> bytes:
    return pdf_of(PAPER, contents, None)


def _zpl(content: dict[str, Any]) -> str:
    return zpl_of(PAPER, content, None)


def _zpl_of_wave(contents: Contents) -> list[str]:
    return [_zpl(content) for content in contents]
