"""A mapping: which column of a carrier's report is what, and which of its words stand for which of our states."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.tables.rules import MappingUnclear, Rule, read_mapping, read_rules

FOLDER = Path(__file__).parent / "mappings"
FIELDS = {"number", "at", "code", "words", "place", "carrier"}
NEEDED = ("number", "at", "code")


@dataclass(frozen=True)
class TrackingMapping:
    """`zone` is None where the warehouse's own clock counts; an empty `at_format` means ISO 8601."""

    rules: dict[str, Rule]
    at_format: str = ""
    zone: ZoneInfo | None = None


def tracking_mapping(name: str) -> TrackingMapping:
    """The mapping of that name, or from a file. Raises NoSuchMapping or MappingUnclear."""
    given = read_mapping(name, FOLDER)
    for key in given.keys() - {"format", "event"}:
        raise MappingUnclear(name=name, key=key)
    form = given.get("format", {})
    rules = read_rules(given.get("event"), FIELDS, name)
    for key in NEEDED:
        if key not in rules:
            raise MappingUnclear(name=name, key=key)
    return TrackingMapping(rules, str(form.get("at", "")), _zone(form.get("time_zone"), name))


def mapping_names() -> list[str]:
    """The mappings that came with the program, `plain` first."""
    names = sorted(file.stem for file in FOLDER.glob("*.toml"))
    return sorted(names, key=lambda name: name != "plain")


def _zone(name: object, mapping: str) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise MappingUnclear(name=mapping, key="time_zone") from None
