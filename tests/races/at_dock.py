"""What a process does in a race at the dock; it gets what it needs as plain values, and tells codes and ids."""

import time
from collections.abc import Sequence
from pathlib import Path

from app import create_app
from app.config import from_environment
from app.db import db
from app.errors import Busy
from app.operations import Actor
from app.orders.desk import hold_by_hand
from app.orders.models import Order
from app.shipping.handing_over import departure
from app.shipping.handing_over.departure import work_off
from tests.floor import Hand
from tests.shipping.loads import closes, loads


def load(hand: Hand, manifest_id: int, codes: Sequence[str]) -> list[tuple[str, bool]]:
    """What came of loading each, and whether it was loaded before."""
    outcomes = [loads(hand, manifest_id, code) for code in codes]
    return [(one.code, bool(one.result.get("again"))) for one in outcomes]


def load_or_close(hand: Hand, manifest_id: int, code: str) -> str:
    """Loads the carton, or without one closes the manifest without whatever is missing."""
    if code:
        return loads(hand, manifest_id, code).code
    return closes(hand, manifest_id, without=frozenset(range(1, 1000))).code


def load_or_hold(hand: Hand, manifest_id: int, code: str, order_id: int) -> str:
    """Loads the carton, or holds its order."""
    return loads(hand, manifest_id, code).code if code else hold(hand, order_id)


def close_or_hold(hand: Hand, manifest_id: int, order_id: int) -> str:
    """Closes the manifest, or holds the order that is on it."""
    return hold(hand, order_id) if order_id else closes(hand, manifest_id, without=frozenset(range(1, 1000))).code


def hold(hand: Hand, order_id: int) -> str:
    return hand.does("hold", lambda actor: hold_by_hand(db.session.get_one(Order, order_id), "Stop", actor)).code


def depart(manifest_id: int) -> str:
    """Works the departure off."""
    for _ in range(5):
        try:
            work_off(manifest_id)
            return "done"
        except Busy:
            continue
    return "busy"


def depart_and_stand(environ: dict[str, str], manifest_id: int, gone: int, inside: bool, stands: str) -> None:
    """A process of its own: so many cartons leave, then it stands still, `inside` the next one's transaction or before
    it, says so by a file, and waits to be killed."""

    def stand() -> None:
        Path(stands).touch()
        time.sleep(600)

    ship, still_here = departure._ship, departure._still_here
    left = 0

    def ships(order: Order, actor: Actor) -> None:
        nonlocal left
        if inside and left == gone:
            stand()
        ship(order, actor)
        left += 1

    def looks(manifest_id: int) -> Sequence[int]:
        if not inside and left == gone:
            stand()
        return still_here(manifest_id)

    departure._ship, departure._still_here = ships, looks
    with create_app(from_environment(environ)).app_context():
        departure.work_off(manifest_id)
