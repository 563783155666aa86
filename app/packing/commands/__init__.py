"""The verbs of packing, one file each."""

from app.packing.commands.carton_types import add_carton_type, end_carton_type, use_carton_type_again
from app.packing.commands.checks import add_check, end_check
from app.packing.commands.close_carton import Closing, close_carton
from app.packing.commands.find_units import find_units
from app.packing.commands.open_carton import choose_type, open_carton
from app.packing.commands.other_cartons import measure_carton, take_other
from app.packing.commands.pack_next import pack_next
from app.packing.commands.pack_units import pack_units
from app.packing.commands.reopen_carton import empty_carton, reopen_carton
from app.packing.commands.scales import remove_scale, set_scale
from app.packing.commands.sort_units import sort_units, undo_sort
from app.packing.commands.take_out import undo_last, unpack_units
from app.packing.commands.tick_check import tick_check, untick_check
from app.packing.commands.verify_carton import verify_by_second, verify_units
from app.packing.commands.wall_cells import build_wall, close_cell, open_cell

__all__ = [
    "Closing",
    "add_carton_type",
    "add_check",
    "build_wall",
    "choose_type",
    "close_carton",
    "close_cell",
    "empty_carton",
    "end_carton_type",
    "end_check",
    "find_units",
    "measure_carton",
    "open_carton",
    "open_cell",
    "pack_next",
    "pack_units",
    "remove_scale",
    "reopen_carton",
    "set_scale",
    "sort_units",
    "take_other",
    "tick_check",
    "undo_last",
    "undo_sort",
    "unpack_units",
    "untick_check",
    "use_carton_type_again",
    "verify_by_second",
    "verify_units",
]
