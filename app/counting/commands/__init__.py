"""The verbs of counting, one file each."""

from app.counting.commands.choose_places import count_places
from app.counting.commands.confirm_count import confirm_count
from app.counting.commands.decide import count_again, keep_book, post_as_counted
from app.counting.commands.end_count import end_count
from app.counting.commands.raise_count import count_location, raise_count
from app.counting.commands.skip_count import skip_count
from app.counting.commands.undo_count import undo_count

__all__ = [
    "confirm_count",
    "count_again",
    "count_location",
    "count_places",
    "end_count",
    "keep_book",
    "post_as_counted",
    "raise_count",
    "skip_count",
    "undo_count",
]
