"""What a process does in a race; it gets what it needs as plain values, and tells codes and ids."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from app.db import db
from app.errors import Busy
from app.operations import Actor, Outcome
from app.orders.commands import cancel_order
from app.orders.models import Order
from app.packing.commands import Closing, close_carton, pack_units
from app.packing.models import Carton
from app.picking.commands import undo_last
from app.picking.commands.merge_tasks import merge_tasks
from app.picking.commands.split_task import split_task
from app.picking.models import PickTask
from app.putting_away.commands import confirm_put_away
from app.putting_away.models import PutAwayLine
from app.putting_back.commands import confirm_put_back
from app.putting_back.queries import lines_of_stop
from app.receiving.commands import ReceivingScan, finish_plate, receive_units
from app.receiving.models import Delivery, Plate
from app.walks.commands import assign, claim_next
from app.walks.scans import StopScan
from app.waves.commands import release_wave
from app.waves.models import Wave
from app.waves.release import work_off
from app.workers.models import Worker
from tests.floor import Hand


def claim(hands: Sequence[Hand]) -> list[int | None]:
    """The task that each hand got."""
    return [hand.claims() for hand in hands]


def pick(hand: Hand, scans: Sequence[tuple[int, StopScan]], seed: int) -> dict[int, str]:
    """What came of confirming each line, in an order of its own."""
    shuffled = random.Random(seed).sample(scans, len(scans))
    return {line_id: hand.picks(line_id, scan).code for line_id, scan in shuffled}


def pick_as(hand: Hand, line_id: int, scan: StopScan, operation_id: str) -> tuple[str, int, dict[str, Any], bool]:
    """The whole answer, and whether it was the stored one."""
    outcome: Outcome = hand.picks(line_id, scan, operation_id)
    return outcome.code, outcome.status, dict(outcome.result), outcome.replayed


def stage(hand: Hand, task_id: int, lane: str) -> str:
    return hand.stages(task_id, lane).code


def put_back(hand: Hand, scans: Sequence[tuple[int, StopScan]]) -> dict[int, str]:
    """What came of putting each line back."""
    return {line_id: _put_back(hand, line_id, scan) for line_id, scan in scans}


def _put_back(hand: Hand, line_id: int, scan: StopScan) -> str:
    return hand.does("put back", lambda actor: confirm_put_back(lines_of_stop(line_id), scan, actor)).code


def claim_kind(hand: Hand, kind: str) -> int | None:
    """The walk of that kind that the hand got."""
    task_id: int | None = hand.does("claim", lambda actor: claim_next(actor, kind)).result.get("task_id")
    return task_id


def put_away(hand: Hand, scans: Sequence[tuple[int, StopScan]]) -> dict[int, str]:
    """What came of putting each line away."""
    return {line_id: _put_away(hand, line_id, scan) for line_id, scan in scans}


def _put_away(hand: Hand, line_id: int, scan: StopScan) -> str:
    def command(actor: Actor) -> Mapping[str, Any]:
        return confirm_put_away(db.session.get_one(PutAwayLine, line_id), scan, actor)

    return hand.does("put away", command).code


def receive_and_finish(hand: Hand, delivery_id: int, scans: Sequence[ReceivingScan], plate_id: int) -> list[str]:
    """What came of each confirmation, and of finishing the plate, where one is named."""

    def received(scan: ReceivingScan) -> str:
        def command(actor: Actor) -> Mapping[str, Any]:
            return receive_units(db.session.get_one(Delivery, delivery_id), scan, actor)

        return hand.does("receive", command).code

    told = [received(scan) for scan in scans]
    if plate_id:
        told.append(hand.does("finish", lambda actor: finish_plate(db.session.get_one(Plate, plate_id), actor)).code)
    return told


def undo_pick_or_put_back(hand: Hand, task_id: int, scans: Sequence[tuple[int, StopScan]]) -> str:
    """The picker undoes; or, with `scans`, somebody claims what is to be put back and begins with it."""
    if not scans:
        return hand.does("undo", lambda actor: undo_last(db.session.get_one(PickTask, task_id), actor)).code
    hand.claims()
    return next(iter(put_back(hand, scans).values()))


def put_up(hand: Hand, wave_id: int) -> str:
    """Release the wave and work the release off."""
    outcome = hand.does("release", lambda actor: release_wave(db.session.get_one(Wave, wave_id), actor))
    for _ in range(5):
        try:
            work_off(wave_id)
            break
        except Busy:
            continue
    return outcome.code


def give(lead: Hand, task_id: int, worker_id: int) -> tuple[str, str]:
    """A lead gives the task to a worker; what came of it, and in which words it was refused."""

    def command(actor: Actor) -> Mapping[str, Any]:
        return assign(db.session.get_one(PickTask, task_id), db.session.get_one(Worker, worker_id), actor)

    outcome = lead.does("assign", command)
    return outcome.code, "" if outcome.ok else str(outcome.refusal)


def pick_or_split(hand: Hand, what: Sequence[tuple[int, StopScan]] | int, seed: int | None) -> dict[int, str]:
    """A picker confirms lines, or a lead splits the task of that id; what came of each."""
    if not isinstance(what, int):
        return pick(hand, what, seed or 0)
    outcome = hand.does("split", lambda actor: split_task(db.session.get_one(PickTask, what), None, None, actor))
    return {0: outcome.code}


def claim_or_merge(hands: Hand | Sequence[Hand], task_id: int, into_id: int) -> str:
    """Pickers ask for work, or a lead merges the two tasks."""
    if not isinstance(hands, Hand):
        return str(claim(hands))
    tasks = [task_id, into_id]

    def command(actor: Actor) -> Mapping[str, Any]:
        one, other = (db.session.get_one(PickTask, one) for one in tasks)
        return merge_tasks(one, other, actor)

    return hands.does("merge", command).code


def pick_or_cancel(hand: Hand, scans: Sequence[tuple[int, StopScan]], order_ids: Sequence[int]) -> dict[int, str]:
    """A picker confirms lines, or a lead cancels orders; what came of each."""
    return pick(hand, scans, 0) if scans else {order_id: _cancel(hand, order_id) for order_id in order_ids}


def _cancel(lead: Hand, order_id: int) -> str:
    return lead.does("cancel", lambda actor: cancel_order(db.session.get_one(Order, order_id), actor)).code


def pack(hand: Hand, order_id: int, scans: Sequence[StopScan]) -> list[str]:
    """What came of packing each unit."""
    return [_pack(hand, order_id, scan) for scan in scans]


def _pack(hand: Hand, order_id: int, scan: StopScan) -> str:
    return hand.does("pack", lambda actor: pack_units(db.session.get_one(Order, order_id), scan, None, actor)).code


def pack_or_cancel(hand: Hand, order_id: int, scans: Sequence[StopScan]) -> list[str]:
    """A packer packs; or, without scans, a lead cancels the order."""
    return pack(hand, order_id, scans) if scans else [_cancel(hand, order_id)]


def pack_or_close(hand: Hand, order_id: int, scans: Sequence[StopScan], carton_id: int) -> list[str]:
    """A packer packs into the carton; or, without scans, closes it."""
    if not scans:
        closing = Closing(weight_g=500, goes_on=True)
        done = hand.does("close", lambda actor: close_carton(db.session.get_one(Carton, carton_id), closing, actor))
        return [done.code]
    return [_pack_into(hand, order_id, scan, carton_id) for scan in scans]


def _pack_into(hand: Hand, order_id: int, scan: StopScan, carton_id: int) -> str:
    def command(actor: Actor) -> Mapping[str, Any]:
        return pack_units(db.session.get_one(Order, order_id), scan, db.session.get_one(Carton, carton_id), actor)

    return hand.does("pack", command).code
