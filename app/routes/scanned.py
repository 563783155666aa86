"""What a stock keeper's page sends of units: by scan or by typing, the same fields."""

from datetime import date

from flask import request

from app.stockkeeping.units import Scan

YEARS = range(2000, 2100)


def scanned() -> Scan:
    """The place, the item, the lot, how many, and the numbers, one to a line."""
    said = request.form
    return Scan(
        place=said.get("place", ""),
        item=said.get("item", ""),
        lot=said.get("lot", "").strip(),
        quantity=units_said(),
        serials=numbers_said(),
    )


def units_said() -> int | None:
    """None where nothing was entered; what is no number counts as nothing at all."""
    text = request.form.get("quantity", "").strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def numbers_said() -> tuple[str, ...]:
    """Serial numbers, one to a line."""
    return tuple(line.strip() for line in request.form.get("serials", "").splitlines() if line.strip())


def day_said(name: str) -> date | None:
    """A day of a form; None where there is none."""
    try:
        day = date.fromisoformat(request.form.get(name, "").strip())
    except ValueError:
        return None
    return day if day.year in YEARS else None
