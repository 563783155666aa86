"""Which encoding a text file is written in: our own trial decoding, and charset-normalizer where that cannot tell."""

import codecs
from collections.abc import Callable, Iterator

from charset_normalizer import from_bytes

SAMPLE = 256 * 1024
"""Bytes of lines with letters beyond ASCII that are enough to tell."""

LIKELY, CLEARLY = 0.8, 0.1


def detect(lines: Iterator[bytes]) -> str:
    """The encoding of the lines, all of which are read: the first accented letter may stand in the last one."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    first, is_utf8, sample = b"", True, bytearray()
    for line in lines:
        first = first or line
        if line.isascii():
            continue
        if is_utf8:
            try:
                decoder.decode(line, True)
            except UnicodeDecodeError:
                is_utf8 = False
        if len(sample) < SAMPLE:
            sample += line
    if first.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "utf-8" if is_utf8 else _other(bytes(sample))


def _other(sample: bytes) -> str:
    """Big5, GB18030 or Windows-1252, by how usual the characters are that each makes of the sample."""
    scores = {"big5": _share(sample, "big5", _usual_big5), "gb18030": _share(sample, "gb18030", _usual_gb)}
    best, second = sorted(scores, key=lambda name: scores[name], reverse=True)
    if scores[best] >= LIKELY and scores[best] - scores[second] >= CLEARLY:
        return best
    if scores[best] < 0.5 and _share(sample, "cp1252", _usual_cp1252) >= LIKELY:
        return "cp1252"
    guess = from_bytes(sample, cp_isolation=["big5", "gb18030", "cp1252"]).best()
    return guess.encoding if guess else "cp1252"


def _share(sample: bytes, encoding: str, usual: Callable[[str], bool]) -> float:
    """How many of the characters beyond ASCII are usual ones; a byte that is none counts as an unusual one."""
    characters = [one for one in sample.decode(encoding, "replace") if ord(one) > 127]
    return sum(usual(one) for one in characters) / len(characters) if characters else 0.0


def _usual_big5(character: str) -> bool:
    """Punctuation, full-width signs and the 5,401 frequent characters: lead bytes A1 to C6."""
    code = character.encode("big5", "ignore")
    return len(code) == 2 and 0xA1 <= code[0] <= 0xC6


def _usual_gb(character: str) -> bool:
    """Punctuation, full-width signs and the 3,755 frequent characters of GB 2312: lead bytes A1 to A3, B0 to D7."""
    code = character.encode("gb18030", "ignore")
    return len(code) == 2 and code[1] >= 0xA1 and (0xA1 <= code[0] <= 0xA3 or 0xB0 <= code[0] <= 0xD7)


def _usual_cp1252(character: str) -> bool:
    """Letters of Western languages, currency signs and typographic quotes."""
    return character.isalpha() or character in "£€¥§°«»¡¿’‘“”–—…·•™®©½¼¾²³"
