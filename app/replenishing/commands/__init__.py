"""The verbs of replenishing, one file each."""

from app.replenishing.commands.asking import ask_for_refill
from app.replenishing.commands.bounds import drop_bounds, set_bounds, set_bounds_by_name
from app.replenishing.commands.confirm_put import confirm_put
from app.replenishing.commands.confirm_take import confirm_take
from app.replenishing.commands.end_refill import cancel_refill, end_refill
from app.replenishing.commands.full_bin import FULL, bring_rest_back, choose_bin
from app.replenishing.commands.short_take import TAKE_REASONS, damage_take, short_take
from app.replenishing.commands.skip_stop import skip_stop
from app.replenishing.commands.take_tote import take_tote
from app.replenishing.commands.undo import undo_last
from app.replenishing.commands.write_off import report_damaged, report_missing

__all__ = [
    "FULL",
    "TAKE_REASONS",
    "ask_for_refill",
    "bring_rest_back",
    "cancel_refill",
    "choose_bin",
    "confirm_put",
    "confirm_take",
    "damage_take",
    "drop_bounds",
    "end_refill",
    "report_damaged",
    "report_missing",
    "set_bounds",
    "set_bounds_by_name",
    "short_take",
    "skip_stop",
    "take_tote",
    "undo_last",
]
