"""The verbs of counting, one file each; what is done on a walk is asked for by the walk's routes alone."""

from app.counting.commands.choose_places import count_places
from app.counting.commands.decide import count_again, keep_book, post_as_counted
from app.counting.commands.raising import count_location, raise_count

__all__ = ["count_again", "count_location", "count_places", "keep_book", "post_as_counted", "raise_count"]
