"""A floor for a measurement: hundreds of pickers signed in, each on a walk of their own with a tote; and a lead."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from flask import Flask, g, session
from flask_migrate import upgrade
from flask_wtf.csrf import generate_csrf
from sqlalchemy import insert, select

from app import create_app
from app.catalog.models import Barcode, Item
from app.clock import now
from app.config import from_environment
from app.db import db, transaction
from app.demo.layouts import MAIN
from app.inventory.opening import Pile, open_stock
from app.operations import Actor, program
from app.orders.arrivals import NewLine, NewOrder
from app.orders.arrive import arrive, channel_named, desk_of
from app.orders.queries import ready
from app.picking.commands import bind_tote
from app.picking.models import PickTask
from app.routes.cookies import host_name
from app.routes.shift import Shift, sign
from app.tables import in_batches
from app.walks.commands import claim_next
from app.walks.models import FREE
from app.warehouse.commands import open_warehouse
from app.warehouse.layout_file import read_layout
from app.warehouse.loading import load_layout
from app.warehouse.models import BIN, TOTE, Location, Warehouse
from app.waves.choice import Choice
from app.waves.commands import plan_wave, release_wave
from app.waves.release import work_off
from app.workers.commands import enlist_worker
from app.workers.devices import enrol_by_itself
from app.workers.secrets import new_token
from app.workers.sessions import begin_session
from benchmarks.hand import Crew, Hand

ACTOR = program("benchmark")
ITEMS, LINES, UNITS = 400, 8, 40
"""Each picker's order has so many lines of so many units; a confirmation takes one unit."""
SPARE = 20
"""Walks for the lead to give away."""


def build(
    environ: dict[str, str],
    pickers: int,
    seed: int,
    target: Path,
    lines: int = LINES,
    units: int = UNITS,
    roles: Sequence[str] = ("picker",),
) -> None:
    """Fill the empty database of `environ`, and write the crew to `target` for the load generator."""
    app = create_app(from_environment(environ))
    with app.app_context():
        upgrade(directory=str(Path(__file__).parent.parent / "migrations"))
        random = Random(seed)
        warehouse_id = building(pickers)
        skus = stocked(warehouse_id, pickers + SPARE, random)
        ordered(warehouse_id, skus, pickers + SPARE, random, lines, units)
        _release(warehouse_id)
        hands = [_picker(app, warehouse_id, number, roles) for number in range(pickers)]
        spare = list(db.session.scalars(select(PickTask.id).where(PickTask.state == FREE)))
        Crew(hands, _lead(app, warehouse_id), spare).write(target)
        db.session.remove()
        db.engine.dispose()


def building(totes: int) -> int:
    """The demo's hall with so many totes; the warehouse's id."""
    with transaction():
        warehouse_id = open_warehouse("BENCH", "Benchmark", "Europe/London", "GBP", ACTOR, is_demo=True).id
    load_layout(warehouse_id, read_layout(MAIN.replace("count = 72", f"count = {totes}"))[1], ACTOR)
    return warehouse_id


def stocked(warehouse_id: int, pickers: int, random: Random) -> list[str]:
    """Each item in three bins, enough for all; the SKUs."""
    skus = [f"B{number:04}" for number in range(ITEMS)]
    mine = (Location.warehouse_id == warehouse_id, Location.kind == BIN, Location.purpose == "forward")
    bins = list(db.session.scalars(select(Location.id).where(*mine).order_by(Location.id)))
    random.shuffle(bins)
    with transaction() as work:
        work.execute(insert(Item), [{"sku": sku, "names": {"en": sku}, "attributes": {}, "flags": []} for sku in skus])
        ids = [row.id for row in work.execute(select(Item.id).order_by(Item.sku))]
        work.execute(
            insert(Barcode), [{"item_id": item_id, "code": sku} for item_id, sku in zip(ids, skus, strict=True)]
        )
    enough = pickers * LINES * UNITS // ITEMS + UNITS * 20
    piles = [Pile(item_id, bins.pop(), enough) for item_id in ids for _ in range(3)]
    for batch in in_batches(piles, 200):
        with transaction():
            open_stock(warehouse_id, batch, ACTOR)
    return skus


def ordered(warehouse_id: int, skus: list[str], pickers: int, random: Random, lines: int, units: int) -> None:
    """So many orders of so many lines of so many units."""
    orders = [
        NewOrder(
            number=f"O{number:05}",
            placed_at=now(),
            fingerprint=str(number),
            lines=[NewLine(sku, units) for sku in random.sample(skus, lines)],
            delivery_mode="self",
        )
        for number in range(pickers)
    ]
    for batch in in_batches(orders, 50):
        with transaction():
            warehouse = db.session.get_one(Warehouse, warehouse_id)
            arrive(desk_of(warehouse, channel_named(warehouse_id, "bench"), ACTOR), batch)


def _release(warehouse_id: int) -> None:
    """In waves of a hundred; a walk for each order."""
    while db.session.scalars(ready(warehouse_id).limit(1)).first():
        db.session.rollback()
        with transaction():
            warehouse = db.session.get_one(Warehouse, warehouse_id)
            wave = plan_wave(warehouse, Choice(mode="single", limit=100), ACTOR)
            release_wave(wave, ACTOR)
            wave_id = wave.id
        work_off(wave_id)


def _picker(app: Flask, warehouse_id: int, number: int, roles: Sequence[str]) -> Hand:
    """A worker signed in, on a walk, with a tote: by the same commands as on the floor."""
    hand, actor = _signed_in(app, warehouse_id, f"Picker {number}", roles)
    with transaction():
        task_id = claim_next(actor)["task_id"]
    with transaction():
        task = db.session.get_one(PickTask, task_id)
        totes = select(Location.barcode).where(Location.warehouse_id == warehouse_id, Location.kind == TOTE)
        tote = db.session.scalars(totes.order_by(Location.id).offset(number).limit(1)).one()
        bind_tote(task.places[0], tote, actor)
    scans = [
        (
            f"/picking/lines/{line.id}/picks",
            {"bin": line.location.barcode, "item": line.lot.item.sku, "lot": "", "tote": tote, "quantity": "1"},
        )
        for line in db.session.get_one(PickTask, task_id).lines
        for _ in range(line.quantity)
    ]
    db.session.rollback()
    return replace(hand, task_id=task_id, scans=scans)


def _lead(app: Flask, warehouse_id: int) -> Hand:
    return _signed_in(app, warehouse_id, "Lead", ["lead"])[0]


def _signed_in(app: Flask, warehouse_id: int, name: str, roles: Sequence[str]) -> tuple[Hand, Actor]:
    """A new worker on a new device, and the cookies and tokens that a browser would have."""
    device_token, shift_token = new_token(), new_token()
    with transaction():
        worker, _ = enlist_worker(name, "en", {warehouse_id: list(roles)}, ACTOR)
        db.session.flush()
        device = enrol_by_itself(name, warehouse_id, device_token, ACTOR)
        opened = begin_session(worker, device, shift_token, ACTOR)
        db.session.flush()
        actor = Actor(worker.id, worker.name, device.id, warehouse_id)
        shift = Shift(opened.id, worker.id, worker.name, device.id, warehouse_id, tuple(roles), "en", now())
    with app.test_request_context():
        g.pop("csrf_token", None)  # of the hand before: they share the context of the application
        session["shift"] = shift_token
        csrf, signed = generate_csrf(), sign(shift)
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        shown = {"session": serializer.dumps(dict(session)), "device": device_token}
        cookie = "; ".join(f"{host_name(name)}={value}" for name, value in shown.items())
    return Hand(shift.worker_id, cookie, csrf, signed), actor
