"""What a scanned code is: its text made safe, what its signs say, and what it stands for in a warehouse."""

from app.scanning.codes import NoCode, NoNumber, clean, clean_number
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
    "NoNumber",
    "UnknownCode",
    "clean",
    "clean_number",
    "gtin_of",
    "meaning_of",
    "meanings_of",
    "named",
    "read",
    "register_resolver",
    "shown",
]
