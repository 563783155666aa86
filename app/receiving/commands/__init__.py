"""The verbs of receiving, one file each."""

from app.receiving.commands.announce import announce, begin_blind, cancel_delivery
from app.receiving.commands.close_delivery import close_delivery
from app.receiving.commands.keep_strange import keep_strange, photograph_strange
from app.receiving.commands.plates import finish_plate, make_plates
from app.receiving.commands.receive_units import ReceivingScan, receive_units
from app.receiving.commands.undo_receipt import undo_receipt

__all__ = [
    "ReceivingScan",
    "announce",
    "begin_blind",
    "cancel_delivery",
    "close_delivery",
    "finish_plate",
    "keep_strange",
    "make_plates",
    "photograph_strange",
    "receive_units",
    "undo_receipt",
]
