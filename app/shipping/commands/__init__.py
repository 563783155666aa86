"""Verbs on waybills, one file each."""

from app.shipping.commands.ask_carrier import ask_again, withdraw
from app.shipping.commands.make_waybill import make_waybill
from app.shipping.commands.note_printed import note_printed
from app.shipping.commands.take_from_pile import take_from_pile
from app.shipping.commands.void_waybill import void_waybill

__all__ = ["ask_again", "make_waybill", "note_printed", "take_from_pile", "void_waybill", "withdraw"]
