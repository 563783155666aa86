"""Where a field's value comes from: a column, a constant, or a choice by the seed; as a mapping file says."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext

from app.errors import DomainError


class NoSuchMapping(DomainError):
    code = "no_such_mapping"
    status = 404
    message = lazy_gettext("There is no mapping %(name)s. There are: %(names)s; or give the path of a .toml file.")


class MappingUnclear(DomainError):
    code = "mapping_unclear"
    status = 422
    message = lazy_gettext("The mapping %(name)s is unclear at %(key)s. docs/imports.md says what may stand there.")


KEYS = {"column", "optional", "value", "default", "words", "otherwise", "case", "strip_end", "seeded", "seed"}


@dataclass(frozen=True)
class Rule:
    """How one field is filled; the first of column, constant and seeded choice that gives a text counts."""

    column: str = ""
    optional: bool = False
    value: str = ""
    default: str = ""
    words: Mapping[str, str] | None = None
    otherwise: str | None = None
    case: str = ""
    strip_end: str = ""
    seeded: tuple[tuple[str, int], ...] = ()
    seed: str = ""

    def read(self, given: str, key: str) -> str:
        """The field's text from the column's; `key` names the record: its seeded choice is always the same."""
        text = given.strip()
        if self.strip_end:
            text = text.removesuffix(self.strip_end)
        if self.case:
            text = text.upper() if self.case == "upper" else text.lower()
        if self.words is not None and text:
            text = self.words.get(text, text if self.otherwise is None else self.otherwise)
        return text or self.value or self._seeded(key) or self.default

    def _seeded(self, key: str) -> str:
        if not self.seeded:
            return ""
        drawn = int.from_bytes(hashlib.sha256(f"{self.seed}/{key}".encode()).digest()[:8])
        place = drawn % sum(weight for _, weight in self.seeded)
        for text, weight in self.seeded:
            if place < weight:
                return text.replace("{n}", str(drawn // 7 % 199 + 1)).replace("{digits}", f"{drawn // 11 % 10_000:04}")
            place -= weight
        return ""


def read_mapping(name: str, folder: Path) -> dict[str, Any]:
    """The mapping file of that name in the folder, or at that path."""
    path = Path(name) if name.endswith(".toml") else folder / f"{name}.toml"
    known = ", ".join(sorted(file.stem for file in folder.glob("*.toml")))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoSuchMapping(name=name, names=known) from None
    except tomllib.TOMLDecodeError as problem:
        raise MappingUnclear(name=name, key=str(problem)) from None


def read_rules(section: object, known: set[str], mapping: str) -> dict[str, Rule]:
    """Rules by field. A text alone is a column's name. Raises MappingUnclear for fields and keys that nobody knows."""
    if not isinstance(section, dict):
        raise MappingUnclear(name=mapping, key=str(section))
    rules = {}
    for name, given in section.items():
        if name not in known:
            raise MappingUnclear(name=mapping, key=name)
        rules[name] = Rule(column=given) if isinstance(given, str) else _rule(name, given, mapping)
    return rules


def _rule(name: str, given: object, mapping: str) -> Rule:
    if not isinstance(given, dict) or set(given) - KEYS or given.get("case", "upper") not in ("upper", "lower"):
        raise MappingUnclear(name=mapping, key=name)
    seeded = given.get("seeded", [])
    choices = seeded.items() if isinstance(seeded, dict) else ((text, 1) for text in seeded)
    return Rule(**{**given, "seeded": tuple(choices), "seed": given.get("seed", name)})
