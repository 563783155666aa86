"""Whether a text is an e-mail address that a mail server takes."""

import re

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
LONGEST = 120


def is_address(text: str) -> bool:
    """One address and nothing beside it: no name, no second one, no line's end."""
    return len(text) <= LONGEST and _ADDRESS.fullmatch(text) is not None
