"""The verbs of putting back, one file each."""

from app.putting_back.commands.choose_bin import choose_bin
from app.putting_back.commands.confirm_put_back import confirm_put_back
from app.putting_back.commands.end_put_back import end_put_back
from app.putting_back.commands.skip_put_back import skip_put_back
from app.putting_back.commands.take_tote import take_tote
from app.putting_back.commands.undo_put_back import undo_put_back
from app.putting_back.commands.write_off import report_damaged, report_missing

__all__ = [
    "choose_bin",
    "confirm_put_back",
    "end_put_back",
    "report_damaged",
    "report_missing",
    "skip_put_back",
    "take_tote",
    "undo_put_back",
]
