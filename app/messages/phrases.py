"""Stock phrases: a lead taps one, and each picker reads it in their own language."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

PHRASES: dict[str, LazyString] = {
    "come_to_desk": lazy_gettext("Come to the packing desk."),
    "call_me": lazy_gettext("Come and see me."),
    "bring_totes": lazy_gettext("Bring your totes to the lane now."),
    "hurry": lazy_gettext("The cut-off is near. Finish this walk."),
    "break": lazy_gettext("Break in 5 minutes."),
    "break_over": lazy_gettext("The break is over."),
    "aisle_closed": lazy_gettext("Aisle %(aisle)s is closed: do its stops last."),
    "aisle_open": lazy_gettext("Aisle %(aisle)s is open again."),
    "leave_building": lazy_gettext("Leave the building now. Leave the cart."),
    "thanks": lazy_gettext("Well done. Thank you!"),
}
NAMES = {"aisle_closed": "aisle", "aisle_open": "aisle"}
"""What a phrase names, where it names anything."""


def message_words(phrase: str, params: Mapping[str, Any], text: str) -> str:
    """The message as its reader reads it; a phrase that is known no more is told as one."""
    if text:
        return text
    words = PHRASES.get(phrase)
    return str(words) % dict(params) if words else _("Your lead wants to tell you something. Go and ask.")


def phrase_words(phrase: str) -> str:
    """The phrase as the lead chooses it, with a gap for what it names."""
    return str(PHRASES[phrase]) % dict.fromkeys(filter(None, [NAMES.get(phrase)]), "…")
