"""The verbs of walks, one file each."""

from app.walks.commands.assign import assign, give_back
from app.walks.commands.cancel import cancel
from app.walks.commands.claim_next import claim_next
from app.walks.commands.finish import finish
from app.walks.commands.keep_back import keep_as_before, keep_back, let_go
from app.walks.commands.set_priority import set_priority, unrank

__all__ = [
    "assign",
    "cancel",
    "claim_next",
    "finish",
    "give_back",
    "keep_as_before",
    "keep_back",
    "let_go",
    "set_priority",
    "unrank",
]
