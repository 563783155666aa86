"""The verbs of putting away, one file each."""

from app.putting_away.commands.choose_place import choose_place, force_place
from app.putting_away.commands.confirm_put_away import confirm_put_away
from app.putting_away.commands.end_put_away import end_put_away
from app.putting_away.commands.skip_put_away import skip_put_away
from app.putting_away.commands.take_source import take_source
from app.putting_away.commands.undo_put_away import undo_put_away
from app.putting_away.commands.write_off import report_damaged, report_missing

__all__ = [
    "choose_place",
    "confirm_put_away",
    "end_put_away",
    "force_place",
    "report_damaged",
    "report_missing",
    "skip_put_away",
    "take_source",
    "undo_put_away",
]
