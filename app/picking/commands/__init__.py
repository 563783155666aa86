"""The verbs of picking, one file each."""

from app.picking.commands.check_zero import check_zero
from app.picking.commands.confirm_pick import confirm_pick
from app.picking.commands.damage_units import damage_units
from app.picking.commands.miss_tote import miss_tote
from app.picking.commands.rest import pause_task, resume_task
from app.picking.commands.short_pick import SHORT_REASONS, short_pick
from app.picking.commands.skip_line import skip_line
from app.picking.commands.stage_task import close_order, stage_task
from app.picking.commands.swap_lot import swap_lot
from app.picking.commands.totes import bind_tote, swap_tote
from app.picking.commands.undo_last import undo_last

__all__ = [
    "SHORT_REASONS",
    "bind_tote",
    "check_zero",
    "close_order",
    "confirm_pick",
    "damage_units",
    "miss_tote",
    "pause_task",
    "resume_task",
    "short_pick",
    "skip_line",
    "stage_task",
    "swap_lot",
    "swap_tote",
    "undo_last",
]
