"""A floor for the board: waves with cut-offs, pickers in the middle of their walks with a shift behind them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from pathlib import Path
from random import Random

from flask import Flask, session
from flask_migrate import upgrade
from sqlalchemy import select, update

from app import create_app
from app.clock import now
from app.config import from_environment
from app.db import db, transaction
from app.floor.hearing import Heard, Who
from app.floor.keeping import write_heard
from app.floor.models import DeviceState
from app.operations import Actor
from app.picking.commands import bind_tote, confirm_pick
from app.picking.models import Pick, PickTask
from app.picking.queries import lines_of_stop
from app.walks.commands import claim_next
from app.walks.models import Walk
from app.walks.scans import StopScan
from app.warehouse.models import TOTE, Location, Warehouse
from app.waves.choice import Choice
from app.waves.commands import plan_wave, release_wave
from app.waves.models import Wave
from app.waves.release import work_off
from app.workers.commands import enlist_worker
from app.workers.devices import enrol_by_itself
from app.workers.secrets import new_token
from app.workers.sessions import begin_session
from benchmarks.floor import ACTOR, building, ordered, stocked

FIRST = [
    "Ana",
    "Ben",
    "Cleo",
    "Dana",
    "Eli",
    "Fay",
    "Gus",
    "Hana",
    "Ivo",
    "Jun",
    "Kim",
    "Lea",
    "Mia",
    "Noa",
    "Olga",
    "Pia",
    "Quin",
    "Rosa",
    "Sam",
    "Tara",
]
LAST = ["Adler", "Brandt", "Costa", "Dupont", "Evers", "Ferri", "Gallo", "Holm", "Iwata", "Jansen"]
LINES, UNITS = 12, 2
TASKS_A_WAVE, SPARE = 8, 8


@dataclass
class Floor:
    """The floor in this process, beside the server; `cookie` is that of a lead who is signed in."""

    app: Flask
    cookie: str
    hands: list[tuple[Actor, int, str]]
    """Who picks which task into which tote."""

    def online(self) -> None:
        """A server that starts takes everybody for gone until they come; here those who have nothing waiting came."""
        with self.app.app_context(), transaction() as work:
            back = update(DeviceState).where(DeviceState.waiting == 0)
            work.execute(back.values(online=True, since=now(), seen_at=now()))

    def scan(self, count: int, random: Random) -> None:
        """So many pickers confirm a line."""
        with self.app.app_context():
            for actor, task_id, tote in random.sample(self.hands, min(count, len(self.hands))):
                with transaction():
                    _pick_next(task_id, tote, actor)
            db.session.remove()


def build(environ: Mapping[str, str], pickers: int, waves: int, seed: int) -> Floor:
    """Fill the empty database of `environ`."""
    app = create_app(from_environment({**os.environ, **environ}))
    with app.app_context():
        upgrade(directory=str(Path(__file__).parent.parent / "migrations"))
        random = Random(seed)
        warehouse_id = building(pickers)
        tasks = max(TASKS_A_WAVE, ceil((pickers + SPARE) / waves))
        orders = waves * tasks
        ordered(warehouse_id, stocked(warehouse_id, orders, random), orders, random, LINES, UNITS)
        for number in range(waves):
            _wave(warehouse_id, tasks, timedelta(minutes=25 + 9 * number))
        hands = [_picker(warehouse_id, number, random) for number in range(pickers)]
        cookie = _lead(app, warehouse_id)
        db.session.remove()
    return Floor(app, cookie, hands)


def _wave(warehouse_id: int, limit: int, until: timedelta) -> None:
    with transaction():
        warehouse = db.session.get_one(Warehouse, warehouse_id)
        wave = plan_wave(warehouse, Choice(mode="single", limit=limit), ACTOR)
        release_wave(wave, ACTOR)
        wave_id = wave.id
    work_off(wave_id)
    with transaction() as work:
        work.execute(update(Wave).where(Wave.id == wave_id).values(cut_off_at=now() + until))
        tasks = select(PickTask.id).where(PickTask.wave_id == wave_id)
        work.execute(update(Walk).where(Walk.id.in_(tasks)).values(due_at=now() + until))


def _picker(warehouse_id: int, number: int, random: Random) -> tuple[Actor, int, str]:
    """On a walk, some lines into it; the picks lie back in time at a pace of their own."""
    name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"
    with transaction():
        worker, _ = enlist_worker(name, "en", {warehouse_id: ["picker"]}, ACTOR)
        db.session.flush()
        device = enrol_by_itself(f"H{number:03}", warehouse_id, new_token(), ACTOR)
        begin_session(worker, device, new_token(), ACTOR)
        db.session.flush()
        actor = Actor(worker.id, worker.name, device.id, warehouse_id)
        task_id = claim_next(actor)["task_id"]
    with transaction():
        task = db.session.get_one(PickTask, task_id)
        totes = select(Location.barcode).where(Location.warehouse_id == warehouse_id, Location.kind == TOTE)
        tote = db.session.scalars(totes.order_by(Location.id).offset(number).limit(1)).one()
        bind_tote(task.places[0], tote, actor)
    picked = [line for _ in range(random.randint(1, LINES - 3)) if (line := _picked_by(task_id, tote, actor))]
    _back_in_time(picked, task_id, random)
    _device(warehouse_id, worker.id, device.id, number, random)
    return actor, task_id, tote


def _picked_by(task_id: int, tote: str, actor: Actor) -> int | None:
    with transaction():
        return _pick_next(task_id, tote, actor)


def _pick_next(task_id: int, tote: str, actor: Actor) -> int | None:
    """The next line of the task; None where all are picked."""
    line = next((line for line in db.session.get_one(PickTask, task_id).lines if line.to_pick), None)
    if line is None:
        return None
    scan = StopScan(line.location.barcode, line.lot.item.sku, "", tote, line.to_pick)
    confirm_pick(lines_of_stop(line.id), scan, actor)
    return line.id


def _back_in_time(lines: list[int], task_id: int, random: Random) -> None:
    at = now() - timedelta(seconds=random.uniform(1, 60))
    with transaction() as work:
        for pick in work.scalars(select(Pick).where(Pick.line_id.in_(lines)).order_by(Pick.id.desc())):
            pick.at = at
            at -= timedelta(seconds=random.uniform(18, 45))
        db.session.get_one(PickTask, task_id).started_at = at - timedelta(seconds=60)


def _device(warehouse_id: int, worker_id: int, device_id: int, number: int, random: Random) -> None:
    """One in nine is away, one in fifteen has a battery that will not last."""
    away = number % 9 == 4
    since = now() - timedelta(minutes=random.uniform(2, 9) if away else 40)
    heard = Heard(
        Who(device_id, warehouse_id, worker_id),
        online=not away,
        since=since,
        seen_at=since if away else now(),
        waiting=3 if away else 0,
        waiting_at=since,
        battery=11 if number % 15 == 7 else random.randint(30, 98),
        charging=False,
    )
    with transaction():
        write_heard([heard], "benchmark")


def _lead(app: Flask, warehouse_id: int) -> str:
    device_token, shift_token = new_token(), new_token()
    with transaction():
        worker, _ = enlist_worker("Cleo", "en", {warehouse_id: ["lead"]}, ACTOR)
        db.session.flush()
        device = enrol_by_itself("Board", warehouse_id, device_token, ACTOR)
        begin_session(worker, device, shift_token, ACTOR)
    with app.test_request_context():
        session["shift"] = shift_token
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return f"session={serializer.dumps(dict(session))}; device={device_token}"
