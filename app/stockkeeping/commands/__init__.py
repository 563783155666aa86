"""The verbs of the stock desk, one file each."""

from app.stockkeeping.commands.adjust_units import adjust_units, approve_adjustment, refuse_adjustment
from app.stockkeeping.commands.block_lot import block_lot, lift_block
from app.stockkeeping.commands.end_quarantine import release_units, scrap_units
from app.stockkeeping.commands.move_units import move_units
from app.stockkeeping.commands.set_aside import add_photograph, set_aside

__all__ = [
    "add_photograph",
    "adjust_units",
    "approve_adjustment",
    "block_lot",
    "lift_block",
    "move_units",
    "refuse_adjustment",
    "release_units",
    "scrap_units",
    "set_aside",
]
