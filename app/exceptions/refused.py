"""What is so after work that no walk carries was refused, and what to do: the goods have been handled already."""

from flask_babel import lazy_gettext

from app.catalog.queries import item_meanings
from app.scanning import NoCode, read

WHAT_TO_DO = {
    "receiving.create_receipt": lazy_gettext(
        "The book does not have these units. Look for them at the dock, and receive them again."
    ),
    "receiving.create_undo": lazy_gettext(
        "The book has these units still. Count what stands there, and adjust it if they are gone."
    ),
    "receiving.create_strange": lazy_gettext(
        "Nothing is noted of these goods. Look for them at the dock, and keep them aside again."
    ),
    "receiving.create_plate": lazy_gettext("No plate was made. Make one for what was laid together."),
    "receiving.create_finishing": lazy_gettext(
        "The plate is not put up to be put away. Look where it stands, and finish it again."
    ),
    "returns_dock.create_arrival": lazy_gettext(
        "The book does not have this parcel. Look for it at the returns dock, and scan it again."
    ),
    "returns_dock.create_finding": lazy_gettext("The parcel is as it was. Look at its page, and scan again."),
    "returns_dock.create_match": lazy_gettext("The parcel is as it was. Look at its page, and match it again."),
    "returns_dock.create_unit": lazy_gettext(
        "The book does not have the unit. Take it out of its returns tote, and grade it again."
    ),
    "returns_dock.create_undo": lazy_gettext(
        "The grading stands. The unit belongs into the returns tote in which the book has it."
    ),
    "returns_dock.create_closing": lazy_gettext("The parcel is open still. Look at its page what is missing."),
    "returns_dock.create_photograph": lazy_gettext(
        "The photograph is not kept. Take it again while the unit is there."
    ),
    "returns_dock.create_tote_closing": lazy_gettext(
        "The tote is open still, and nothing of it is put away. Close it again."
    ),
    "stock_desk.create_move": lazy_gettext(
        "The book has the units where they were. Bring them back there, or move them again."
    ),
}
"""By the operation's name."""


def what_to_do(operation: str) -> str:
    """Nothing, where the stop of a walk says it."""
    return str(WHAT_TO_DO.get(operation, ""))


def item_name(warehouse_id: int, scanned: str) -> str:
    """What the scanned code stands for, if it is an item's."""
    try:
        found = item_meanings(warehouse_id, read(scanned))
    except NoCode:
        return ""
    return found[0].name if found else ""
