"""Reads one section of a layout file key by key, and refuses in words what makes no sense."""

import re
import string
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask_babel import gettext, lazy_gettext

from app.errors import DomainError

T = TypeVar("T")


class LayoutNotToml(DomainError):
    code = "layout_not_toml"
    status = 422
    message = lazy_gettext(
        "The layout file cannot be read: %(problem)s. Compare it with the example in docs/layout.md."
    )


class LayoutKeyMissing(DomainError):
    code = "layout_key_missing"
    status = 422
    message = lazy_gettext("The layout file lacks %(key)s. Add it; docs/layout.md shows how.")


class LayoutKeyUnknown(DomainError):
    code = "layout_key_unknown"
    status = 422
    message = lazy_gettext("The layout file has %(key)s, which means nothing here. Correct the word, or take it out.")


class LayoutValueUnclear(DomainError):
    code = "layout_value_unclear"
    status = 422
    message = lazy_gettext("In the layout file, %(key)s is %(value)s. Give %(wanted)s.")


class Section:
    """A table of the file; every key must be asked for, what nobody asked for is refused in `finish`.

    `number` counts tables of the same name from 1; those of which there is one only have none.
    """

    def __init__(self, name: str, values: dict[str, Any], number: int = 0) -> None:
        self.name = name
        self._number = number
        self._values = values
        self._asked: set[str] = set()
        self._sections: dict[str, Section] = {}

    def finish(self) -> None:
        for key in self._values:
            if key not in self._asked:
                raise LayoutKeyUnknown(key=self._key(key))

    def has(self, key: str) -> bool:
        return key in self._values

    def section(self, key: str) -> "Section":
        if key not in self._sections:
            values = self._take(key, {})
            if not isinstance(values, dict):
                raise self.unclear(key, values, gettext("a section [%(key)s]", key=key))
            self._sections[key] = Section(key, values)
        return self._sections[key]

    def sections(self, key: str) -> list["Section"]:
        values = self._take(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.unclear(key, values, gettext("sections [[%(key)s]]", key=key))
        return [Section(key, value, number) for number, value in enumerate(values, 1)]

    def text(self, key: str, default: str | None = None, longest: int = 80) -> str:
        value = self._take(key, default)
        if not isinstance(value, str) or not value.strip() or len(value) > longest or not value.isprintable():
            raise self.unclear(key, value, gettext("a text of 1 to %(longest)s characters", longest=longest))
        return value.strip()

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self._take(key, list(default))
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.unclear(key, value, gettext("a list of texts"))
        return tuple(value)

    def number(self, key: str, default: int | None = None, least: int = 0, most: int = 100_000) -> int:
        value = self._take(key, default)
        if not _is_whole(value, least, most):
            raise self.unclear(key, value, _whole(least, most))
        return int(value)

    def numbers(
        self, key: str, default: tuple[int, ...] | None = None, least: int = 0, most: int = 100_000
    ) -> tuple[int, ...]:
        value = self._take(key, None if default is None else list(default))
        if not isinstance(value, list) or not all(_is_whole(each, least, most) for each in value):
            raise self.unclear(key, value, gettext("a list; each %(whole)s", whole=_whole(least, most)))
        if not value and default is None:
            raise self.unclear(key, value, gettext("a list; each %(whole)s", whole=_whole(least, most)))
        return tuple(value)

    def metres(self, key: str) -> float:
        value = self._take(key, None)
        if not _is_number(value, 1000) or value == 0:
            raise self.unclear(key, value, gettext("metres, more than 0 and at most 1000"))
        return float(value)

    def measure(self, key: str) -> float:
        """Metres that may be 0."""
        value = self._take(key, None)
        if not _is_number(value, 10_000):
            raise self.unclear(key, value, gettext("metres, from 0 to 10000"))
        return float(value)

    def measures(self, key: str, count: int, most: float) -> tuple[float, ...]:
        """So many measures, none negative; none at all if the key is left out."""
        value = self._take(key, ())
        if value == () and not self.has(key):
            return ()
        if not isinstance(value, list) or len(value) != count or not all(_is_number(each, most) for each in value):
            wanted = gettext("a list of %(count)s numbers from 0 to %(most)g", count=count, most=most)
            raise self.unclear(key, value, wanted)
        return tuple(float(each) for each in value)

    def flag(self, key: str, default: bool) -> bool:
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.unclear(key, value, gettext("true or false"))
        return value

    def choice(self, key: str, known: tuple[str, ...], default: str) -> str:
        value = str(self._take(key, default))
        self.check_one_of(key, value, known)
        return value

    def listed(self, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
        """Some of the known names, in the order given; one may come twice."""
        values = self.texts(key, ())
        for value in values:
            self.check_one_of(key, value, known)
        return values

    def some_of(self, key: str, known: tuple[str, ...]) -> tuple[int, ...]:
        """Aisles by name, as their numbers; left out, all."""
        names = self.names(key, known)
        for name in names:
            self.check_one_of(key, name, known)
        return tuple(known.index(name) for name in names)

    def name_of_aisle(self, key: str) -> str:
        value = self._take(key, None)
        if not isinstance(value, str) or not _is_name(value):
            raise self.unclear(key, value, gettext("a name of up to 6 letters and digits"))
        return value

    def names(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Aisles: `"A-T"`, `"1-12"`, or a list of names."""
        value = self._take(key, None if default is None else list(default))
        names = _run(value) if isinstance(value, str) else value
        if not isinstance(names, list) or not names or not all(_is_name(name) for name in names):
            raise self.unclear(key, value, gettext('"A-T", "1-12", or a list of names of letters and digits'))
        if len(set(names)) < len(names):
            raise self.unclear(key, value, gettext("each name once"))
        return tuple(names)

    def pattern(self, key: str, default: str) -> str:
        """A bin's address: must use aisle, bay and level, or different bins would get the same one."""
        value = self.text(key, default)
        wanted = gettext("an address with each of {aisle}, {bay} and {level}")
        try:
            used = {name for _, name, _, _ in string.Formatter().parse(value) if name is not None}
            value.format(aisle="A", bay=1, level=1)
        except (ValueError, KeyError, IndexError, AttributeError):
            raise self.unclear(key, value, wanted) from None
        if used != {"aisle", "bay", "level"}:
            raise self.unclear(key, value, wanted)
        return value

    def time_zone(self, key: str, default: str) -> str:
        value = self.text(key, default)
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise self.unclear(key, value, gettext("a time zone like Europe/London or Asia/Taipei")) from None
        return value

    def one_of(self, key: str, known: tuple[str, ...]) -> str:
        value = str(self._take(key, None))
        self.check_one_of(key, value, known)
        return value

    def check_one_of(self, key: str, value: str, known: tuple[str, ...]) -> None:
        if value not in known:
            raise self.unclear(key, value, gettext("one of %(known)s", known=", ".join(known)))

    def check_total(self, key: str, total: int, most: int) -> None:
        if total > most:
            raise self.unclear(key, f"{total} bins in all", gettext("%(most)s bins at most", most=most))

    def _take(self, key: str, default: Any) -> Any:
        self._asked.add(key)
        if key in self._values:
            return self._values[key]
        if default is None:
            raise LayoutKeyMissing(key=self._key(key))
        return default

    def _key(self, key: str) -> str:
        if self._number:
            return f"[[{self.name}]] {self._number}, {key}"
        return f"[{self.name}] {key}" if self.name else key

    def unclear(self, key: str, value: object, wanted: str) -> LayoutValueUnclear:
        return LayoutValueUnclear(key=self._key(key), value=str(value)[:80], wanted=wanted)


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_number(value: object, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most


def _whole(least: int, most: int) -> str:
    return str(gettext("a whole number from %(least)s to %(most)s", least=least, most=most))


def _is_name(name: object) -> bool:
    return isinstance(name, str) and re.fullmatch(r"[A-Za-z0-9]{1,6}", name) is not None


def _run(text: str) -> list[str]:
    """`A-T` as A, B … T; `08-12` as 08, 09 … 12."""
    letters = re.fullmatch(r"([A-Z])-([A-Z])", text)
    if letters:
        return [chr(code) for code in range(ord(letters[1]), ord(letters[2]) + 1)]
    digits = re.fullmatch(r"(\d{1,4})-(\d{1,4})", text)
    if digits:
        width = len(digits[1]) if digits[1].startswith("0") else 1
        return [f"{number:0{width}}" for number in range(int(digits[1]), int(digits[2]) + 1)]
    return [text]
