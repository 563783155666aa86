"""What a device says of itself: hostile input, of which only plain numbers within bounds are kept."""

from collections.abc import Mapping
from dataclasses import dataclass

MOST_WAITING = 99_999
FULL = 100


@dataclass(frozen=True)
class Report:
    """Operations that wait on the device, its battery in percent, whether it charges; None: it does not say."""

    waiting: int | None = None
    battery: int | None = None
    charging: bool | None = None


def report_said(given: object) -> Report:
    """What a socket brought."""
    if not isinstance(given, Mapping):
        return Report()
    charging = given.get("charging")
    return Report(
        waiting=_within(given.get("waiting"), MOST_WAITING),
        battery=_within(given.get("battery"), FULL),
        charging=charging if isinstance(charging, bool) else None,
    )


def report_asked(query: Mapping[str, str]) -> Report:
    """What a request's query brought: the same in words."""
    return Report(
        waiting=_within(_number(query.get("waiting", "")), MOST_WAITING),
        battery=_within(_number(query.get("battery", "")), FULL),
        charging={"yes": True, "no": False}.get(query.get("charging", "")),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _within(value: object, most: int) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= most else None
