"""What a process does in a race at the returns' dock; it gets plain values, and tells codes and ids."""

from typing import Any

from app.db import db
from app.returns.commands.close_parcel import close_parcel
from app.returns.commands.close_tote import close_tote
from app.returns.commands.grade_units import grade_units
from app.returns.commands.receive_parcel import Arrival, receive_parcel
from app.returns.commands.undo_grading import undo_grading
from app.returns.models import ReturnParcel, ReturnTote
from app.returns.units import UnitScan
from tests.floor import Hand

GOOD = {"closed": "yes", "worn": "no", "whole": "yes", "works": "yes", "parts": "yes"}


def arrive(hand: Hand, code: str, times: int) -> list[tuple[str, bool]]:
    """What came of each arrival, and whether the parcel was there before."""
    done = [
        hand.does("arrive", lambda actor: receive_parcel(actor.warehouse_id or 0, Arrival(code=code), actor))
        for _ in range(times)
    ]
    return [(one.code, bool(one.result.get("again"))) for one in done]


def grade(hand: Hand, parcel_id: int, item: str, tote: str, times: int, operation_id: str = "") -> list[str]:
    """What came of confirming one unit so often."""
    scan = UnitScan(item=item, answers=GOOD, tote=tote)
    return [_grade(hand, parcel_id, scan, operation_id) for _ in range(times)]


def grade_or_undo(hand: Hand, parcel_id: int, item: str, tote: str, times: int) -> list[str]:
    """Each unit that is confirmed is undone at once."""
    told = []
    for _ in range(times):
        told += grade(hand, parcel_id, item, tote, 1)
        told.append(hand.does("undo", lambda actor: undo_grading(_parcel(parcel_id), "", actor)).code)
    return told


def grade_or_fill(hand: Hand, parcel_id: int, item: str, tote: str, tote_id: int) -> str:
    """Confirms a unit, or says that its tote is full."""
    if item:
        return grade(hand, parcel_id, item, tote, 1)[0]
    return hand.does("fill", lambda actor: close_tote(db.session.get_one(ReturnTote, tote_id), actor)).code


def grade_or_finish(hand: Hand, parcel_id: int, item: str, tote: str) -> str:
    """Confirms a unit, or finishes the parcel."""
    if item:
        return grade(hand, parcel_id, item, tote, 1)[0]
    return hand.does("finish", lambda actor: close_parcel(_parcel(parcel_id), "empty", actor)).code


def bind_or_grade(hand: Hand, place_id: int, parcel_id: int, item: str, tote: str) -> str:
    """A picker takes the tote onto the cart, or a clerk lays a unit into it."""
    return hand.binds(place_id, tote).code if place_id else grade(hand, parcel_id, item, tote, 1)[0]


def _grade(hand: Hand, parcel_id: int, scan: UnitScan, operation_id: str) -> str:
    def command(actor: Any) -> dict[str, int]:
        return grade_units(_parcel(parcel_id), scan, actor)

    return hand.does("grade", command, operation_id or None, parcel_id=parcel_id).code


def _parcel(parcel_id: int) -> ReturnParcel:
    return db.session.get_one(ReturnParcel, parcel_id)
