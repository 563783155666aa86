"""What a scanned code is: its text made safe, what its signs say, and what it stands for in a warehouse."""

from app.scanning.codes import NoCode, clean
from app.scanning.grammar import Code, gtin_of, read
from app.scanning.meanings import (
    Ambiguous,
    Meaning,
    UnknownCode,
    meaning_of,
    meanings_of,
    named,
    register_resolver,
    shown,
)

__all__ = [
    "Ambiguous",
    "Code",
    "Meaning",
    "NoCode",
    "UnknownCode",
    "clean",
    "gtin_of",
    "meaning_of",
    "meanings_of",
    "named",
    "read",
    "register_resolver",
    "shown",
]
