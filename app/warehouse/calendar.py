"""When an order leaves: the warehouse's cut-off times, by its own clock, on its working days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.db import db
from app.warehouse.models import CutOff, Holiday, Warehouse
from app.warehouse.settings import settings_of

FAR = 60
"""Days to look ahead: no warehouse is closed longer."""


@dataclass(frozen=True)
class Times:
    """One cut-off: 0 is Monday; the empty carrier stands for those without times of their own."""

    weekday: int
    at: time
    carrier: str = ""


@dataclass(frozen=True)
class Calendar:
    zone: ZoneInfo
    cut_offs: tuple[Times, ...]
    holidays: frozenset[date]
    days_to_ship: int = 0
    begins: time = time(8)
    ends: time = time(17)

    def ship_by(self, placed_at: datetime, carrier: str = "") -> datetime | None:
        """What the shop promises: the first cut-off after its days to ship, in UTC; None where the carrier has none."""
        return self.cut_off_after(placed_at + timedelta(days=self.days_to_ship), carrier)

    def cut_off_after(self, moment: datetime, carrier: str = "") -> datetime | None:
        """The first cut-off at or after `moment`, in UTC; None when the warehouse has none for the carrier."""
        cut_offs = self._cut_offs_of(carrier)
        first = moment.astimezone(self.zone).date()
        for day in (first + timedelta(days=ahead) for ahead in range(FAR)):
            if day in self.holidays:
                continue
            # The clock on the wall becomes an instant for each day anew: that keeps 15:00 at 15:00 through summer time.
            ends = (
                datetime.combine(day, cut_off.at, self.zone) for cut_off in cut_offs if cut_off.weekday == day.weekday()
            )
            later = [end.astimezone(UTC) for end in ends if end.astimezone(UTC) >= moment]
            if later:
                return min(later)
        return None

    def later(self, moment: datetime, days: int) -> datetime:
        """The same time of day so many working days later, in UTC: days on which something leaves, holidays left out.

        Where no cut-off says which those are, Monday to Friday.
        """
        local = moment.astimezone(self.zone)
        day, left, ahead = local.date(), days, 0
        while left > 0 and ahead < FAR * max(1, days):
            day, ahead = day + timedelta(days=1), ahead + 1
            left -= self._is_working_day(day)
        return datetime.combine(day, local.time(), self.zone).astimezone(UTC)

    def later_by_hours(self, moment: datetime, hours: int) -> datetime:
        """So many hours later, in UTC, of which only those count in which the desk works."""
        first, left = self.today(moment), timedelta(hours=hours)
        for day in (first + timedelta(days=ahead) for ahead in range(FAR * max(1, hours))):
            if not self._is_working_day(day):
                continue
            begins, ends = (datetime.combine(day, at, self.zone).astimezone(UTC) for at in (self.begins, self.ends))
            from_then = max(begins, moment.astimezone(UTC))
            if from_then + left <= ends:
                return from_then + left
            left -= max(ends - from_then, timedelta(0))
        return moment.astimezone(UTC) + left  # it never works: then all hours count

    def _is_working_day(self, day: date) -> bool:
        weekdays = {cut_off.weekday for cut_off in self.cut_offs} or set(range(5))
        return day.weekday() in weekdays and day not in self.holidays

    def today(self, now: datetime) -> date:
        """The day on the warehouse's wall."""
        return now.astimezone(self.zone).date()

    def _cut_offs_of(self, carrier: str) -> list[Times]:
        own = [cut_off for cut_off in self.cut_offs if cut_off.carrier == carrier]
        return own or [cut_off for cut_off in self.cut_offs if not cut_off.carrier]


def calendar_of(warehouse: Warehouse) -> Calendar:
    """The warehouse's calendar, for many questions at once."""
    cut_offs = db.session.scalars(select(CutOff).where(CutOff.warehouse_id == warehouse.id)).all()
    holidays = db.session.scalars(select(Holiday.day).where(Holiday.warehouse_id == warehouse.id)).all()
    settings = settings_of(warehouse)
    return Calendar(
        ZoneInfo(warehouse.time_zone),
        tuple(Times(cut_off.weekday, cut_off.at, cut_off.carrier) for cut_off in cut_offs),
        frozenset(holidays),
        settings.days_to_ship,
        time.fromisoformat(settings.day_begins),
        time.fromisoformat(settings.day_ends),
    )
