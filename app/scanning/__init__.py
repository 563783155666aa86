"""What a scanned code is: its text made safe, and what it stands for in a warehouse."""

from app.scanning.codes import NoCode, clean
from app.scanning.meanings import Meaning, UnknownCode, meaning_of, register_resolver

__all__ = ["Meaning", "NoCode", "UnknownCode", "clean", "meaning_of", "register_resolver"]
