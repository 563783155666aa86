"""The values of a row by the fields that a mapping fills from them."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from app.tables.rules import Rule
from app.tables.values import Unreadable

T = TypeVar("T")


class Columns:
    """Finds each rule's column once, so that reading a row is indexing."""

    def __init__(self, columns: Sequence[str], rules: Mapping[str, Rule]) -> None:
        self.rules = rules
        here = {name: index for index, name in enumerate(columns)}
        self.index = {name: here[rule.column] for name, rule in rules.items() if rule.column in here}
        used = set(self.index.values())
        self.others = [(index, name) for index, name in enumerate(columns) if index not in used and name]

    def given(self, name: str, values: Sequence[str]) -> str:
        """The column's own text; nothing for a column that is not there or a row that ends before it."""
        index = self.index.get(name, -1)
        return values[index] if 0 <= index < len(values) else ""

    def read(self, name: str, values: Sequence[str], key: str) -> str:
        """The field's text by its rule."""
        rule = self.rules.get(name)
        return rule.read(self.given(name, values), key) if rule else ""

    def parse(self, name: str, values: Sequence[str], key: str, reader: Callable[[str], T]) -> T | None:
        """The field's value; None where there is no text. Raises Unreadable, which then names the column."""
        text = self.read(name, values, key)
        try:
            return reader(text) if text else None
        except Unreadable as problem:
            raise Unreadable(problem.words, self.rules[name].column or name) from None

    def left_over(self, values: Sequence[str]) -> dict[str, str]:
        """What no rule asks for: it stays with the record as it came."""
        return {name: values[index] for index, name in self.others if index < len(values) and values[index]}


def needed(rules: Mapping[str, Rule]) -> set[str]:
    """Columns that the file must have."""
    return {rule.column for rule in rules.values() if rule.column and not rule.optional}
